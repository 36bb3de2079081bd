/** Codes of an authenticator app: RFC 6238 over RFC 4226, SHA-1, six digits, 30 seconds. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
/** One step either way: the app's clock may differ, and people type slowly. */
const tolerance = 1;

/** The code of a time step (HOTP with the step as counter). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const at = (digest[19] as number) & 15;
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** The time step a code belongs to, where it is right at this moment; undefined otherwise. */
export function totpStep(secret: Uint8Array, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const present = Math.floor(now.getTime() / 1000 / stepSeconds);
  const given = Buffer.from(code);
  let found: number | undefined;
  for (let step = present - tolerance; step <= present + tolerance; step += 1)
    if (step >= 0 && timingSafeEqual(given, Buffer.from(totpCode(secret, step)))) found = step;
  return found;
}
