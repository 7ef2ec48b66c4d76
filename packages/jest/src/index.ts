/** Matchers and a snapshot serializer for graphs. A file of `setupFilesAfterEnv` says `install(expect)`; importing this changes nothing. */
import { matchers } from './matchers.ts';
import { serializer } from './serializer.ts';

export { matchers } from './matchers.ts';
export { isGraph, serializer } from './serializer.ts';
export type { GradientCheck, GraphMatchers, OpCounts } from './types.ts';

/** What `install` needs of Jest's `expect`. */
export interface Expecting {
  extend(added: typeof matchers): void;
  addSnapshotSerializer(added: typeof serializer): void;
}

/** Gives `expect` the matchers, and graphs in snapshots their text. */
export const install = (expect: Expecting): void => {
  expect.extend(matchers);
  expect.addSnapshotSerializer(serializer);
};
