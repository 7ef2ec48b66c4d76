/** Bytes as text that `atob` reads. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base 64, with padding (RFC 4648 §4). */
export const base64 = (bytes: Uint8Array): string => {
  const digits: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const count = Math.min(bytes.length - i, 3) + 1;
    for (let digit = 0; digit < 4; digit++)
      digits.push(digit < count ? DIGITS[(three >> (18 - 6 * digit)) & 63]! : '=');
  }
  return digits.join('');
};
