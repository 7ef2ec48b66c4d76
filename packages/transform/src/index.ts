/** Graph → graph that is neither derivative nor optimization: composition and choice. */
export { call } from './call.ts';
export { pick, substitute } from './substitute.ts';
