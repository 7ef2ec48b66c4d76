/** An op applied to inputs of its own, and the nodes that its derivative rules append, in few words. */
import { Builder, showAttrs, showCall, showNumber, Sym, type NodeId, type TensorType } from '@adjoint/ir';
import { argNames, sampleOf, type Plain } from './ops-doc-samples.ts';

const LONGEST = 100;

export class Call {
  readonly builder = new Builder();
  readonly args: readonly Sym[];
  readonly result: Sym;
  /** How inputs and the result are written. */
  private readonly names = new Map<NodeId, string>();

  constructor(op: Plain) {
    const { args, attrs } = sampleOf(op);
    this.args = args.map((type, slot) => this.input(argNames(op)[slot]!, type));
    const ids = this.args.map(({ id }) => id);
    this.result = new Sym(this.builder, this.builder.push(op, ids, attrs));
    this.names.set(this.result.id, 'y');
  }

  input(name: string, type: TensorType): Sym {
    const sym = new Sym(this.builder, this.builder.input(name, type));
    this.names.set(sym.id, name);
    return sym;
  }

  /** `neg(div(y, b))`; a constant of one number is written as the number. */
  expression(sym: Sym | number): string {
    if (typeof sym === 'number') return showNumber(sym);
    const name = this.names.get(sym.id);
    if (name !== undefined) return name;
    const { op, args, attrs } = this.builder.nodes[sym.id]!;
    if (op === 'constant' && sym.shape.length === 0) return showNumber((attrs['data'] as readonly number[])[0]!);
    const items = args.map((arg) => this.expression(new Sym(this.builder, arg)));
    return `${op}(${[...items, showAttrs(attrs).trim()].filter((item) => item !== '').join(', ')})`;
  }

  /** `- left = expression`, or a listing where that would be long. */
  equation(left: string, right: Sym): string {
    const text = `${left} = ${this.expression(right)}`;
    if (text.length <= LONGEST) return `- \`${text}\``;
    return [`- ${left}, the last of`, '', '  ```', ...this.lines(right.id).map((line) => `  ${line}`), '  ```'].join(
      '\n',
    );
  }

  /** The nodes that have no name here, a line each, numbered from 0. */
  private lines(root: NodeId): string[] {
    const { nodes } = this.builder;
    const made = new Set<NodeId>([root]);
    for (const id of made) for (const arg of nodes[id]!.args) if (!this.names.has(arg)) made.add(arg);
    const order = [...made].sort((a, b) => a - b);
    const place = (id: NodeId): string => this.names.get(id) ?? `%${order.indexOf(id)}`;
    return order.map((id) => {
      const { op, args, attrs } = nodes[id]!;
      return `${place(id)} = ${showCall({ op: [op, ...args.map(place)].join(' '), args: [], attrs })}`;
    });
  }
}
