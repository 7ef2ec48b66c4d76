// Programs that use of Adjoint what the golden cases and the documentation do not: each is a page of its own.
const LINES = `const show = (found) => { for (const name in found) console.log(name, [...found[name].data].map(String)); };`;
const program = (imported, body) => `import { ${imported} } from 'adjoint';\n${LINES}\n${body}`;

export const programs = {
  'a loop until': program(
    'compile, cond, define, f64, gradients, hessian, whileLoop',
    `const root = define({ a: f64() }, ({ a }) => ({
      x: whileLoop(({ x, k }) => k.lt(20), ({ x, k }) => ({ x: x.add(a.div(x)).mul(0.5), k: k.add(1) }), { x: a, k: 0 }).x,
    }));
    for (const target of ['interpreter', 'js', 'wasm']) show(compile(gradients(root, { of: 'x', wrt: ['a'] }), { target })({ a: 3 }));
    const bent = define({ a: f64() }, ({ a }) => ({ y: cond(a.gt(1), (x) => x.exp(), (x) => x.square(), a) }));
    show(compile(hessian(bent, { of: 'y', wrt: 'a' }))({ a: 1.5 }));`,
  ),
  'a scan': program(
    'compile, define, f64, hvp, jacobian, scan',
    `const path = define({ x: f64(2), k: f64() }, ({ x, k }) => ({
      y: scan((s) => ({ carry: s.add(s.sin().mul(k)), out: s.norm() }), x, null, { length: 9, checkpoint: true }).out.sum(),
    }));
    for (const target of ['interpreter', 'js', 'wasm']) {
      show(compile(hvp(path, { of: 'y', wrt: 'x' }), { target })({ x: [1, 2], k: 0.1, 'v(x)': [1, 0] }));
      show(compile(jacobian(path, { of: 'y', wrt: ['x', 'k'] }), { target })({ x: [1, 2], k: 0.1 }));
    }`,
  ),
  'its own rule': program(
    'call, compile, custom, define, f64, gradients, mul, vmap',
    `const cube = define({ x: f64() }, ({ x }) => ({ y: x.mul(x).mul(x) }));
    const ruled = custom(cube, { jvp: ({ x }, { x: t }) => ({ y: mul(x.square().mul(3), t) }) });
    const graph = define({ x: f64() }, ({ x }) => ({ y: call(ruled, { x }).y.sin() }));
    const many = vmap(gradients(graph, { of: 'y', wrt: ['x'] }), { axes: { x: 0 }, size: 3 });
    show(compile(many)({ x: [1, 2, 3] }));`,
  ),
  matrices: program(
    'compile, define, eigh, f64, gradients, lstsq, qr, svd',
    `const graph = define({ a: f64(3, 3), b: f64(3) }, ({ a, b }) => {
      const spd = a.matmul(a.transpose());
      const values = eigh(spd).values.sum().add(svd(a).s.sum()).add(qr(a).r.abs().sum());
      return { y: values.add(lstsq(a, b).square().sum()).add(spd.slogdet().logabs).add(spd.inv().trace()) };
    });
    for (const target of ['interpreter', 'js', 'wasm'])
      show(compile(gradients(graph, { of: 'y', wrt: ['a', 'b'] }), { target })({ a: [[2, 1, 0], [1, 3, 1], [0, 1, 4.5]], b: [1, 2, 3] }));`,
  ),
  'an image': program(
    'compile, conv, define, f32, gradients, layerNorm, maxPool, normal, key',
    `const net = define({ x: f32(2, 1, 8, 8), w: f32(3, 1, 3, 3) }, ({ x, w }) => {
      const noisy = x.add(normal(key(7), [2, 1, 8, 8], { dtype: 'f32' }));
      const seen = maxPool(conv(noisy, w, { padding: 'same' }).relu(), [2, 2]).reshape(2, 48);
      return { loss: layerNorm(seen).sigmoid().crossEntropy(seen.softmax()).mean() };
    });
    const some = (n) => Float32Array.from({ length: n }, (_, i) => Math.sin(i));
    show(compile(gradients(net, { of: 'loss', wrt: ['w'] }))({ x: some(128), w: some(27) }));`,
  ),
  'a text': program(
    'evaluate, expression, gradients, optimize, print, toJSON, fromJSON, parse, toModule, stats, toDot',
    `const graph = expression('sum(log(1 + exp(-2 * w)) * x)', { w: { dtype: 'f64', shape: [] }, x: { dtype: 'f64', shape: [2] } });
    const slope = gradients(graph, { of: 'out', wrt: ['w'] });
    show(evaluate(slope, { w: 0.5, x: [1, 2] }));
    console.log(print(parse(print(optimize(slope, { unsafe: true })))), JSON.stringify(toJSON(fromJSON(toJSON(slope)))));
    console.log(toModule(slope), JSON.stringify(stats(slope)), toDot(slope));`,
  ),
};
