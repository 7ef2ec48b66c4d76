/** The tasks of a unit anew: neighbours whose work goes over the same rows are one, whose work is a strip. */
import { carried } from './loop/carried.ts';
import type { Nest } from './loop/nest.ts';
import type { Member, RowWork } from './loop/strip.ts';
import { chosen, type Chosen } from './loop/strips.ts';
import { nestWork, type Work } from './loop/work.ts';
import type { Task, Unit } from './unit.ts';

/** The unit, its work, and how many doubles that takes. */
export interface InStrips {
  readonly unit: Unit;
  readonly work: readonly Work[];
  readonly doubles: number;
}

const ownOf = (rows: readonly { readonly own: RowWork }[]): RowWork[] => rows.map(({ own }) => own);

/** Makes strips: their members have numbers from `first` on, and sums that go on from block to block places from `place` on. */
class StripMaker {
  readonly members: RowWork[] = [];
  doubles = 0;
  private readonly first: number;
  private readonly place: number;

  constructor(first: number, place: number) {
    this.first = first;
    this.place = place;
  }

  make({ steps, block, before, members, after }: Chosen): Work[] {
    const [starts, ends]: [Work[], Work[]] = [[], []];
    const numbered = members.map(({ own, loops }): Member => {
      const part = 'nest' in own ? this.carrying(own.nest, starts, ends) : own;
      return { own: part, work: this.first + this.members.push(part) - 1, times: loops.sizes[0]! / steps };
    });
    const strip = { size: steps, block, members: numbered };
    return [...ownOf(before), ...starts, { kind: 'strip', strip }, ...ends, ...ownOf(after)];
  }

  /** The nest with sums that go on; what they start with and end as comes to `starts` and `ends`. */
  private carrying(own: Nest, starts: Work[], ends: Work[]): RowWork {
    const { before, nest, after } = carried(own, this.place + this.doubles);
    this.doubles += before.length;
    starts.push(...before.map(nestWork));
    ends.push(...after.map(nestWork));
    return nestWork(nest);
  }
}

/** The unit whose work is `own`, with strips. Members of these stand before all other work, for they are run by it. */
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
  if (maker.members.length === 0) return { unit, work: own, doubles: 0 };
  const work: Work[] = [...maker.members];
  const from = first + work.length;
  const renumbered = steps.map(({ task, work: each }): Task => {
    const start = first + work.length;
    for (const one of each) work.push(one);
    return 'kernel' in task ? task : { ...task, work: [start, first + work.length] };
  });
  return { unit: { ...unit, tasks: renumbered, work: [from, first + work.length] }, work, doubles: maker.doubles };
};
