/** What a page is made of, as JSON: the pictures of a graph, or of the graphs that passes made one after another. */
import type { Scene } from './scene.ts';

/** What a node's value is like, in words; `bad` where it has what is no number. */
export interface SeenValue {
  readonly lines: readonly string[];
  readonly bad?: 'NaN' | '∞';
}

/** What became of a node of the graph before, or what it is in the graph after. */
export type Mark = 'removed' | 'added' | 'changed';

/** A pass that led to a picture. */
export interface PageStep {
  readonly pass: string;
  readonly doc: string;
  readonly keeps: string;
  readonly round: number;
  /** Rules that were used, each with how often. */
  readonly fired: readonly (readonly [string, number])[];
  /** For boxes of the picture before and of this one, by their places. */
  readonly before: readonly (Mark | 0)[];
  readonly after: readonly (Mark | 0)[];
}

export interface PagePicture {
  /** The lines of the printed graph: those of nodes are in the order of the boxes. */
  readonly text: readonly string[];
  /** Without hints: the page has the text. */
  readonly scene: Scene;
  /** Where each box was built, or 0. */
  readonly origins: readonly (string | 0)[];
  /** The op of each box. */
  readonly ops: readonly string[];
  /** What each box's value is like, or 0; none where nothing was fed. */
  readonly values?: readonly (SeenValue | 0)[];
  /** None for the first picture. */
  readonly step?: PageStep;
}

export interface PageData {
  readonly title: string;
  readonly pictures: readonly PagePicture[];
  /** Whether composites are folded at first. */
  readonly fold: boolean;
  /** How the run of the passes ended; none for a graph. */
  readonly stopped?: string;
}

/** The line that a printed graph has of a node. */
export const NODE_LINE = /^\s*%\d+ = /;
