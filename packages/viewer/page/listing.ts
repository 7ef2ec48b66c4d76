/** The text of the graph, a line a node, each linked to its box. */
import { make, mark } from './dom.ts';
import type { Model } from './model.ts';
import type { Mark } from '../src/page-data.ts';

export class Listing {
  readonly element = make('div', { class: 'listing', role: 'list', 'aria-label': 'text of the graph' });
  private lines: HTMLElement[] = [];
  private model: Model | undefined;

  constructor(choose: (box: number) => void) {
    this.element.addEventListener('click', ({ target }) => {
      const line = target instanceof Element ? target.closest('[data-box]') : null;
      if (line !== null) choose(Number(line.getAttribute('data-box')));
    });
  }

  show(model: Model, marks: readonly (Mark | 0)[]): void {
    this.model = model;
    this.lines = model.picture.text.map((text, at) => {
      const box = model.boxOf[at]!;
      if (box < 0) return make('div', { role: 'listitem' }, text);
      const line = make('div', { role: 'listitem', 'data-box': String(box) }, text);
      const found = marks[box] ?? 0;
      if (found !== 0) line.classList.add(found);
      if ((model.picture.values?.[box] || undefined)?.bad !== undefined) line.classList.add('bad');
      return line;
    });
    this.element.replaceChildren(...this.lines);
  }

  highlight(chosen: number | undefined, hits: ReadonlySet<number> | undefined): void {
    const { model } = this;
    if (model === undefined) return;
    this.lines.forEach((line, at) => {
      const box = model.boxOf[at]!;
      mark(line, 'chosen', chosen !== undefined && box === chosen);
      mark(line, 'missed', hits !== undefined && box >= 0 && !hits.has(box));
    });
    if (chosen !== undefined) this.lines[model.lineOf[chosen]!]!.scrollIntoView({ block: 'nearest' });
  }
}
