// Checks the documentation: each program in it compiles and runs, and generated files are what the tables say.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, bundle, fail, node, ok } from './lib.mjs';
import { written } from './ops-doc.mjs';

const scratch = at('.cache/docs');
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

const docs = existsSync(at('docs')) ? readdirSync(at('docs')).filter((name) => name.endsWith('.md')) : [];
const pages = [at('README.md'), ...docs.map((name) => at('docs', name))].filter(existsSync);
const programs = pages.flatMap(programsIn);

if (programs.length > 0) {
  check(programs);
  await run(programs);
}
for (const [path, text] of await written()) {
  if (!existsSync(at(path)) || readFileSync(at(path), 'utf8') !== text) {
    fail(`${path} is not what it is written from.`, 'npm run docs');
  }
}
console.log(`${programs.length} programs in ${pages.length} pages compile and run`);

/** The ```ts fences of a page, but for those marked `ts fragment`, as files whose line numbers are the page's own. */
function programsIn(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = [];
  for (let open = 0; open < lines.length; open++) {
    const info = /^```(\S+)\s*(.*)$/.exec(lines[open]);
    if (!info) continue;
    const close = lines.indexOf('```', open + 1);
    const code = lines.slice(open + 1, close);
    const where = `${basename(file)}:${open + 1}`;
    if (close < 0) fail(`${where}: this fence does not close.`);
    if (info[1] === 'ts' && !info[2].includes('fragment')) {
      if (!/from ['"](adjoint['"]|@adjoint\/)/.test(code.join('\n'))) {
        fail(
          `${where}: this program imports nothing from 'adjoint'.`,
          'complete it, or open its fence with ```ts fragment',
        );
      }
      const source = join(scratch, `${basename(file, '.md')}-${open + 1}.ts`);
      writeFileSync(source, '\n'.repeat(open + 1) + code.join('\n') + '\n');
      found.push({ where, source });
    }
    open = close;
  }
  return found;
}

function check(list) {
  const tsconfig = {
    extends: '../../scripts/config/tsconfig.test.json',
    include: [],
    files: list.map(({ source }) => source),
  };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(tsconfig));
  if (!ok(node(['node_modules/typescript/bin/tsc', '-p', scratch])))
    fail('A program in the documentation does not compile.');
}

async function run(list) {
  const outdir = join(scratch, 'run');
  await bundle({ entryPoints: list.map(({ source }) => source), outdir, outExtension: { '.js': '.mjs' } });
  for (const { where, source } of list) {
    const file = join(outdir, basename(source).replace(/\.ts$/, '.mjs'));
    const result = node(['--enable-source-maps', file], { stdio: 'pipe', encoding: 'utf8' });
    if (!ok(result)) fail(`${where}: this program fails.\n${result.stdout}${result.stderr}`);
  }
}
