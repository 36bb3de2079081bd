/** Second step by an authenticator app (RFC 6238): six digits, 30 seconds, SHA-1, as every app knows it. */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes → base 32 of RFC 4648 without padding, as apps take a secret. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The address an app reads from a QR code. */
export const totpAddress = (secret: Uint8Array, signInName: string, issuer = '报采通'): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${signInName}`)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
