#!/usr/bin/env node
/** The `adjoint` command on this process. */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Failure, run, type Io } from './index.ts';

/** What reading gives for an argument that is no file, such as an expression. */
const NO_FILE = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'ERR_INVALID_ARG_VALUE'];

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown }).code);

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (NO_FILE.includes(codeOf(error))) return undefined;
    throw new Failure(2, `${path} cannot be read: ${codeOf(error)}`);
  }
};

const versionOf = (manifest: string): string => (JSON.parse(manifest) as { readonly version: string }).version;

const io: Io = {
  version: versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
  read,
  stdin: () => text(process.stdin),
  out: (message) => void process.stdout.write(message),
  err: (message) => void process.stderr.write(message),
};

// Whoever reads the output may have read enough, as `head` does.
process.stdout.on('error', (error) => {
  if (codeOf(error) !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), io);
