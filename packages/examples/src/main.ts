/** `npm start`: programs on real data, written with adjoint. With names after `--`, only those: npm start -- nist. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digits } from './digits/index.ts';
import type { Job, Outcome } from './job.ts';
import { nist } from './nist/index.ts';
import { pictures } from './pictures/index.ts';

const jobs: Readonly<Record<string, Job>> = { nist, digits, pictures };

const help = `npm start -- [name …]\n\n${Object.entries(jobs)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join('\n')}\n\nWithout a name, all of them.`;

async function runJob(name: string, job: Job): Promise<Outcome> {
  console.log(`\n── ${name}: ${job.about}`);
  const began = performance.now();
  const outcome = await job.run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return { ...outcome, summary: `${outcome.ok ? '✓' : '✗'} ${name}, ${seconds} s: ${outcome.summary}` };
}

async function runJobs(names: readonly string[]): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const name of names) outcomes.push(await runJob(name, jobs[name]!));
  console.log('\n── summary');
  for (const { summary } of outcomes) console.log(summary);
  const files = outcomes.flatMap((outcome) => outcome.files);
  if (files.length > 0) console.log('\n── files');
  for (const file of files) console.log(relative(process.cwd(), fileURLToPath(file)));
  if (outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(help);
  const unknown = args.find((name) => !Object.hasOwn(jobs, name));
  if (unknown === undefined) return runJobs(args.length > 0 ? args : Object.keys(jobs));
  console.error(`There is no program "${unknown}".\n\n${help}`);
  process.exitCode = 2;
}

await main(process.argv.slice(2));
