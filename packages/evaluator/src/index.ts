/** Values, the reference interpreter, and compile(): what runs a graph. */
export { compile, compileAsync, type Compiled, type CompileOptions, type Target } from './compile.ts';
export { toModule, type ModuleOptions, type ModuleTarget } from './module.ts';
export { evaluate } from './evaluate.ts';
export type { Targets } from './deliver.ts';
export { firstNaN, type FirstNaN, type FirstNaNOptions, type SeenArgument } from './first-nan.ts';
export type { Feeds } from './feed.ts';
export { moduleCache, type ModuleCache } from './module-cache.ts';
export type { CompileProgress, OnProgress, Stage } from './progress.ts';
export { profile, type Profile, type ProfileOptions, type ProfileRow } from './profile.ts';
export type { Piece, Program, Watch } from './program.ts';
export { threadPool, type ThreadPool, type ThreadPoolOptions } from './threads/pool.ts';
export { warmUp, type WarmUpOptions } from './warm-up.ts';
export { Tensor, tensor, type Nested } from './tensor.ts';
