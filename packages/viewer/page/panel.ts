/** What the page tells of a box, of a folded group, or of the whole graph. */
import type { SceneArrow } from '../src/scene.ts';
import { button, make } from './dom.ts';
import type { Model } from './model.ts';

export interface PanelEvents {
  readonly choose: (box: number) => void;
  readonly toggle: (group: number) => void;
}

export class Panel {
  readonly element = make('section', { class: 'panel', 'aria-live': 'polite', 'aria-label': 'what is chosen' });
  private readonly events: PanelEvents;

  constructor(events: PanelEvents) {
    this.events = events;
  }

  /** Nodes by their ops, the most frequent first. */
  showGraph({ picture, scene }: Model): void {
    const counts = new Map<string, number>();
    for (const op of picture.ops) counts.set(op, (counts.get(op) ?? 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    const rows = sorted.map(([op, count]) => make('tr', {}, make('td', {}, op), make('td', {}, String(count))));
    const total = `${scene.boxes.length} nodes, ${scene.arrows.length} arrows, ${scene.groups.length} groups`;
    this.element.replaceChildren(
      make('h2', {}, 'The graph'),
      make('p', {}, total),
      make('table', { class: 'ops' }, ...rows),
      make('p', { class: 'faint' }, 'Click a box, a line of the text, or the name of a group to fold it.'),
    );
  }

  showGroup({ scene }: Model, id: number): void {
    const { name } = scene.groups[id]!;
    this.element.replaceChildren(
      make('h2', {}, name),
      make('p', {}, 'A folded group. '),
      button('open', `open ${name}`, () => this.events.toggle(id)),
    );
  }

  showBox(model: Model, box: number): void {
    const { picture, scene } = model;
    const { lines, key } = scene.boxes[box]!;
    const rows: (readonly [string, readonly (Node | string)[]])[] = [];
    const add = (head: string, items: readonly (Node | string)[]): void => {
      if (items.length > 0) rows.push([head, items]);
    };
    const names = lines.filter(([word]) => word === 'name').map(([, name]) => make('div', { class: 'name' }, name));
    const origin = picture.origins[box]!;
    const value = picture.values?.[box] || undefined;
    add('named', names);
    if (value !== undefined)
      add(
        'value',
        value.lines.map((line) => make('div', { class: value.bad !== undefined ? 'bad' : '' }, line)),
      );
    add('built at', origin === 0 ? [] : [origin]);
    add('within', this.scopes(model, box));
    add('arguments', this.links(model, model.into[box]!, 'from'));
    add('used by', this.links(model, model.outOf[box]!, 'to'));
    this.element.replaceChildren(
      make('h2', {}, `%${key.replaceAll('_', '.')} ${picture.ops[box]!}`),
      make('pre', {}, model.line(box)),
      ...rows.map(([head, items]) => make('div', { class: 'row' }, make('h3', {}, head), ...items)),
    );
  }

  private scopes(model: Model, box: number): Node[] {
    return model.around(box).map((group) => {
      const { name } = model.scene.groups[group]!;
      return make(
        'div',
        {},
        `${name} `,
        button('fold', `fold ${name}`, () => this.events.toggle(group)),
      );
    });
  }

  private links(model: Model, arrows: readonly SceneArrow[], end: 'from' | 'to'): Node[] {
    return arrows.map((arrow) => {
      const other = arrow[end];
      const slot = arrow.slot === undefined ? '' : `${arrow.slot}: `;
      const text = `${slot}${arrow.gives === true ? 'gives ' : ''}${model.line(other)}`;
      const link = make('a', { href: '#', class: 'link' }, text);
      link.addEventListener('click', (event) => {
        event.preventDefault();
        this.events.choose(other);
      });
      return link;
    });
  }
}
