/** Graph → smaller graph: passes that keep bits, rules that are data, and a runner that tells what it did. */
export { optimize, optimizeWithTrace, type OptimizeOptions, type Step, type Trace } from './optimize.ts';
export { codePipeline, exactPipeline, leastPipeline, realPipeline } from './pipelines.ts';
export { passesInSteps, runPasses } from './runner.ts';
export { inSteps, stepsOf, type Firing, type Keeps, type Pass, type Run } from './pass.ts';
export { cse, csePass } from './passes/cse.ts';
export { fold, foldPass } from './passes/fold.ts';
export { fuse, fusePass } from './passes/fuse.ts';
export { hoist, hoistPass } from './passes/hoist.ts';
export { prune, prunePass } from './passes/prune.ts';
export { isUnrolled, roll, rollPass } from './passes/roll.ts';
export { shrink, shrinkPass } from './passes/shrink.ts';
export { simplify, simplifyExactly, simplifyOverReals } from './passes/simplify.ts';
export { rule, type Rule, type Rules } from './rules/rule.ts';
export { exactRules, realRules } from './rules/rules.ts';
export { moves } from './rules/structural.ts';
export { replay, type Change } from './trace.ts';
