/** What is known of a loop whose steps are taken two at once. */
import type { Block, Int } from './language.ts';

/** By how much a whole number grows with a local; NaN where that is no number that is known. */
export const strideOf = ({ form }: Int, local: number): number => {
  switch (form.op) {
    case 'local':
      return form.local === local ? 1 : 0;
    case 'add':
      return strideOf(form.a, local) + strideOf(form.b, local);
    case 'sub':
      return strideOf(form.a, local) - strideOf(form.b, local);
    case 'mul':
    case 'div':
    case 'shr':
    case 'wrap':
    case 'xor':
    case 'rotate':
      return strideOf(form.a, local) === 0 && strideOf(form.b, local) === 0 ? 0 : NaN;
    default:
      return 0;
  }
};

/** The locals of values that a block sets. */
export const setIn = (block: Block): Set<number> => {
  const found = new Set<number>();
  const visit = (inner: Block): void => {
    for (const statement of inner) {
      if ('setReal' in statement) found.add(statement.setReal);
      else if ('when' in statement) visit([...statement.yes, ...statement.no]);
      else if ('body' in statement) visit(statement.body);
    }
  };
  visit(block);
  return found;
};
