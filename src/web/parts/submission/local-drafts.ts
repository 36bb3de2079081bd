/**
 * Texts that have not reached the server, kept on this computer by item and person, until they have. Also the text somebody did not
 * choose when two had written: nothing that was written is ever thrown away by the program.
 */
import type { DraftText, HeldText } from './draft-text.ts';

export interface LocalDraft {
  /** What the server held when this was begun. */
  readonly base: HeldText;
  readonly text: DraftText;
  /** ISO 8601. */
  readonly at: string;
}
export interface TextAside {
  readonly text: DraftText;
  readonly at: string;
  /** Whose it is. */
  readonly by: string;
}

const prefix = 'baocaitong.draft.';
const mostDays = 60;
const mostAside = 5;

export interface DraftPlace {
  readonly site: string;
  readonly submission: number;
  readonly person: number;
}
const keyOf = ({ site, submission, person }: DraftPlace): string => `${prefix}${person}.${site}.${submission}`;
const asideKeyOf = (place: DraftPlace): string => `${keyOf(place)}.aside`;

function read<Value>(key: string): Value | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}
/** False where the browser keeps nothing for us, or no more. */
function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const readLocal = (place: DraftPlace): LocalDraft | undefined => read<LocalDraft>(keyOf(place));
export const keepLocal = (place: DraftPlace, draft: LocalDraft): boolean => write(keyOf(place), draft);
export function dropLocal(place: DraftPlace): void {
  try {
    localStorage.removeItem(keyOf(place));
  } catch {
    // Where nothing can be kept, nothing has to be dropped.
  }
}

export const readAside = (place: DraftPlace): readonly TextAside[] => read<TextAside[]>(asideKeyOf(place)) ?? [];
export function putAside(place: DraftPlace, text: TextAside): boolean {
  return write(asideKeyOf(place), [text, ...readAside(place)].slice(0, mostAside));
}

/** Items with a text of this person that never reached the server. */
export function localItems(site: string, person: number): ReadonlySet<number> {
  const start = `${prefix}${person}.${site}.`;
  try {
    return new Set(
      Object.keys(localStorage).flatMap((key) =>
        key.startsWith(start) && /^\d+$/.test(key.slice(start.length)) ? [Number(key.slice(start.length))] : [],
      ),
    );
  } catch {
    return new Set();
  }
}

/** Takes away what is older than two months. */
export function pruneLocal(now: Date): void {
  const oldest = new Date(now.getTime() - mostDays * 86_400_000).toISOString();
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefix)) continue;
      const at = key.endsWith('.aside') ? read<TextAside[]>(key)?.[0]?.at : read<LocalDraft>(key)?.at;
      if (at === undefined || at < oldest) localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to prune.
  }
}
