/** How input is refused: the error, and what it says without the places where its nodes were built. */
import { InputError } from '@adjoint/ir';

/** The InputError that the body throws; any other error goes on, and none is an error. */
export const refusal = (body: () => unknown): InputError => {
  try {
    body();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

/** The message, with its places cut to the names of files. */
export const messageOf = (body: () => unknown): string =>
  refusal(body).message.replace(/ +built at \S*\/(\S+?):\d+:\d+/g, '  @ $1');

/** The code and the first line. */
export const summaryOf = (body: () => unknown): string => {
  const { code, message } = refusal(body);
  return `${code}: ${message.split('\n')[0]!}`;
};
