// Checks the code for faults (oxlint, with types, no warning allowed) and its format (biome).
import { fail, ok, tool } from './lib.mjs';

const faultless = ok(
  tool('oxlint', ['--type-aware', '--tsconfig', 'scripts/config/tsconfig.test.json', '--deny-warnings']),
);
const formatted = ok(tool('biome', ['format']));
if (!formatted) fail('Some files are not in the format.', 'npm run format');
if (!faultless) fail('oxlint found faults.');
