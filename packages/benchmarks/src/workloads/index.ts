/** All workloads, in the order of the report. */
import type { Workload } from '../workload.ts';
import { bump } from './bump.ts';
import { call } from './call.ts';
import { gmm } from './gmm.ts';
import { lenet } from './lenet.ts';
import { logistic } from './logistic.ts';
import { matmuls } from './matmul.ts';
import { mlp } from './mlp.ts';
import { mlpHvp } from './mlp-hvp.ts';
import { pendulum } from './pendulum.ts';
import { rosenbrock } from './rosenbrock.ts';
import { scalars } from './scalars.ts';

export const workloads: readonly Workload[] = [
  mlp,
  rosenbrock,
  logistic,
  mlpHvp,
  bump,
  ...matmuls,
  lenet,
  pendulum,
  gmm,
  ...scalars,
  call,
];
