/** A graph, its passes and its values as a page, or as a picture. */
export { toHtml, type HtmlOptions } from './to-html.ts';
export { toSvg, type SvgOptions } from './to-svg.ts';
