/** Codes that people read off a screen or a sheet and type: base 32 without I, L, O, U (Crockford), in groups. */
import { type Finding, problem } from '../outcome.ts';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes → a code such as `7KQ2M-…`; five bits a letter, what is left over is dropped. */
export function codeText(bytes: Uint8Array, group = 5): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters[(held >> bits) & 31];
    }
  }
  return text.replace(new RegExp(`(.{${group}})(?=.)`, 'g'), '$1-');
}

/** A code as typed → as it was made, without its groups: capitals, and what is easily mistaken set right. */
export const readCode = (typed: string): string =>
  typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** A sign-in name as it is kept and compared. */
export const readSignInName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** Findings of level error against a sign-in name, as `readSignInName` gave it. */
export const signInNameFindings = (signInName: string): Finding[] =>
  /^[\p{L}\p{N}\p{P}\p{S}\p{M}]{2,64}$/u.test(signInName)
    ? []
    : [problem('bad-sign-in-name', '登录名要有 2 至 64 个字符，没有空格和不可见的字符', 'signInName')];
