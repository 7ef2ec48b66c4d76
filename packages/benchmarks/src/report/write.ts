/** Writes the report: a page of markdown, and one of html with bars. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { bars } from './bars.ts';
import { htmlOf, markdownOf } from './cells.ts';
import { sectionsOf, type Found, type Section } from './sections.ts';

const markdown = ({ title, text, table }: Section): string =>
  [`## ${title}`, ...text, ...(table === undefined ? [] : [markdownOf(table)])].join('\n\n');

const html = ({ title, text, table, outcome }: Section): string =>
  [
    `<h2>${title}</h2>`,
    ...text.map((line) => `<p>${line}</p>`),
    ...(outcome === undefined ? [] : [bars(outcome)]),
    ...(table === undefined ? [] : [htmlOf(table)]),
  ].join('\n');

const STYLE = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1em }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
td, th { padding: 0.2em 0.7em; text-align: right; border-bottom: 1px solid #ddd }
td:first-child, th:first-child, td:last-child { text-align: left }`;

/** Into packages/benchmarks/out; gives the places. */
export const writeReport = (found: Found): readonly URL[] => {
  const sections = sectionsOf(found);
  const [md, page] = ['report.md', 'report.html'].map((name) => new URL(`../out/${name}`, import.meta.url)) as [
    URL,
    URL,
  ];
  mkdirSync(new URL('.', md), { recursive: true });
  const setting = found.setting.map((line) => `- ${line}`).join('\n');
  writeFileSync(md, `# Benchmarks\n\n${setting}\n\n${sections.map(markdown).join('\n\n')}\n`);
  writeFileSync(
    page,
    `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Benchmarks</title>\n<style>\n${STYLE}\n</style>\n<h1>Benchmarks</h1>\n<ul>${found.setting.map((line) => `<li>${line}</li>`).join('')}</ul>\n${sections.map(html).join('\n')}\n</html>\n`,
  );
  return [md, page];
};
