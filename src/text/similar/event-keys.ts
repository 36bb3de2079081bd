/** The signs of an event as numbers, for an index that is kept in tables: accounts that share a number may tell of one event. */
import { type Account, signsOf } from './events.ts';
import { mixed } from './fold.ts';

/** Whatever a text holds, so many numbers are kept of it at most: days, and of each kind of signs for each day. */
const MOST_DAYS = 4;
const MOST_SIGNS = 16;
const MS_PER_DAY = 86_400_000;

function hashOf(text: string, start: number): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = mixed(hash ^ text.charCodeAt(at));
  return hash;
}

/** As `daysIn` writes them. */
function monthDay(on: number): string {
  const day = new Date(on * MS_PER_DAY);
  return `${day.getUTCMonth() + 1}-${day.getUTCDate()}`;
}

/**
 * Numbers of 32 bits, each of a day that an account names (without its year) and of one thing that it names beside: a person, a place, a
 * number, two characters of its title. What `jointEvent` finds to be one event shares one, but for accounts that have only the whole
 * title in common, and those beyond the most that is kept. None where an account names no day. `salt` keeps apart what is never compared.
 */
export function eventKeys(account: Account, salt: number): readonly number[] {
  const { on, days, topic, names, places, numbers } = signsOf(account);
  const own = on === undefined ? [] : [monthDay(on)];
  const told = [...new Set([...own, ...days])].slice(0, MOST_DAYS);
  const signs = [topic, [...names], [...places], [...numbers]].flatMap((kind, of) =>
    kind.slice(0, MOST_SIGNS).map((sign) => ({ sign, start: mixed(salt ^ (of + 1)) })),
  );
  return [...new Set(told.flatMap((day) => signs.map(({ sign, start }) => hashOf(sign, hashOf(day, start)))))];
}
