/** The program of a thread, as text that stands alone: a page or a process starts it without looking up a file. */
import { CONTROL, READ, RETURNED } from './control.ts';

/** Looks at `epoch` that come before a thread goes to sleep: some 20 microseconds, for the next job often comes at once. */
const LOOKS = 2000;

/**
 * Letters bring the control words first; then programs by their numbers, or numbers alone to forget. Between letters the thread sleeps, and
 * goes back to its event loop when there is one. Functions of the host that are more than an operator are not here: a part that calls one is given back.
 */
export const WORKER = `'use strict';
const node = globalThis.process && process.getBuiltinModule && process.getBuiltinModule('worker_threads');
const port = node && node.parentPort ? node.parentPort : globalThis;
const programs = new Map();
let control, own, read = 0;
const absent = () => { throw new Error('absent'); };
const enlist = ({ program, module, memory, host, name, spare }) => {
  const functions = { quarters: absent, rest: absent, lost: absent, quartersf: absent, restf: absent, lostf: absent };
  functions.fmod = (a, b) => a % b;
  functions.toInt32 = (x) => x | 0;
  functions[name] = memory;
  const known = new Proxy(functions, { get: (all, key) => all[key] || absent });
  const { exports } = new WebAssembly.Instance(module, { [host]: known });
  programs.set(program, { exports, spare: spare[own] });
};
const help = () => {
  Atomics.add(control, ${CONTROL.active}, 1);
  for (;;) {
    const part = Atomics.add(control, ${CONTROL.next}, 1);
    const parts = Atomics.load(control, ${CONTROL.parts});
    if (part >= parts) break;
    try {
      const { exports, spare } = programs.get(control[${CONTROL.program}]);
      const step = control[${CONTROL.step}];
      const to = part === parts - 1 ? control[${CONTROL.size}] : step * (part + 1);
      exports['p' + control[${CONTROL.work}]](step * part, to, spare);
    } catch {
      control[${RETURNED} + Atomics.add(control, ${CONTROL.returned}, 1)] = part;
    }
  }
  if (Atomics.sub(control, ${CONTROL.active}, 1) === 1) Atomics.notify(control, ${CONTROL.active});
};
const serve = () => {
  for (;;) {
    const epoch = Atomics.load(control, ${CONTROL.epoch});
    if (read < Atomics.load(control, ${CONTROL.letters})) return;
    help();
    for (let i = 0; i < ${LOOKS} && Atomics.load(control, ${CONTROL.epoch}) === epoch; i++);
    Atomics.wait(control, ${CONTROL.epoch}, epoch);
  }
};
const receive = (letter) => {
  if (letter.control) [control, own] = [letter.control, letter.own];
  else if (letter.module) enlist(letter);
  else programs.delete(letter.program);
  read++;
  Atomics.store(control, ${READ} + own, read);
  serve();
};
if (node && node.parentPort) port.on('message', receive);
else port.onmessage = ({ data }) => receive(data);
`;
