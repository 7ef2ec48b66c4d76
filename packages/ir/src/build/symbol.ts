/**
 * A symbol: one node of a graph in the making, with every operation that reads well as a method.
 * Methods call the functions of this folder, and those make symbols: the one cycle of imports in the house. It is a cycle of names
 * only, for nothing here runs when a module loads.
 */
import { InputError } from '../error/error.ts';
import type { NodeId } from '../graph/graph.ts';
import { showType, type DType, type Shape, type TensorType } from '../type/type.ts';
import type { Builder } from './builder.ts';
import { CommonMethods } from './common-methods.ts';

export class Sym extends CommonMethods {
  readonly builder: Builder;
  readonly id: NodeId;

  constructor(builder: Builder, id: NodeId) {
    super();
    this.builder = builder;
    this.id = id;
  }

  get type(): TensorType {
    return this.builder.nodes[this.id]!.type;
  }
  get dtype(): DType {
    return this.type.dtype;
  }
  get shape(): Shape {
    return this.type.shape;
  }

  /** `%3 : f64[2]`. */
  override toString(): string {
    return `%${this.id} : ${showType(this.type)}`;
  }
  /** Where JavaScript wants a number there is none. Throws `operator`, but for a text. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new InputError('operator', { as: hint === 'number' ? 'number' : 'plain value' });
  }

  /** Labels this value: a label finds it in the graph, and may be asked for as an output or a target. Throws `name` or `name-taken`. */
  named(label: string): this {
    this.builder.label(label, this.id);
    return this;
  }
}
