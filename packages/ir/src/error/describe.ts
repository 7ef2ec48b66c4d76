/** Unknown data in a few words, for messages: whatever it is, the text is short and nothing of it runs. */

/** Text from outside, cut to a length that a message can bear. */
export const quote = (text: string): string => {
  // An untyped caller may give anything for a name.
  const given: unknown = text;
  if (typeof given !== 'string') return describe(given);
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
};

/** A number as it is written: the shortest text that reads back as the same double, −0 and non-finite ones too. */
export const showNumber = (x: number): string => (Object.is(x, -0) ? '-0' : String(x));

/** `a list of 3`, `"abc"`, `NaN`: what a value is, in at most a line. */
export const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return showNumber(value);
    case 'bigint':
    case 'boolean':
      return quote(`${value}`).slice(1, -1);
    case 'object':
      return 'an object';
    default:
      return `a ${typeof value}`;
  }
};

const SHORT = 8;

/** As `describe`, with short lists, and short lists in them, in full. */
export const inFull = (value: unknown, deep = 2): string =>
  deep > 0 && Array.isArray(value) && value.length <= SHORT
    ? `[${value.map((item) => inFull(item, deep - 1)).join(',')}]`
    : describe(value);

/** Whether a value is an object that is neither a list nor null. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LONGEST = 240;

/** What an error says, in one line. */
export const brief = (error: unknown): string => {
  const text = error instanceof Error ? error.message.replace(/\n\s*/g, '; ') : 'a fault';
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};
