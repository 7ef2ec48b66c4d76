/** Folding: a closed group is one box, with the arrows of all that stands in it. */
import { NONE, type Scene, type SceneArrow, type SceneBox, type SceneGroup } from './scene.ts';

export interface Folded {
  readonly scene: Scene;
  /** For each box of the scene before, the place of the box that shows it. */
  readonly shown: Int32Array;
}

/** So many names of what is folded are shown. */
const NAMED = 6;

/** For each group the outermost closed one around it, itself included, or −1. Parents stand before their children. */
const hiders = ({ groups }: Scene, closed: ReadonlySet<number>): Int32Array => {
  const found = new Int32Array(groups.length);
  groups.forEach(({ id, parent }, place) => {
    const outer = parent === NONE ? NONE : found[parent]!;
    found[place] = outer !== NONE ? outer : closed.has(id) ? place : NONE;
  });
  return found;
};

const boxOfGroup = ({ id, name }: SceneGroup, group: number, inside: readonly SceneBox[]): SceneBox => {
  const count = inside.length === 1 ? '1 node' : `${inside.length} nodes`;
  const names = inside.flatMap(({ lines }) => lines.filter(([word]) => word === 'name'));
  const few = names.length <= NAMED ? names : [...names.slice(0, NAMED - 1), ['name', '…'] as const];
  return {
    key: `g${id}`,
    kind: inside.some(({ kind }) => kind === 'output') ? 'output' : 'fold',
    derived: inside.every(({ derived }) => derived),
    lines: [['op', name], ['type', count], ...few],
    hint: `${name}: ${count}`,
    group,
  };
};

/** The scene with the closed groups (by their ids) as boxes. Arrows between the same two boxes become one. Linear. */
export const foldScene = (scene: Scene, closed: ReadonlySet<number>): Folded => {
  const { boxes, groups, arrows } = scene;
  const hider = hiders(scene, closed);
  const kept = new Int32Array(groups.length).fill(NONE);
  const left: SceneGroup[] = [];
  groups.forEach((group, place) => {
    if (hider[place] !== NONE) return;
    const parent = group.parent === NONE ? NONE : kept[group.parent]!;
    kept[place] = left.push({ ...group, parent }) - 1;
  });
  const inside = new Map<number, SceneBox[]>();
  const at = (place: number): number => (place === NONE ? NONE : kept[place]!);
  const hiderOf = ({ group }: SceneBox): number => (group === NONE ? NONE : hider[group]!);
  for (const box of boxes) {
    const by = hiderOf(box);
    if (by === NONE) continue;
    const among = inside.get(by);
    if (among === undefined) inside.set(by, [box]);
    else among.push(box);
  }
  const places = new Map<number, number>();
  const made: SceneBox[] = [];
  const shown = Int32Array.from(boxes, (box) => {
    const by = hiderOf(box);
    if (by === NONE) return made.push({ ...box, group: at(box.group) }) - 1;
    const known = places.get(by);
    if (known !== undefined) return known;
    const place = made.push(boxOfGroup(groups[by]!, at(groups[by]!.parent), inside.get(by)!)) - 1;
    places.set(by, place);
    return place;
  });
  return { scene: { boxes: made, groups: left, arrows: foldedArrows(arrows, shown, made) }, shown };
};

const foldedArrows = (
  arrows: readonly SceneArrow[],
  shown: Int32Array,
  boxes: readonly SceneBox[],
): readonly SceneArrow[] => {
  const known = new Set<number>();
  const isGroup = (place: number): boolean => boxes[place]!.key.startsWith('g');
  return arrows.flatMap((arrow) => {
    const [from, to] = [shown[arrow.from]!, shown[arrow.to]!];
    if (from === to) return [];
    if (!isGroup(from) && !isGroup(to)) return [{ ...arrow, from, to }];
    const key = from * boxes.length + to;
    if (known.has(key)) return [];
    known.add(key);
    return [arrow.gives === true ? { from, to, gives: true } : { from, to }];
  });
};
