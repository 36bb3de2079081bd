/** What a browser looks with, made of what has arrived so far and what the office settles. */
import { dateRules } from '../../text/dates.ts';
import { numberRules } from '../../text/numbers.ts';
import { privacyRules } from '../../text/privacy.ts';
import { punctuationRules } from '../../text/punctuation.ts';
import type { TextRule } from '../../text/rule.ts';
import { type ShippedText, siteLook } from '../../text/site-layers.ts';
import { spamRules } from '../../text/spam.ts';
import type { Settled } from './protocol.ts';
import type { Looks } from './reader.ts';

const rules: readonly TextRule[] = [...spamRules, ...privacyRules(), ...dateRules, ...numberRules, ...punctuationRules];
const offKeys = (some: readonly TextRule[]): readonly string[] => some.map(({ id }) => `rule:${id}`);
const wideRules = offKeys(rules.filter(({ wide }) => wide));
const otherRules = offKeys(rules.filter(({ wide }) => !wide));

/** Rules and lists say all they have, as the page folds notes away; a mistaken character is reported only where it is sure. */
export function looksOf(shipped: ShippedText, { wording, on }: Settled): Looks {
  const { fold, typos, ...rest } = shipped;
  const line = siteLook({ ...rest, fold }, { ...wording, off: [...wording.off, ...wideRules] });
  const bare = { ...wording, entries: [], off: [...wording.off, ...otherRules] };
  const wide = siteLook({ fold, lists: [] }, { ...bare, holders: [] });
  const looks: Looks = { line: (text) => line(text, 'full', on), wide: (text) => wide(text, 'full', on) };
  if (!typos) return looks;
  // Names are known to it as right; what else it says has been said.
  const deep = siteLook({ fold, lists: [], typos }, bare);
  return { ...looks, deep: (text) => deep(text, 'strict', on).filter(({ rule }) => rule.startsWith(typos.name)) };
}
