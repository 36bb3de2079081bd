/** Findings that somebody let stand, kept on this computer by item. */

const prefix = 'baocaitong.wording.ignored.';
/** Items whose list is older are forgotten when another one is kept. */
const mostDays = 60;

interface Kept {
  readonly keys: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

function kept(key: string): Kept | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** What is ignored in an item (`site.number`). */
export const readIgnored = (item: string): ReadonlySet<string> => new Set(kept(prefix + item)?.keys);

export function keepIgnored(item: string, keys: ReadonlySet<string>, now = new Date()): void {
  const oldest = new Date(now.getTime() - mostDays * 86_400_000).toISOString();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix) && (kept(key)?.at ?? '') < oldest) localStorage.removeItem(key);
    if (keys.size === 0) localStorage.removeItem(prefix + item);
    else localStorage.setItem(prefix + item, JSON.stringify({ keys: [...keys], at: now.toISOString() } satisfies Kept));
  } catch {
    // Where nothing can be kept, it is ignored until the page is left.
  }
}
