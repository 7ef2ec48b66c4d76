/** mathjs: expressions as text, compiled to closures. */
import type { MathJsInstance } from 'mathjs';
import { batchOf, type Contender, type Result } from '../contender.ts';
import type { Feeds } from '../workload.ts';

export type InMathJs = (math: MathJsInstance, feeds: Feeds) => () => readonly Result[];

export const inMathJs = (program: InMathJs, feeds: Feeds): Contender => ({
  name: 'mathjs',
  make: async () => {
    const { create, all } = await import('mathjs');
    const run = program(create(all!, {}), feeds);
    let last: readonly Result[] = [];
    return { batch: batchOf(() => void (last = run())), results: () => last };
  },
});
