/** Charts of a training, as SVG text. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Digits, PIXELS, SIDE } from './data.ts';

/** Plot draws with a document, which Node lacks; a file needs the name of its language, which a page does not. */
function svg(options: Plot.PlotOptions): string {
  const { document } = parseHTML('<html></html>');
  const picture = Plot.plot({ ...options, document, style: { background: 'white' } });
  picture.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return picture.outerHTML;
}

/** The loss after each epoch, on a logarithmic axis. */
export const lossChart = (losses: readonly number[]): string =>
  svg({
    grid: true,
    x: { label: 'epoch' },
    y: { label: 'mean loss', type: 'log', tickFormat: '~g' },
    marks: [Plot.lineY(losses, { x: (_, i: number) => i + 1, stroke: 'steelblue', strokeWidth: 2 })],
  });

export interface Mistake {
  /** Where the image is among the digits. */
  readonly place: number;
  readonly label: number;
  readonly taken: number;
}

const inked = ({ pixels }: Digits, { place, label, taken }: Mistake) =>
  Array.from(pixels.subarray(place * PIXELS, (place + 1) * PIXELS), (ink, i) => ({
    image: `${label} read as ${taken} (№ ${place})`,
    x: i % SIDE,
    y: Math.floor(i / SIDE),
    ink,
  }));

/** The images that were taken for another digit, side by side. */
export function mistakesChart(digits: Digits, mistakes: readonly Mistake[]): string {
  const cells = mistakes.flatMap((mistake) => inked(digits, mistake));
  return svg({
    width: 130 * mistakes.length,
    height: 160,
    axis: null,
    fx: { axis: 'top', label: null },
    color: { scheme: 'greys', domain: [0, 1] },
    marks: [Plot.cell(cells, { fx: 'image', x: 'x', y: 'y', fill: 'ink' })],
  });
}
