/** Whose report it is, as far as names tell: short and full names, fields of work, tiers. */

/** Whether one name may be short for the other: its characters stand in the other in their order (卫计局, 卫生和计划生育局). */
export function isAbbreviationOf(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  for (const character of long) if (character === short[at]) at += 1;
  return at === short.length;
}
