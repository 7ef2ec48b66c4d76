/** What a picture shows, as plain data: boxes, the groups they stand in, arrows. A page gets it as JSON and lays it out again. */

/** What a line of a box tells: an operation, its attributes, a type, a name of the user's. */
export type Word = 'op' | 'attrs' | 'type' | 'name';
export type Kind = 'input' | 'source' | 'output' | 'plain' | 'fold';

export interface SceneBox {
  /** The node's, as in `Box` of the ir; of a folded group `g` and its id. */
  readonly key: string;
  readonly kind: Kind;
  /** Whether only derivatives need it. */
  readonly derived: boolean;
  readonly lines: readonly (readonly [Word, string])[];
  /** What it says of itself when it is pointed at. */
  readonly hint: string;
  /** The place of the innermost group around it, or −1. */
  readonly group: number;
}

export interface SceneGroup {
  /** Its place in the scene as it was before any folding. */
  readonly id: number;
  readonly name: string;
  /** Whether it is the body of a node of control flow. */
  readonly body: boolean;
  /** The place of the group around it, always smaller than its own, or −1. */
  readonly parent: number;
}

export interface SceneArrow {
  /** Places of boxes. */
  readonly from: number;
  readonly to: number;
  /** The place of the argument, where it matters which is which. */
  readonly slot?: number;
  /** What a body gives goes to the node that carries it. */
  readonly gives?: true;
}

export interface Scene {
  readonly boxes: readonly SceneBox[];
  readonly groups: readonly SceneGroup[];
  readonly arrows: readonly SceneArrow[];
}

/** No group, no box. */
export const NONE = -1;
