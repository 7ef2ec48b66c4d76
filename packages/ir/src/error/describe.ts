/** Unknown data in a few words, for messages: whatever it is, the text is short and nothing of it runs. */
import { quote } from './faults.ts';

/** `a list of 3`, `"abc"`, `NaN`: what a value is, in at most a line. */
export const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return Object.is(value, -0) ? '-0' : String(value);
};

/** Whether a value is an object that is neither a list nor null. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LONGEST = 240;

/** What an error says, in one line. */
export const brief = (error: unknown): string => {
  const text = error instanceof Error ? error.message.replace(/\n\s*/g, '; ') : 'a fault';
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
};
