/** Private: oracles and random programs for the tests of every package. */
export { goldenCases, goldenDirections, goldenFeeds, goldenGraph, type Golden } from './golden.ts';
export { definedOps, definitionOf, indicesOf, valueOf } from './definitions/index.ts';
export { anyPoint, program, programs, tamePoint } from './random.ts';
export { builtCode, builtMessage, builtType, type Expression } from './built.ts';
export { pointsOf, PRECISIONS, rounding } from './math-points.ts';
export { evaluated, numbersOf } from './closed.ts';
export { computed, drawn, eyeLike, filled, largest, matrixOf, transposed, ULP, type Build } from './matrix.ts';
export { matrixSlopes } from './matrix-slopes.ts';
export { distance, valuesOf } from './values.ts';
export { rosenbrock } from './rosenbrock.ts';
export { sound } from './sound.ts';
export { keptBy, repeated } from './unrolled.ts';
export { LINE, terminal } from './terminal.ts';
export { messageOf, refusal, summaryOf } from './refusal.ts';
export { nested, ways, type Motion, type Way } from './nestings.ts';
export { shapeless } from './scalars.ts';
export { SMOOTH } from './smooth.ts';
export { errorOf, peerCases, peerFeeds, peerGraph, tensorOf, type PeerCase } from './peer.ts';
