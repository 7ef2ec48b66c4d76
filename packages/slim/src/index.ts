/** Leaves out of a page what it does not use of Adjoint: plugins for esbuild, Rollup and Vite. */
import { dirname, resolve as absolute } from 'node:path';
import { textsOf, type SlimOptions } from './page.ts';

export type { SlimOptions } from './page.ts';

/** The parts of esbuild's interface that are used. */
interface EsbuildBuild {
  readonly onStart: (callback: () => Promise<void>) => void;
  readonly onLoad: (
    options: { filter: RegExp },
    callback: (args: { path: string }) => { contents: string; loader: 'js' } | undefined,
  ) => void;
  readonly resolve: (
    path: string,
    options: { kind: 'import-statement'; resolveDir: string },
  ) => Promise<{ readonly path: string; readonly errors: readonly unknown[] }>;
}

export interface EsbuildPlugin {
  readonly name: string;
  readonly setup: (build: EsbuildBuild) => void;
}

/** The parts of Rollup's interface that are used. */
interface RollupContext {
  readonly resolve: (what: string, importer: string) => Promise<{ readonly id: string } | null>;
}

export interface RollupPlugin {
  readonly name: string;
  readonly apply: 'build';
  readonly buildStart: (this: RollupContext) => Promise<void>;
  readonly transform: (code: string, id: string) => { code: string; map: null } | null;
}

/** A plugin for esbuild. Building throws `option` for options that do not fit. */
const esbuild = (options: SlimOptions): EsbuildPlugin => ({
  name: 'adjoint-slim',
  setup: (build) => {
    let texts: ReadonlyMap<string, string> = new Map();
    build.onStart(async () => {
      texts = await textsOf(options, async (what, importer) => {
        const resolveDir = dirname(absolute(importer));
        const { path, errors } = await build.resolve(what, { kind: 'import-statement', resolveDir });
        return errors.length === 0 ? path : undefined;
      });
    });
    build.onLoad({ filter: /\.js$/ }, ({ path }) => {
      const contents = texts.get(path);
      return contents === undefined ? undefined : { contents, loader: 'js' };
    });
  },
});

/** A plugin for Rollup, and for the builds of Vite. Building throws `option` for options that do not fit. */
const rollup = (options: SlimOptions): RollupPlugin => {
  let texts: ReadonlyMap<string, string> = new Map();
  return {
    name: 'adjoint-slim',
    apply: 'build',
    async buildStart() {
      texts = await textsOf(options, async (what, importer) => (await this.resolve(what, absolute(importer)))?.id);
    },
    transform: (_, id) => {
      const code = texts.get(id);
      return code === undefined ? null : { code, map: null };
    },
  };
};

/** The plugins, by what they are for. */
export const slim = { esbuild, rollup, vite: rollup } as const;
