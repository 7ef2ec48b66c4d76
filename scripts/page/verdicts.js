// Runs in a page: a gradient on every target, held against the interpreter. Gives what came of each.
const TARGETS = ['interpreter', 'js', 'wasm', 'auto'];

/** Products, functions, reductions: what can also be compiled ahead of time. */
export const layerOf = ({ define, f64, gradients }) =>
  gradients(
    define({ x: f64(5, 3), w: f64(3, 4) }, ({ x, w }) => ({ loss: x.matmul(w).tanh().logSoftmax(1).square().sum() })),
    { of: 'loss', wrt: ['x', 'w'] },
  );

/** And a loop: what kernels, generated code and both together compute. */
const programOf = ({ define, f64, gradients, scan }) =>
  gradients(
    define({ x: f64(5, 3), w: f64(3, 4) }, ({ x, w }) => {
      const hidden = x.matmul(w).tanh();
      const { carry } = scan((at) => ({ carry: at.mul(0.9).sin(), out: at }), hidden, null, { length: 4 });
      return { loss: hidden.logSoftmax(1).mul(carry).sum() };
    }),
    { of: 'loss', wrt: ['x', 'w'] },
  );

const feed = (length) => Float64Array.from({ length }, (_, i) => Math.sin(i + 1));
const FEEDS = { x: feed(15), w: feed(12) };

/** The greatest difference of an element. */
const apart = (found, wanted) =>
  Math.max(
    ...Object.keys(wanted).flatMap((name) => [...wanted[name].data].map((x, i) => Math.abs(x - found[name].data[i]))),
  );

const verdict = async (compile, wanted) => {
  try {
    const run = await compile();
    const off = apart(run(FEEDS), wanted);
    return { target: run.target, agrees: off <= 1e-13, off };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
};

/** A module that was compiled ahead of time, to be called as a compiled graph is. */
const asCompiled = ({ default: run }) => {
  return (feeds) => Object.fromEntries(Object.entries(run(feeds)).map(([name, data]) => [name, { data }]));
};

/** A product and a loop that two threads share, before they have started and then; both must take part in time. */
const threaded = async ({ compile, define, f64, threadPool }) => {
  try {
    const pool = threadPool({ threads: 2 });
    const graph = define({ x: f64(300, 300) }, ({ x }) => ({ out: x.matmul(x).add(x.tanh()) }));
    const feeds = { x: feed(90_000) };
    const wanted = compile(graph, { target: 'wasm' })(feeds);
    let own = 0;
    const enlist = (program) => {
      const share = pool.enlist(program);
      const counted = (compute) => (from, to) => {
        own += to - from;
        compute(from, to);
      };
      return (shared) => share({ ...shared, compute: counted(shared.compute) });
    };
    const run = compile(graph, { target: 'wasm', pool: { sharing: pool.sharing, enlist } });
    let off = apart(run(feeds), wanted);
    const all = own;
    await pool.start();
    for (let tries = 0; tries < 200 && (tries === 0 || own === all); tries++) {
      own = 0;
      off += apart(run(feeds), wanted);
      await new Promise((done) => setTimeout(done, 1));
    }
    pool.close();
    return { target: run.target, agrees: off === 0 && own < all, off, own, all };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
};

/** By the name of a target, of a target with `async ` before it, `threads`, and `ahead`, a module that was made of `layerOf`. */
export const verdicts = async (adjoint, ahead) => {
  const { compile, compileAsync, evaluate } = adjoint;
  const graph = programOf(adjoint);
  const wanted = evaluate(graph, FEEDS);
  const found = {};
  for (const target of TARGETS) {
    found[target] = await verdict(() => compile(graph, { target }), wanted);
    found[`async ${target}`] = await verdict(() => compileAsync(graph, { target }), wanted);
  }
  found.threads = await threaded(adjoint);
  found.ahead = await verdict(() => asCompiled(ahead), evaluate(layerOf(adjoint), FEEDS));
  return found;
};
