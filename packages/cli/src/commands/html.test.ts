/** `adjoint html`: a graph as a page. */
import { describe, expect, test } from '@jest/globals';
import { terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { adjoint, printed } = terminal(run);

interface Data {
  readonly title: string;
  readonly fold: boolean;
  readonly stopped?: string;
  readonly pictures: readonly {
    readonly text: readonly string[];
    readonly origins: readonly unknown[];
    readonly values?: readonly { readonly lines: readonly string[] }[];
  }[];
}
const dataOf = (html: string): Data =>
  JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(html)![1]!) as Data;

describe('html', () => {
  test('writes a page', async () => {
    const data = dataOf(await printed('html', 'x^2'));
    expect(data).toMatchObject({ title: 'x^2', fold: false });
    expect(data.pictures).toHaveLength(1);
    expect(data.pictures[0]!.origins.every((origin) => origin === 0)).toBe(true);
    expect(data.pictures[0]!.values).toBeUndefined();
    expect(dataOf(await printed('html', '--fold', 'line.txt'))).toMatchObject({ title: 'line.txt', fold: true });
  });

  test('shows each step of optimizing', async () => {
    const { pictures, stopped } = dataOf(await printed('html', 'x*1 + 2*3', '--optimize'));
    expect(stopped).toBe('fixpoint');
    expect(pictures.length).toBeGreaterThan(1);
    expect(pictures.at(-1)!.text.join()).not.toMatch('mul');
  });

  test('shows values', async () => {
    const fed = dataOf(await printed('html', 'line.txt', '--feed', 'feeds.json', '--set', 'a=3'));
    expect(fed.pictures[0]!.values![0]!.lines).toEqual(['f64[]: 3']);
    expect(fed.pictures[0]!.values![1]!.lines).toEqual(['f64[3]: 1, NaN, -0', 'from -0 to 1, mean 0.5', '1 NaN of 3']);
  });

  test('tells where a fault is', async () => {
    expect(await adjoint(['html', 'broken.txt'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^broken\.txt:2:6: /),
    });
    expect(await adjoint(['html', 'line.txt', '--set', 'a=3'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^line\.txt: .*"x"/),
    });
  });
});
