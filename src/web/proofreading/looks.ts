/** What a browser looks with, made of what has arrived so far and what the office settles. */
import type { TextFinding } from '../../text/finding.ts';
import { formRules } from '../../text/proofread.ts';
import type { TextRule } from '../../text/rule.ts';
import { type ShippedText, type SiteLook, siteLook } from '../../text/site-layers.ts';
import type { LineFinding, Settled } from './protocol.ts';
import type { Looks } from './reader.ts';

const rules = formRules();
const offKeys = (some: readonly TextRule[]): readonly string[] => some.map(({ id }) => `rule:${id}`);
const wideRules = offKeys(rules.filter(({ wide }) => wide));
const otherRules = offKeys(rules.filter(({ wide }) => !wide));

/** All that is worth a look, and of each whether it is sure. */
function weighed(look: SiteLook, { point, on }: Settled): (text: string) => readonly LineFinding[] {
  return (text) => {
    const all = look(text, 'full', on);
    const certain = point === 'full' || all.length === 0 ? all : look(text, point, on);
    const places = new Set(certain.map(({ start, end, rule }) => `${start} ${end} ${rule}`));
    return all.map((one) => ({ ...one, sure: places.has(`${one.start} ${one.end} ${one.rule}`) }));
  };
}

/** Rules and lists say all they have; a mistaken character is reported only where it is sure. */
export function looksOf(shipped: ShippedText, settled: Settled): Looks {
  const { fold, traditional, typos, ...rest } = shipped;
  const { wording, point, on } = settled;
  const bare = { ...wording, entries: [], off: [...wording.off, ...otherRules] };
  const looks: Looks = {
    line: weighed(siteLook({ ...rest, fold, traditional }, { ...wording, off: [...wording.off, ...wideRules] }), settled),
    wide: weighed(siteLook({ fold, traditional: '', lists: [] }, { ...bare, holders: [] }), settled),
  };
  if (!typos) return looks;
  // Names are known to it as right; what else it says has been said.
  const deep = siteLook({ fold, traditional, lists: [], typos }, bare);
  const ofModel = ({ rule }: TextFinding): boolean => rule.startsWith(typos.name);
  return { ...looks, deep: (text) => deep(text, point, on).flatMap((one) => (ofModel(one) ? { ...one, sure: true } : [])) };
}
