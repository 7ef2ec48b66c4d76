/**
 * A whole picture: each group is laid out by itself, the innermost first, and is one box of the level around it. An arrow that leaves or enters a
 * group goes through a port on its border, one for each box that it comes from. So boxes of a group stand in it, and no others do.
 */
import { NONE, type Scene } from '../scene.ts';
import { lay } from './lay.ts';
import type { Edge, Placed } from './level.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Size {
  /** The left upper corner. */
  readonly x: number;
  readonly y: number;
}
/** Where all of a scene stands. */
export interface Layout extends Size {
  readonly boxes: readonly Rect[];
  readonly groups: readonly Rect[];
  /** For each arrow its points, from the top: x, y, x, y, … */
  readonly arrows: readonly (readonly number[])[];
}

/** Room within a group's border; the name of the group stands above. */
const FRAME = { side: 14, top: 26, bottom: 14, ports: 8 } as const;
const MARGIN = 16;
const PORT = 8;

/** One end of a line within a level: a box, a group in it at the port of a box, or a port of the level's own. */
type End = { readonly box: number } | { readonly group: number; readonly of: number } | { readonly port: number };

class Draft {
  readonly boxes: number[] = [];
  readonly groups: number[] = [];
  /** Boxes outside whose lines come in, and boxes inside whose lines go out. */
  readonly ins = new Map<number, number>();
  readonly outs = new Map<number, number>();
  readonly lines: { readonly from: End; readonly to: End }[] = [];
  private readonly known = new Map<string, number>();

  in(box: number): End {
    if (!this.ins.has(box)) this.ins.set(box, this.ins.size);
    return { port: box };
  }

  out(box: number): End {
    if (!this.outs.has(box)) this.outs.set(box, this.outs.size);
    return { port: box };
  }

  /** The place of the line; lines from one box that leave or enter groups together are one. */
  line(from: End, to: End): number {
    if ('box' in to) return this.lines.push({ from, to }) - 1;
    const key = JSON.stringify([from, to]);
    const known = this.known.get(key) ?? this.lines.push({ from, to }) - 1;
    this.known.set(key, known);
    return known;
  }
}

/** A level as it was laid out, and where in it ports stand. */
interface Done {
  readonly draft: Draft;
  readonly placed: Placed;
  readonly size: Size;
  /** How far the vertices are moved within the frame. */
  readonly left: number;
  readonly top: number;
}

type Part = readonly [level: number, line: number];

const pathUp = ({ groups }: Scene, group: number): number[] => {
  const path = [group];
  while (path.at(-1)! !== NONE) path.push(groups[path.at(-1)!]!.parent);
  return path;
};

/** The drafts of all levels, that of the picture itself the last, and the lines that each arrow goes along. */
const drafted = (scene: Scene): { drafts: Draft[]; parts: Part[][] } => {
  const root = scene.groups.length;
  const drafts = Array.from({ length: root + 1 }, () => new Draft());
  const at = (group: number): number => (group === NONE ? root : group);
  scene.groups.forEach(({ parent }, group) => drafts[at(parent)]!.groups.push(group));
  scene.boxes.forEach(({ group }, box) => drafts[at(group)]!.boxes.push(box));
  const parts = scene.arrows.map(({ from, to }) => {
    const [ups, downs] = [pathUp(scene, scene.boxes[from]!.group), pathUp(scene, scene.boxes[to]!.group)];
    while (ups.length > 1 && downs.length > 1 && ups.at(-2) === downs.at(-2)) {
      ups.pop();
      downs.pop();
    }
    const path: Part[] = [];
    let end: End = { box: from };
    const go = (level: number, to: End): void => void path.push([level, drafts[level]!.line(end, to)]);
    for (const group of ups.slice(0, -1)) {
      go(group, drafts[group]!.out(from));
      end = { group, of: from };
    }
    for (const [i, group] of downs.slice(0, -1).reverse().entries()) {
      go(i === 0 ? at(ups.at(-1)!) : downs[downs.length - 1 - i]!, { group, of: from });
      end = drafts[group]!.in(from);
    }
    go(downs.length === 1 ? at(ups.at(-1)!) : downs[0]!, { box: to });
    return path;
  });
  return { drafts, parts };
};

