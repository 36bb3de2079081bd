/**
 * How often one may ask. A bucket for each asker, kept as one number: the moment at which it would be full again (generic cell rate
 * algorithm, ITU-T I.371). It leaks evenly, so nobody gets a double share at the turn of a window.
 */
export interface Rate {
  readonly perMinute: number;
  /** How many may come at once. */
  readonly burst: number;
}

export interface Limits {
  /** All requests of one address. An office behind one router has one address. */
  readonly address: Rate;
  /** One session or token. */
  readonly signedIn: Rate;
  /** Requests of one address that carry no session that lives. */
  readonly stranger: Rate;
  /** Attempts of one address to sign in; the account has its own brake. */
  readonly signIn: Rate;
}

export const usualLimits: Limits = {
  address: { perMinute: 12_000, burst: 3_000 },
  signedIn: { perMinute: 1_200, burst: 300 },
  stranger: { perMinute: 300, burst: 150 },
  signIn: { perMinute: 30, burst: 30 },
};

/** Above this many askers the quiet ones are forgotten. */
const mostAskers = 20_000;

/** Takes one request of an asker; gives 0 where it is within the rate, else the seconds to wait. */
export type Limiter = (asker: string, rate: Rate) => number;

/** `now` gives milliseconds. */
export function makeLimiter(now: () => number): Limiter {
  const fullAgain = new Map<string, number>();
  return (asker, { perMinute, burst }) => {
    const moment = now();
    const each = 60_000 / perMinute;
    const at = Math.max(fullAgain.get(asker) ?? 0, moment);
    const early = at - moment - each * (burst - 1);
    if (early > 0) return Math.ceil(early / 1000);
    fullAgain.set(asker, at + each);
    if (fullAgain.size > mostAskers) forgetQuiet(fullAgain, moment);
    return 0;
  };
}

function forgetQuiet(fullAgain: Map<string, number>, moment: number): void {
  for (const [asker, at] of fullAgain) if (at <= moment) fullAgain.delete(asker);
  // All of them busy at once is an attack: the oldest go, so that memory stays bounded.
  for (const asker of fullAgain.keys()) {
    if (fullAgain.size <= mostAskers / 2) break;
    fullAgain.delete(asker);
  }
}

/** One name for an asker's address: IPv4 as it is, of IPv6 the first 64 bits, which one subscriber holds whole. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('%')[0]?.split('::', 2) ?? [];
  const [before, after] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const groups = plain.includes('::') ? [...before, ...Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after] : before;
  return `${groups.slice(0, 4).join(':')}::/64`;
}
