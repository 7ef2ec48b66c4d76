/** The two errors: `InputError` is for what the caller can mend, `InternalError` for what is ours. */
import { explain, type FaultCode, type Faults } from './faults.ts';

/** A fault of the input: `code` says which, `fault` holds its numbers, `where` the graph lines it was met at. */
export class InputError<C extends FaultCode = FaultCode> extends Error {
  override readonly name = 'InputError';
  readonly code: C;
  readonly fault: Faults[C];
  readonly where: readonly string[];

  constructor(code: C, fault: Faults[C], where: readonly string[] = []) {
    const { what, right } = explain[code](fault);
    super([what, ...where.map((line) => `  ${line}`), ...(right === undefined ? [] : [`  ${right}`])].join('\n'));
    this.code = code;
    this.fault = fault;
    this.where = where;
  }

  /** The same fault, told with the lines of the graph that it was met at. */
  at(where: readonly string[]): InputError<C> {
    return new InputError(this.code, this.fault, where);
  }
}

/** A broken promise of Adjoint itself: please report it, with the graph that shows it. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
