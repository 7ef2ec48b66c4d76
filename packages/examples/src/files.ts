/** Where the data lie and where pictures go. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Of a file in packages/examples/data. */
export const readData = (name: string): Buffer => readFileSync(new URL(`../data/${name}`, import.meta.url));

/** Writes a file into packages/examples/out, and gives its place. */
export function writeOut(name: string, text: string): URL {
  const place = new URL(`../out/${name}`, import.meta.url);
  mkdirSync(new URL('.', place), { recursive: true });
  writeFileSync(place, text);
  return place;
}
