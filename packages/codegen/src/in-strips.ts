/** The tasks of a unit anew: neighbours whose nests go over the same rows are one, whose work is a strip. */
import { carried } from './loop/carried.ts';
import type { Work } from './loop/contract.ts';
import type { Nest } from './loop/nest.ts';
import type { Member } from './loop/strip.ts';
import { chosen, type Chosen } from './loop/strips.ts';
import type { Task, Unit } from './unit.ts';

/** The unit, its work, and how many doubles that takes. */
export interface InStrips {
  readonly unit: Unit;
  readonly work: readonly Work[];
  readonly doubles: number;
}

const ofNests = (nests: readonly Nest[]): Work[] => nests.map((nest) => ({ nest }));

/** Makes strips: their nests have numbers from `first` on, and sums that go on from block to block places from `place` on. */
class StripMaker {
  readonly nests: Nest[] = [];
  doubles = 0;
  private readonly first: number;
  private readonly place: number;

  constructor(first: number, place: number) {
    this.first = first;
    this.place = place;
  }

  make({ steps, block, before, members, after }: Chosen): Work[] {
    const parts = members.map((nest) => {
      const part = carried(nest, this.place + this.doubles);
      this.doubles += part.before.length;
      return part;
    });
    const numbered = parts.map(
      ({ nest }): Member => ({ nest, work: this.first + this.nests.push(nest) - 1, times: nest.sizes[0]! / steps }),
    );
    return [
      ...ofNests([...before, ...parts.flatMap((part) => part.before)]),
      { strip: { size: steps, block, members: numbered } },
      ...ofNests([...parts.flatMap((part) => part.after), ...after]),
    ];
  }
}

/** The unit whose work is `own`, with strips. Nests of these stand before all other work, for they are run by it. */
export const inStrips = (unit: Unit, own: readonly Work[], place: number): InStrips => {
  const { tasks } = unit;
  const [first] = unit.work;
  const maker = new StripMaker(first, place);
  const workOf = (task: Task): readonly Work[] =>
    'work' in task ? own.slice(task.work[0] - first, task.work[1] - first) : [];
  const candidates = tasks.map((task) => ('work' in task && task.checks.length === 0 ? workOf(task) : undefined));
  const steps: { readonly task: Task; readonly work: readonly Work[] }[] = [];
  for (let at = 0; at < tasks.length; ) {
    const found = chosen(candidates, at);
    const task = tasks[at]!;
    if (found === undefined || 'kernel' in task) steps.push({ task, work: workOf(task) });
    else {
      const nodes = tasks.slice(at, at + found.count).flatMap((each) => ('work' in each ? each.nodes : []));
      steps.push({ task: { ...task, nodes }, work: maker.make(found) });
    }
    at += found?.count ?? 1;
  }
  if (maker.nests.length === 0) return { unit, work: own, doubles: 0 };
  const work = ofNests(maker.nests);
  const from = first + work.length;
  const renumbered = steps.map(({ task, work: each }): Task => {
    const start = first + work.length;
    for (const one of each) work.push(one);
    return 'kernel' in task ? task : { ...task, work: [start, first + work.length] };
  });
  return { unit: { ...unit, tasks: renumbered, work: [from, first + work.length] }, work, doubles: maker.doubles };
};
