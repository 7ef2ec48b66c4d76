/** The loops of a nest as instructions: all of them from 0 to their sizes, or in a part the outermost from and to where its parameters say. */
import type { Nest } from '../loop/nest.ts';
import type { FunctionFrame } from './frame.ts';
import * as X from './opcodes.ts';
import { FROM, TO } from './part.ts';

export class Loops {
  private readonly frame: FunctionFrame;
  private readonly nest: Nest;
  private readonly isPart: boolean;

  constructor(frame: FunctionFrame, nest: Nest, isPart: boolean) {
    this.frame = frame;
    this.nest = nest;
    this.isPart = isPart;
  }

  /** What comes before all loops. */
  begin(): void {
    if (this.isPart) for (const local of [FROM, TO]) this.inBytes(local);
  }
  /** Turns a parameter that counts steps of the outermost loop to what indices count. */
  private inBytes(local: number): void {
    const { frame } = this;
    frame.get(local);
    frame.integer(frame.step);
    frame.to.byte(X.I32_MUL);
    frame.set(local);
  }

  open(depth: number): void {
    const { frame } = this;
    if (depth === 0 && this.isPart) frame.get(FROM);
    else frame.integer(0);
    frame.set(frame.index(depth));
    frame.to.bytes(X.LOOP, X.VOID);
  }
  /** Goes on with the loop, whose index counts bytes, while less than `size` steps are done. */
  close(depth: number, size: number, by: number): void {
    const { frame } = this;
    frame.get(frame.index(depth));
    frame.integer(frame.step * by);
    frame.to.byte(X.I32_ADD);
    frame.to.byte(X.LOCAL_TEE);
    frame.to.unsigned(frame.index(depth));
    this.end(depth, size);
    frame.to.bytes(X.I32_LT_U, X.BR_IF, 0, X.END);
  }
  /** Pushes where a loop ends that takes `size` of its steps. */
  private end(depth: number, size: number): void {
    const { frame, nest } = this;
    if (depth > 0 || !this.isPart) return frame.integer((frame.step * size) | 0);
    frame.get(TO);
    const left = nest.sizes[0]! - size;
    if (left === 0) return;
    frame.integer(frame.step * left);
    frame.to.byte(X.I32_SUB);
  }

  /** The last steps of a loop that goes `by` steps at a time, one by one. */
  rest(depth: number, by: number, body: () => void): void {
    const { frame } = this;
    const size = this.nest.sizes[depth]!;
    const isPart = depth === 0 && this.isPart;
    if (!isPart && size % by === 0) return;
    if (isPart) {
      frame.get(frame.index(depth));
      frame.get(TO);
      frame.to.bytes(X.I32_LT_U, X.IF, X.VOID);
    }
    frame.to.bytes(X.LOOP, X.VOID);
    body();
    this.close(depth, size, 1);
    if (isPart) frame.to.byte(X.END);
  }
}
