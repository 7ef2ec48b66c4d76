/**
 * One level of a picture: boxes in rows and edges between them, drawn in layers as Sugiyama, Tagawa and Toda (1981) do: rows by longest paths,
 * an order in each row with few crossings, places that keep edges straight. Linear in boxes and in what stands for long edges.
 */

/** A line from one vertex to another; offsets are from their middles. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly fromOffset: number;
  readonly toOffset: number;
}

export interface Level {
  readonly widths: readonly number[];
  readonly heights: readonly number[];
  /** How many of the vertices, the first ones, are the ports at the top, and how many, the last ones, those at the bottom. */
  readonly tops: number;
  readonly bottoms: number;
  readonly edges: readonly Edge[];
}

/** A part of an edge, from one row to the next. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly fromOffset: number;
  readonly toOffset: number;
  /** How much it wants to be straight. */
  readonly weight: number;
}

/** A level whose edges go from row to row: bends stand for long ones, after all other vertices. */
export interface Rows {
  /** The vertices of each row, in their order. */
  readonly rows: number[][];
  readonly rank: Int32Array;
  readonly widths: Float64Array;
  readonly above: readonly (readonly Piece[])[];
  readonly below: readonly (readonly Piece[])[];
  /** For each edge its bends, from the top; none for one that is short, or too long to be led around boxes. */
  readonly bends: readonly (readonly number[])[];
  /** For each edge its last piece. */
  readonly ends: readonly Piece[];
  /** How many vertices are no bends. */
  readonly count: number;
}

/** Points of edges, and middles of vertices. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly top: Float64Array;
  /** For each edge its points, from the top: x, y, x, y, … */
  readonly routes: readonly (readonly number[])[];
}
