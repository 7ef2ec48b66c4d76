/** A picture as the page asks about it: boxes by their keys, arguments and users, what is folded. */
import { foldScene } from '../src/fold.ts';
import { NODE_LINE, type Mark, type PagePicture } from '../src/page-data.ts';
import { NONE, type Scene, type SceneArrow } from '../src/scene.ts';

const STRENGTH: { readonly [M in Mark]: number } = { changed: 0, added: 1, removed: 2 };

export class Model {
  readonly picture: PagePicture;
  /** With hints. */
  readonly scene: Scene;
  /** For each box its line of the text, and for each line its box, or −1. */
  readonly lineOf: readonly number[];
  readonly boxOf: Int32Array;
  readonly places: ReadonlyMap<string, number>;
  readonly into: readonly (readonly SceneArrow[])[];
  readonly outOf: readonly (readonly SceneArrow[])[];
  /** Ids of groups that are folded. */
  readonly closed = new Set<number>();

  constructor(picture: PagePicture) {
    this.picture = picture;
    const { text } = picture;
    this.lineOf = text.flatMap((line, at) => (NODE_LINE.test(line) ? [at] : []));
    this.boxOf = new Int32Array(text.length).fill(NONE);
    this.lineOf.forEach((line, box) => void (this.boxOf[line] = box));
    const boxes = picture.scene.boxes.map((box, place) => ({ ...box, hint: this.line(place) }));
    this.scene = { ...picture.scene, boxes };
    this.places = new Map(boxes.map(({ key }, place) => [key, place]));
    const [into, outOf]: [SceneArrow[][], SceneArrow[][]] = [boxes.map(() => []), boxes.map(() => [])];
    for (const arrow of this.scene.arrows) {
      into[arrow.to]!.push(arrow);
      outOf[arrow.from]!.push(arrow);
    }
    this.into = into;
    this.outOf = outOf;
  }

  /** The line of a box, as it is printed. */
  line(box: number): string {
    return this.picture.text[this.lineOf[box]!]!.trim().replace(/ +: /, ' : ');
  }

  folded(): ReturnType<typeof foldScene> {
    return foldScene(this.scene, this.closed);
  }

  /** The groups around a box, the innermost first. */
  around(box: number): readonly number[] {
    const found: number[] = [];
    let at = this.scene.boxes[box]!.group;
    for (; at !== NONE; at = this.scene.groups[at]!.parent) found.push(at);
    return found;
  }

  /** Opens what hides the box; whether anything did. */
  reveal(box: number): boolean {
    const hiding = this.around(box).filter((group) => this.closed.has(group));
    for (const group of hiding) this.closed.delete(group);
    return hiding.length > 0;
  }

  /** Folds all composites, or opens all groups. */
  foldAll(fold: boolean): void {
    this.closed.clear();
    if (fold) for (const { id, body } of this.scene.groups) if (!body) this.closed.add(id);
  }

  /** Boxes whose line, name or place has all the words. */
  find(words: readonly string[]): readonly number[] {
    if (words.length === 0) return [];
    const found: number[] = [];
    this.scene.boxes.forEach(({ lines }, box) => {
      const names = lines.filter(([word]) => word === 'name').map(([, name]) => name);
      const text = [this.line(box), ...names].join(' ').toLowerCase();
      if (words.every((word) => text.includes(word))) found.push(box);
    });
    return found;
  }

  /** The mark of each box of the picture as it is folded: of those in a folded group the strongest one. */
  shownMarks(keyOf: (box: number) => string, marks: readonly (Mark | 0)[]): ReadonlyMap<string, Mark> {
    const found = new Map<string, Mark>();
    marks.forEach((mark, box) => {
      if (mark === 0) return;
      const key = keyOf(box);
      const known = found.get(key);
      if (known === undefined || STRENGTH[mark] > STRENGTH[known]) found.set(key, mark);
    });
    return found;
  }
}
