/** The passes of a trace: a slider, what the pass at hand did, and how many nodes each one left. */
import type { Mark, PageData, PageStep } from '../src/page-data.ts';
import { button, make, mark } from './dom.ts';

export type Side = 'before' | 'after';

export interface StepsEvents {
  readonly go: (step: number) => void;
  readonly turn: (side: Side) => void;
  readonly visit: (mark: Mark) => void;
}

/** What a mark is called, and on which side it is seen. */
const MARKS: { readonly [M in Mark]: readonly [Side, string, string] } = {
  removed: ['before', 'removed', 'the next node that is gone'],
  added: ['after', 'added', 'the next node that is new'],
  changed: ['after', 'with other arguments', 'the next node that has other arguments'],
};

export class Steps {
  readonly element = make('section', { class: 'steps', 'aria-label': 'passes' });
  private readonly data: PageData;
  private readonly visit: (mark: Mark) => void;
  private readonly slider: HTMLInputElement;
  private readonly told = make('div', { class: 'told', 'aria-live': 'polite' });
  private readonly bars: readonly HTMLElement[];
  private readonly sides: Readonly<Record<Side, HTMLButtonElement>>;

  constructor(data: PageData, events: StepsEvents) {
    this.data = data;
    this.visit = events.visit;
    const { go, turn } = events;
    const last = data.pictures.length - 1;
    this.slider = make('input', { type: 'range', min: '0', max: String(last), value: '0', 'aria-label': 'step' });
    this.slider.addEventListener('input', () => go(Number(this.slider.value)));
    const at = (): number => Number(this.slider.value);
    const most = Math.max(...data.pictures.map(({ scene }) => scene.boxes.length), 1);
    this.bars = data.pictures.map(({ scene, step }, i) => {
      const count = scene.boxes.length;
      const bar = button('', `${step?.pass ?? 'as given'}: ${count} nodes`, () => go(i));
      bar.style.setProperty('height', `${4 + (36 * count) / most}px`);
      return bar;
    });
    this.sides = {
      before: button('before', 'the graph before the pass', () => turn('before')),
      after: button('after', 'the graph after the pass', () => turn('after')),
    };
    const controls = [
      button('◀', 'the step before', () => go(at() - 1)),
      this.slider,
      button('▶', 'the next step', () => go(at() + 1)),
    ];
    this.element.append(
      make('div', { class: 'controls' }, ...controls, this.sides.before, this.sides.after),
      make('div', { class: 'bars' }, ...this.bars),
      this.told,
    );
  }

  show(at: number, side: Side): void {
    const { pictures, stopped } = this.data;
    const { step, scene } = pictures[at]!;
    this.slider.value = String(at);
    this.bars.forEach((bar, i) => mark(bar, 'chosen', i === at));
    for (const each of ['before', 'after'] as const) {
      mark(this.sides[each], 'chosen', step !== undefined && each === side);
      this.sides[each].disabled = step === undefined;
    }
    const last = pictures.length - 1;
    const place = `step ${at} of ${last}`;
    if (step === undefined) {
      const count = `${place}: the graph as it was given, ${scene.boxes.length} nodes`;
      this.told.replaceChildren(make('p', {}, count));
      return;
    }
    const rules = step.fired.map(([rule, count]) => make('li', {}, `${rule} × ${count}`));
    const from = pictures[at - 1]!.scene.boxes.length;
    const end = stopped === 'budget' ? 'the rounds were spent' : 'nothing changes any more';
    this.told.replaceChildren(
      make('p', {}, `${place}, round ${step.round}: `, make('b', {}, step.pass)),
      make('p', {}, `${step.doc}; keeps ${step.keeps}`),
      make('p', {}, `${from} nodes → ${scene.boxes.length}${at === last ? `; then ${end}` : ''}`),
      ...(rules.length > 0 ? [make('ul', {}, ...rules)] : []),
      make('div', { class: 'marks' }, ...this.marks(step, side)),
    );
  }

  /** How many nodes have each mark; those that are seen now can be gone through. */
  private marks(step: PageStep, side: Side): Node[] {
    return (Object.keys(MARKS) as Mark[]).map((each) => {
      const [where, name, label] = MARKS[each];
      const count = step[where].filter((mark) => mark === each).length;
      const made = button(`${count} ${name}`, label, () => this.visit(each));
      made.classList.add(each);
      made.disabled = count === 0 || where !== side;
      return made;
    });
  }
}
