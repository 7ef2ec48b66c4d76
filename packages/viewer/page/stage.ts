/** The picture: moved by dragging, made larger and smaller by the wheel; boxes and names of groups can be clicked. */
import { draw, type Drawing } from '../src/draw.ts';
import type { Mark } from '../src/page-data.ts';
import type { Scene } from '../src/scene.ts';
import { make, mark, svgOf } from './dom.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** How small text may be to be read. */
const READ = 0.5;
const LIMITS = { least: 0.02, most: 4 } as const;
/** A press that moves less than this is a click. */
const STILL = 4;
/** More boxes than this cannot be gone through by the Tab key. */
const REACHED = 2000;
/** More boxes than this a page draws too slowly. */
const DRAWN = 20_000;

export interface StageEvents {
  readonly box: (key: string) => void;
  readonly group: (id: number) => void;
}

export class Stage {
  readonly element: HTMLElement;
  private readonly view: SVGGElement;
  private readonly note = make('p', { class: 'note' });
  private drawing: Drawing | undefined;
  private scene: Scene = { boxes: [], groups: [], arrows: [] };
  private readonly boxes = new Map<string, Element>();
  private x = 0;
  private y = 0;
  private scale = 1;

  constructor(events: StageEvents) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'adjoint');
    this.view = document.createElementNS(SVG, 'g');
    svg.append(this.view);
    this.element = make(
      'main',
      { class: 'stage', tabindex: '0', 'aria-label': 'picture of the graph' },
      svg,
      this.note,
    );
    this.listen(events);
  }

  /** Draws the scene; each box by its key gets its mark, and a sign where its value is bad. */
  show(scene: Scene, marks: ReadonlyMap<string, Mark>, bad: ReadonlySet<string>): void {
    const few = scene.boxes.length <= DRAWN;
    this.note.textContent = few
      ? ''
      : `${scene.boxes.length} boxes are too many to draw: fold groups, or read the text.`;
    this.scene = few ? scene : { boxes: [], groups: [], arrows: [] };
    this.drawing = draw(this.scene);
    this.view.replaceChildren(...svgOf(this.drawing.body));
    this.boxes.clear();
    for (const element of this.view.querySelectorAll('.box')) {
      const key = element.getAttribute('data-key')!;
      this.boxes.set(key, element);
      const found = marks.get(key);
      if (found !== undefined) element.classList.add(found);
      if (bad.has(key)) element.classList.add('bad');
    }
    const named = [...this.boxes.values(), ...this.view.querySelectorAll('.group > text')];
    for (const element of named) {
      element.setAttribute('role', 'button');
      if (named.length <= REACHED) element.setAttribute('tabindex', '0');
    }
  }

  /** Shows which box is chosen, with its neighbours, and which ones were found; none where nothing is looked for. */
  highlight(chosen: string | undefined, hits: ReadonlySet<string> | undefined): void {
    const near = new Set<string>();
    for (const arrow of this.view.querySelectorAll('.arrow')) {
      const [from, to] = [arrow.getAttribute('data-from')!, arrow.getAttribute('data-to')!];
      const touches = chosen !== undefined && (from === chosen || to === chosen);
      mark(arrow, 'near', touches);
      if (touches) near.add(from).add(to);
    }
    for (const [key, element] of this.boxes) {
      mark(element, 'chosen', key === chosen);
      mark(element, 'near', near.has(key));
      mark(element, 'missed', hits !== undefined && !hits.has(key));
    }
  }

  /** As much as can be read, from the top. */
  start(): void {
    this.fit();
    if (this.drawing === undefined || this.scale >= READ) return;
    const { clientWidth } = this.element;
    this.scale = Math.min(1, Math.max(READ, (clientWidth / this.drawing.width) * 0.98));
    this.x = (clientWidth - this.drawing.width * this.scale) / 2;
    this.y = 4;
    this.apply();
  }

  /** All of it, as large as it fits. */
  fit(): void {
    if (this.drawing === undefined) return;
    const { clientWidth, clientHeight } = this.element;
    const { width, height } = this.drawing;
    this.scale = Math.min(1.2, Math.max(LIMITS.least, Math.min(clientWidth / width, clientHeight / height) * 0.98));
    this.x = (clientWidth - width * this.scale) / 2;
    this.y = Math.max(4, (clientHeight - height * this.scale) / 2);
    this.apply();
  }

  /** Makes all larger by a factor, around a point of the window or the middle. */
  zoom(factor: number, at?: { readonly clientX: number; readonly clientY: number }): void {
    const area = this.element.getBoundingClientRect();
    const [px, py] =
      at === undefined ? [area.width / 2, area.height / 2] : [at.clientX - area.left, at.clientY - area.top];
    const scale = Math.min(LIMITS.most, Math.max(LIMITS.least, this.scale * factor));
    this.x = px - ((px - this.x) * scale) / this.scale;
    this.y = py - ((py - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  move(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.apply();
  }

  /** Moves the picture until the box is seen, large enough to be read. */
  bring(key: string): void {
    const place = this.scene.boxes.findIndex((box) => box.key === key);
    const at = this.drawing?.layout.boxes[place];
    if (at === undefined) return;
    const { clientWidth, clientHeight } = this.element;
    if (this.scale < 0.5) this.scale = 0.8;
    const [x, y] = [(at.x + at.width / 2) * this.scale + this.x, (at.y + at.height / 2) * this.scale + this.y];
    const inside = x > 60 && y > 40 && x < clientWidth - 60 && y < clientHeight - 40;
    if (!inside) this.move(clientWidth / 2 - x, clientHeight / 2 - y);
    else this.apply();
  }

  private apply(): void {
    this.view.setAttribute('transform', `translate(${this.x} ${this.y}) scale(${this.scale})`);
  }

  private act(target: EventTarget | null, events: StageEvents): void {
    const found = target instanceof Element ? target.closest('.box, .group > text') : null;
    if (found === null) return;
    const key = found.getAttribute('data-key');
    if (key === null) events.group(Number(found.parentElement!.getAttribute('data-group')));
    else events.box(key);
  }

  private listen(events: StageEvents): void {
    const { element } = this;
    const pointers = new Map<number, PointerEvent>();
    let moved = 0;
    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event);
      },
      { passive: false },
    );
    element.addEventListener('pointerdown', (event) => {
      pointers.set(event.pointerId, event);
      moved = 0;
    });
    element.addEventListener('pointermove', (event) => {
      const before = pointers.get(event.pointerId);
      if (before === undefined) return;
      pointers.set(event.pointerId, event);
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
      moved += Math.hypot(dx, dy);
      if (moved < STILL) return;
      if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
      if (other === undefined) this.move(dx, dy);
      else {
        const apart = (each: PointerEvent): number =>
          Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY);
        this.zoom(apart(event) / Math.max(1, apart(before)), other);
      }
    });
    const end = (event: PointerEvent): void => void pointers.delete(event.pointerId);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
    element.addEventListener('click', (event) => {
      if (moved < STILL) this.act(event.target, events);
    });
    element.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
      const key = target.closest('.box')?.getAttribute('data-key');
      if (key) this.bring(key);
    });
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.act(event.target, events);
    });
  }
}
