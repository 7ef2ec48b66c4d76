/** What `npm run docs` writes: files by their paths. */
import { mathDoc } from './math-doc.ts';
import { numberFiles } from './math-files.ts';
import { procedureFiles } from './procedure-files.ts';
import { opsDoc } from './ops-doc.ts';

export const written = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/ops.md', opsDoc()],
    ['docs/math.md', mathDoc()],
    ...[...procedureFiles()].map(
      ([name, text]) => [`packages/evaluator/src/kernels/procedures/${name}`, text] as const,
    ),
    ...[...numberFiles()].map(([name, text]) => [`packages/ir/src/math/numbers/${name}`, text] as const),
  ]);
