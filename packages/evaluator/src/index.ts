/** Values, the reference interpreter, and compile(): what runs a graph. */
export { compile, compileAsync, type Compiled, type CompileOptions, type Target } from './compile.ts';
export { toModule, type ModuleOptions, type ModuleTarget } from './module.ts';
export { evaluate } from './evaluate.ts';
export type { Targets } from './deliver.ts';
export type { Feeds } from './feed.ts';
export type { Program } from './program.ts';
export { Tensor, tensor, type Nested } from './tensor.ts';
