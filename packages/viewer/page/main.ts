/** The page: what is shown and chosen, and who is told of it. */
import type { Mark, PageData } from '../src/page-data.ts';
import { button, make } from './dom.ts';
import { Listing } from './listing.ts';
import { Model } from './model.ts';
import { Panel } from './panel.ts';
import { Stage } from './stage.ts';
import { Steps, type Side } from './steps.ts';

/** Pictures of more boxes have their composites folded at first. */
const MANY = 400;
const PAN = 60;

const data = JSON.parse(document.querySelector('#data')!.textContent) as PageData;
const models = new Map<number, Model>();
let [step, side]: [number, Side] = [0, 'after'];
let model = modelAt(0);
let chosen: number | undefined;
let hits: readonly number[] | undefined;
/** The place of the box that shows each box. */
let shown: Int32Array = new Int32Array();
let keys: readonly string[] = [];
let marks: readonly (Mark | 0)[] = [];

const stage = new Stage({ box: pick, group: toggle });
const panel = new Panel({ choose, toggle });
const listing = new Listing(choose);
const steps = data.pictures.length > 1 || data.stopped !== undefined ? new Steps(data, { go, turn, visit }) : undefined;
const search = make('input', { type: 'search', placeholder: 'name, op or %id', 'aria-label': 'search' });
const count = make('span', { class: 'count', 'aria-live': 'polite' });

document.body.append(
  make(
    'header',
    {},
    make('h1', {}, data.title),
    search,
    count,
    button('fold', 'fold all composites', () => foldAll(true)),
    button('open', 'open all groups', () => foldAll(false)),
    button('−', 'smaller', () => stage.zoom(1 / 1.3)),
    button('+', 'larger', () => stage.zoom(1.3)),
    button('fit', 'show all', () => stage.fit()),
  ),
  stage.element,
  make('aside', {}, ...(steps === undefined ? [] : [steps.element]), panel.element, listing.element),
);
search.addEventListener('input', look);
search.addEventListener('keydown', ({ key, shiftKey }) => {
  if (key === 'Enter') next(shiftKey ? -1 : 1);
});
document.addEventListener('keydown', onKey);
show();
stage.start();

function modelAt(at: number): Model {
  const known = models.get(at);
  if (known !== undefined) return known;
  const made = new Model(data.pictures[at]!);
  if (data.fold || made.scene.boxes.length > MANY) made.foldAll(true);
  models.set(at, made);
  return made;
}

/** Draws what is to be seen now. */
function show(): void {
  const pass = data.pictures[step]!.step;
  const before = pass !== undefined && side === 'before';
  model = modelAt(before ? step - 1 : step);
  marks = (before ? pass.before : pass?.after) ?? [];
  const folded = model.folded();
  ({ shown } = folded);
  keys = folded.scene.boxes.map(({ key }) => key);
  const keyOf = (box: number): string => keys[shown[box]!]!;
  const bad = new Set<string>();
  model.picture.values?.forEach((value, box) => void (value !== 0 && value.bad !== undefined && bad.add(keyOf(box))));
  stage.show(folded.scene, model.shownMarks(keyOf, marks), bad);
  listing.show(model, marks);
  steps?.show(step, side);
  if (chosen === undefined) panel.showGraph(model);
  else panel.showBox(model, chosen);
  highlight();
}

function highlight(): void {
  const found = hits === undefined ? undefined : new Set(hits);
  stage.highlight(
    chosen === undefined ? undefined : keys[shown[chosen]!],
    hits === undefined ? undefined : new Set(hits.map((box) => keys[shown[box]!]!)),
  );
  listing.highlight(chosen, found);
}

function choose(box: number | undefined): void {
  chosen = box;
  if (box === undefined) {
    panel.showGraph(model);
    highlight();
    return;
  }
  if (model.reveal(box)) show();
  else {
    panel.showBox(model, box);
    highlight();
  }
  stage.bring(keys[shown[box]!]!);
}

/** A box of the picture was clicked: a node's, or that of a folded group. */
function pick(key: string): void {
  const place = model.places.get(key);
  if (place !== undefined) choose(place === chosen ? undefined : place);
  else {
    chosen = undefined;
    highlight();
    panel.showGroup(model, Number(key.slice(1)));
  }
}

function toggle(group: number): void {
  const { closed } = model;
  if (!closed.delete(group)) closed.add(group);
  if (chosen !== undefined && model.around(chosen).some((each) => closed.has(each))) chosen = undefined;
  show();
}

function foldAll(fold: boolean): void {
  for (let at = 0; at < data.pictures.length; at++) modelAt(at).foldAll(fold);
  if (fold) chosen = undefined;
  show();
  stage.fit();
}

function go(at: number): void {
  step = Math.max(0, Math.min(data.pictures.length - 1, at));
  renew();
}

/** The next box of that mark. */
function visit(wanted: Mark): void {
  const found = marks.flatMap((mark, box) => (mark === wanted ? [box] : []));
  if (found.length > 0) choose(found.find((box) => box > (chosen ?? -1)) ?? found[0]);
}

function turn(to: Side): void {
  side = to;
  renew();
}

/** Another picture, where nothing is chosen yet. */
function renew(): void {
  chosen = undefined;
  hits = undefined;
  show();
  look();
}

/** Looks for what is written in the search box. */
function look(): void {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  hits = words.length === 0 ? undefined : model.find(words);
  count.textContent = hits === undefined ? '' : `${hits.length} of ${model.scene.boxes.length}`;
  highlight();
}

/** The next box that was found. */
function next(by: number): void {
  if (hits === undefined || hits.length === 0) return;
  const at = chosen === undefined ? -1 : hits.indexOf(chosen);
  const from = at < 0 && by < 0 ? 0 : at;
  choose(hits[(from + by + hits.length) % hits.length]);
}

function onKey(event: KeyboardEvent): void {
  if (event.target instanceof HTMLInputElement) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const turning = steps !== undefined && !event.shiftKey;
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => (turning ? go(step - 1) : stage.move(PAN, 0)),
    ArrowRight: () => (turning ? go(step + 1) : stage.move(-PAN, 0)),
    ArrowUp: () => stage.move(0, PAN),
    ArrowDown: () => stage.move(0, -PAN),
    '+': () => stage.zoom(1.3),
    '=': () => stage.zoom(1.3),
    '-': () => stage.zoom(1 / 1.3),
    '0': () => stage.fit(),
    b: () => turn(side === 'before' ? 'after' : 'before'),
    '/': () => search.focus(),
    Escape: () => choose(undefined),
  };
  if (!Object.hasOwn(acts, event.key)) return;
  event.preventDefault();
  acts[event.key]!();
}
