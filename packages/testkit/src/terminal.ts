/** The command on a few files in memory, and what it prints. */
import { define, f64, print, toJSON } from 'adjoint';

/** The graph of line.txt and line.json. */
export const LINE = define({ a: f64(), x: f64(3) }, ({ a, x }) => ({
  loss: a.mul(x).named('scaled').square().sum(),
  n: x.argmax(),
}));

const FILES: Readonly<Record<string, string>> = {
  'line.txt': print(LINE),
  'line.json': JSON.stringify(toJSON(LINE)),
  'formula.txt': 'a*x +\n b',
  'broken.txt': '%0 = input x : f64[]\n%1 = snh %0\n',
  'wrong.txt': 'a*x\n + )',
  'broken.json': '{ "format": "adjoint",\n }',
  'graph.json': '{ "format": "adjoint", "version": 1 }',
  'feeds.json': '\uFEFF{ "a": 2, "x": [1, "NaN", "-0"] }',
  'list.json': '[1]',
};

interface Streams {
  readonly version: string;
  readonly read: (path: string) => string | undefined;
  readonly stdin: () => Promise<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
type Run = (args: readonly string[], streams: Streams) => Promise<number>;
interface Terminal {
  readonly adjoint: (args: readonly string[], stdin?: string) => Promise<Outcome>;
  /** What is printed where all is well. */
  readonly printed: (...args: string[]) => Promise<string>;
}

export const terminal = (run: Run): Terminal => {
  const adjoint = async (args: readonly string[], stdin = ''): Promise<Outcome> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(args, {
      version: '1.2.3',
      read: (path) => (Object.hasOwn(FILES, path) ? FILES[path] : undefined),
      stdin: () => Promise.resolve(stdin),
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
    });
    return { code, out: out.join(''), err: err.join('') };
  };
  const printed = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await adjoint(args);
    if (code !== 0 || err !== '') throw new Error(`exit code ${code}: ${err}`);
    return out;
  };
  return { adjoint, printed };
};
