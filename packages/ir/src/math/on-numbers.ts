/** The functions on numbers that procedures compute with. */
import { cos, log, sin } from './numbers/index.ts';

export const N = { cos, log, sin } as const;
