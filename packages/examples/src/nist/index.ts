/** Fits three NIST problems from both starts and holds what it finds against the certified values. */
import { readData } from '../files.ts';
import type { Job, Outcome } from '../job.ts';
import { estimate, fit } from './fit.ts';
import { objective } from './least-squares.ts';
import { MODELS, type ProblemName } from './models.ts';
import { readProblem } from './problem.ts';
import { agreement, table, type Agreement } from './report.ts';

/** Digits that every parameter and every standard deviation must have. */
const WANTED: Agreement = { parameters: 9, deviations: 7 };

/** Fits a problem from both starts, prints the tables, and gives the digits reached. */
function solveProblem(name: ProblemName): Agreement[] {
  const { x, y, starts, certified, difficulty } = readProblem(readData(`nist/${name}.json`).toString());
  const evaluate = objective(MODELS[name], x, y, certified.parameters.length);
  return starts.map((start, i) => {
    const began = performance.now();
    const { point, evaluations } = fit(evaluate, start);
    const took = (performance.now() - began).toFixed(0);
    const found = estimate(point, x.length);
    console.log(`\n${name} (${difficulty} difficulty) from start ${i + 1}: ${evaluations} evaluations, ${took} ms`);
    console.log(table(found, certified));
    return agreement(found, certified);
  });
}

async function run(): Promise<Outcome> {
  const reached = (Object.keys(MODELS) as ProblemName[]).flatMap(solveProblem);
  const parameters = Math.min(...reached.map((each) => each.parameters));
  const deviations = Math.min(...reached.map((each) => each.deviations));
  const digits = `${parameters.toFixed(1)} (wanted ${WANTED.parameters})`;
  const deviationDigits = `${deviations.toFixed(1)} (wanted ${WANTED.deviations})`;
  return {
    ok: parameters >= WANTED.parameters && deviations >= WANTED.deviations,
    summary: `${reached.length} fits; least digits: parameters ${digits}, standard deviations ${deviationDigits}`,
    files: [],
  };
}

export const nist: Job = { about: 'fits nonlinear models to NIST reference data, to 9 certified digits', run };
