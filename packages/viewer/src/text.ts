/** Text in a picture: how wide it is, in a font whose characters are all as wide, and how it is written in XML. */

/** Characters that East Asian fonts and pictures of faces draw twice as wide. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How many places a text takes. */
export const columnsOf = (text: string): number => {
  let columns = 0;
  for (const char of text) columns += WIDE.test(char) ? 2 : 1;
  return columns;
};

/** The text, cut to so many characters; never within one. */
export const cut = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  const end = longest - 1;
  const split = /[\ud800-\udbff]/.test(text[end - 1]!);
  return `${text.slice(0, split ? end - 1 : end)}…`;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML does not have, lone halves of pairs among them. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text as XML and HTML have it, within elements and quotes. */
export const escaped = (text: string): string =>
  text.replace(NO_XML, '\ufffd').replace(/[&<>"']/g, (char) => ENTITIES[char]!);

/** A length in a picture: tenths of a pixel are enough. */
export const pixels = (x: number): string => String(Math.round(x * 10) / 10 + 0);