const done = (draft: Draft, sizes: readonly Size[], levels: readonly (Done | undefined)[], root: boolean): Done => {
  const { boxes, groups, ins, outs, lines } = draft;
  const inner = groups.map((group) => levels[group]!);
  const port: Size = { width: PORT, height: 0 };
  const ports = (record: ReadonlyMap<number, number>): Size[] => [...record].map(() => port);
  const vertices = [
    ...ports(ins),
    ...boxes.map((box) => sizes[box]!),
    ...inner.map(({ size }) => size),
    ...ports(outs),
  ];
  const first = ins.size;
  const ofBox = new Map(boxes.map((box, i) => [box, first + i]));
  const ofGroup = new Map(groups.map((group, i) => [group, first + boxes.length + i]));
  const firstOut = first + boxes.length + groups.length;
  const find = (end: End, source: boolean): readonly [number, number] => {
    if ('box' in end) return [ofBox.get(end.box)!, 0];
    if ('port' in end) return [source ? ins.get(end.port)! : firstOut + outs.get(end.port)!, 0];
    const { left, placed, size, draft: within } = levels[end.group]!;
    const vertex = source
      ? within.ins.size + within.boxes.length + within.groups.length + within.outs.get(end.of)!
      : within.ins.get(end.of)!;
    return [ofGroup.get(end.group)!, left + placed.x[vertex]! - size.width / 2];
  };
  const edges = lines.map((line): Edge => {
    const [[from, fromOffset], [to, toOffset]] = [find(line.from, true), find(line.to, false)];
    return { from, to, fromOffset, toOffset };
  });
  const placed = lay(
    {
      widths: vertices.map(({ width }) => width),
      heights: vertices.map(({ height }) => height),
      tops: ins.size,
      bottoms: outs.size,
      edges,
    },
    (v) => v >= first && v < first + boxes.length,
  );
  const top = root ? MARGIN : ins.size > 0 ? 0 : FRAME.top;
  const bottom = root ? MARGIN : outs.size > 0 ? 0 : FRAME.bottom;
  const left = root ? MARGIN : FRAME.side;
  return {
    draft,
    placed,
    left,
    top,
    size: { width: placed.width + 2 * left, height: placed.height + top + bottom },
  };
};

/** Where the boxes, groups and arrows of a scene stand; `sizes` are of the boxes, `names` the widths of the groups' names. */
export const layoutOf = (scene: Scene, sizes: readonly Size[], names: readonly number[]): Layout => {
  const { drafts, parts } = drafted(scene);
  const root = scene.groups.length;
  const levels = new Array<Done | undefined>(root + 1);
  for (let level = root - 1; level >= 0; level--) {
    const made = done(drafts[level]!, sizes, levels, false);
    levels[level] = widened(made, names[level]!);
  }
  levels[root] = done(drafts[root]!, sizes, levels, true);
  const boxes = new Array<Rect>(scene.boxes.length);
  const groups = new Array<Rect>(root);
  const corner = new Array<readonly [number, number]>(root + 1);
  corner[root] = [0, 0];
  for (const level of [root, ...scene.groups.keys()]) {
    const { draft, placed, left, top } = levels[level]!;
    const [x, y] = corner[level]!;
    const rectOf = (vertex: number, { width, height }: Size): Rect => ({
      x: x + left + placed.x[vertex]! - width / 2,
      y: y + top + placed.top[vertex]!,
      width,
      height,
    });
    const first = draft.ins.size;
    draft.boxes.forEach((box, i) => void (boxes[box] = rectOf(first + i, sizes[box]!)));
    draft.groups.forEach((group, i) => {
      groups[group] = rectOf(first + draft.boxes.length + i, levels[group]!.size);
      corner[group] = [groups[group].x, groups[group].y];
    });
  }
  const arrows = parts.map((path) =>
    path.flatMap(([level, line]) => {
      const { placed, left, top } = levels[level]!;
      const [x, y] = corner[level]!;
      return placed.routes[line]!.map((at, i) => at + (i % 2 === 0 ? x + left : y + top));
    }),
  );
  return { ...levels[root].size, boxes, groups, arrows };
};

/** A group is as wide as its name at least. */
const widened = (level: Done, name: number): Done => {
  const more = name + FRAME.side - level.size.width;
  if (more <= 0) return level;
  return { ...level, left: level.left + more / 2, size: { ...level.size, width: level.size.width + more } };
};
