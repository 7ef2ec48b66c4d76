// Writes every file in the format that npm run lint checks.
import { ok, tool } from './lib.mjs';

process.exit(ok(tool('biome', ['format', '--write'])) ? 0 : 1);
