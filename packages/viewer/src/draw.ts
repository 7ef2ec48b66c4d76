/** A scene as SVG: what a file and a page both show. */
import { layoutOf, type Layout, type Rect, type Size } from './layout/layout.ts';
import type { Scene, SceneArrow, SceneBox } from './scene.ts';
import { columnsOf, escaped, pixels } from './text.ts';

/** Of text: the height of a line, the width of a character, the room around; names of groups are smaller. */
const TEXT = { line: 15, char: 7.23, side: 9, ends: 5, baseline: 11 } as const;
const NAME = { char: 6.63, side: 9, baseline: 16 } as const;
const LEAST_WIDTH = 40;
const HEAD = { half: 3.5, length: 7 } as const;

const sizeOf = ({ lines, kind }: SceneBox): Size => {
  const columns = Math.max(...lines.map(([, text]) => columnsOf(text)));
  const height = lines.length * TEXT.line + 2 * TEXT.ends;
  const round = kind === 'input' ? height / 3 : 0;
  return { width: Math.max(LEAST_WIDTH, columns * TEXT.char + 2 * TEXT.side + round), height };
};

const rect = ({ x, y, width, height }: Rect, round: number): string =>
  `<rect x="${pixels(x)}" y="${pixels(y)}" width="${pixels(width)}" height="${pixels(height)}" rx="${pixels(round)}"/>`;

const boxText = ({ key, kind, derived, lines, hint }: SceneBox, at: Rect): string => {
  const middle = pixels(at.x + at.width / 2);
  const words = lines.map(
    ([word, text], i) =>
      `<text class="${word}" x="${middle}" y="${pixels(at.y + TEXT.ends + TEXT.baseline + i * TEXT.line)}">${escaped(text)}</text>`,
  );
  const round = kind === 'input' ? at.height / 2 : kind === 'source' ? 8 : 3;
  const classes = `box ${kind}${derived ? ' derived' : ''}`;
  return `<g class="${classes}" data-key="${key}"><title>${escaped(hint)}</title>${rect(at, round)}${words.join('')}</g>`;
};

/** A line through points that goes down at each of them, and ends where its head begins. */
const curve = (points: readonly number[]): string => {
  const end = points.at(-1)! - HEAD.length;
  let [x0, y0] = [points[0]!, points[1]!];
  let path = `M${pixels(x0)} ${pixels(y0)}`;
  let down = false;
  for (let i = 2; i < points.length; i += 2) {
    const [x, y] = [points[i]!, Math.min(points[i + 1]!, end)];
    if (Math.abs(x - x0) < 0.05) down ||= y > y0;
    else {
      if (down) path += `V${pixels(y0)}`;
      const middle = pixels((y0 + y) / 2);
      path += `C${pixels(x0)} ${middle} ${pixels(x)} ${middle} ${pixels(x)} ${pixels(y)}`;
      down = false;
    }
    [x0, y0] = [x, y];
  }
  return down ? `${path}V${pixels(y0)}` : path;
};

const arrowText = (
  { from, to, slot, gives }: SceneArrow,
  boxes: readonly SceneBox[],
  points: readonly number[],
): string => {
  const [x, y] = [points.at(-2)!, points.at(-1)!];
  const head = `M${pixels(x - HEAD.half)} ${pixels(y - HEAD.length)}h${2 * HEAD.half}L${pixels(x)} ${pixels(y)}Z`;
  const label = slot === undefined ? '' : `<text x="${pixels(x + 5)}" y="${pixels(y - 3)}">${slot}</text>`;
  const derived = boxes[to]!.derived ? ' derived' : '';
  return `<g class="arrow${derived}${gives === true ? ' gives' : ''}" data-from="${boxes[from]!.key}" data-to="${boxes[to]!.key}"><path d="${curve(points)}"/><path class="head" d="${head}"/>${label}</g>`;
};

/** A drawn scene: what stands in `<svg>`, and how large it is. */
export interface Drawing extends Size {
  readonly body: string;
  readonly layout: Layout;
}

/** Lays the scene out and draws it. Deterministic, without recursion; linear but for sorting. */
export const draw = (scene: Scene): Drawing => {
  const names = scene.groups.map(({ name }) => columnsOf(name) * NAME.char + 2 * NAME.side);
  const layout = layoutOf(scene, scene.boxes.map(sizeOf), names);
  const body = [
    ...scene.groups.map(({ id, name, body: isBody }, i) => {
      const at = layout.groups[i]!;
      const text = `<text x="${pixels(at.x + NAME.side)}" y="${pixels(at.y + NAME.baseline)}">${escaped(name)}</text>`;
      return `<g class="group${isBody ? ' body' : ''}" data-group="${id}">${rect(at, 6)}${text}</g>`;
    }),
    ...scene.arrows.map((arrow, i) => arrowText(arrow, scene.boxes, layout.arrows[i]!)),
    ...scene.boxes.map((box, i) => boxText(box, layout.boxes[i]!)),
  ].join('\n');
  return { body, layout, width: layout.width, height: layout.height };
};
