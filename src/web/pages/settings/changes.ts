/** What differs between settings as they are and as they were typed: whole parts, or the members of a part that changed. */

/** The same shape, open to be written. */
export type Draft<Held> = { -readonly [Key in keyof Held]: Held[Key] extends object ? Draft<Held[Key]> : Held[Key] };

export interface Changes {
  /** How many members differ. */
  readonly count: number;
  readonly parts: Readonly<Record<string, unknown>>;
}

const isPart = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function changesBetween(before: object, after: object): Changes {
  const parts: Record<string, unknown> = {};
  let count = 0;
  for (const [name, now] of Object.entries(after)) {
    const was = (before as Readonly<Record<string, unknown>>)[name];
    if (same(was, now)) continue;
    if (!isPart(now) || !isPart(was)) {
      parts[name] = now;
      count += 1;
      continue;
    }
    const members = Object.entries(now).filter(([member, value]) => !same(was[member], value));
    parts[name] = Object.fromEntries(members);
    count += members.length;
  }
  return { count, parts };
}
