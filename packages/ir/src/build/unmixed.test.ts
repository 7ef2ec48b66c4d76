/** Symbols of two definitions never meet in a node: their ids would stand for other values there. */
import { expect, test } from '@jest/globals';
import { f64 } from '../type/type.ts';
import { apply, define, type Sym } from './index.ts';

test('an op is not applied to symbols of two definitions', () => {
  define({ x: f64(2, 2) }, ({ x }) => {
    define({ y: f64(2, 2) }, ({ y }) => {
      const meet = (): Sym => apply('contract', [x, y], { spec: 'ij,jk->ik' });
      expect(meet).toThrow('contract: its arguments are of two definitions');
      return y;
    });
    return x;
  });
});
