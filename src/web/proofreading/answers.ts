/** What somebody says to findings of one item: taken over or ignored. The server is told; what is ignored is kept on this computer too. */
import { onScopeDispose, shallowRef } from 'vue';
import { answerKey, type WordingAnswer } from '../../domain/wording/answer.ts';
import { call } from '../session.ts';
import { keepIgnored, readIgnored } from './ignored.ts';
import type { Placed } from './marks.ts';
import type { LineFinding } from './protocol.ts';

/** How long ignoring can be undone before the server is told, in milliseconds: answers there are only added. */
const undoable = 8_000;
/** How much of a long line is told, on either side. */
const around = 300;

export interface AnsweredItem {
  readonly site: string;
  /** Absent for a text that belongs to no item: then the server is told of no answers. */
  readonly submission?: number | undefined;
  /** Where such a text stands: what is ignored there is kept under it. */
  readonly place?: string;
}

type Found = Pick<Placed, 'line' | 'finding'>;

const keyOf = ({ line, finding }: Found): string => {
  const { kind, severity, text, start, suggestions } = finding;
  return answerKey({ kind, severity, text, suggestion: suggestions[0] ?? '', context: line, start });
};

export function useAnswers({ site, submission, place: within = '' }: AnsweredItem) {
  const item = `${site}.${submission ?? within}`;
  const ignored = shallowRef(readIgnored(item));
  const waiting = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly tell: () => void }>();

  function tell(answer: WordingAnswer, { line, finding }: Found): void {
    if (submission === undefined) return;
    const { kind, severity, rule, text, start, suggestions } = finding;
    const from = Math.max(0, start - around);
    const [suggestion] = suggestions;
    const place = { context: line.slice(from, start + text.length + around), start: start - from };
    // It helps the office to learn; whoever writes need not know where it did not arrive.
    const given = { kind, severity, rule, text, ...(suggestion === undefined ? {} : { suggestion }), ...place };
    call('wording.answer', { site, submission, answer, ...given }).catch(() => undefined);
  }
  function set(now: ReadonlySet<string>): void {
    ignored.value = now;
    keepIgnored(item, now);
  }
  /** Gives what takes it back. */
  function ignore(found: Found): () => void {
    const key = keyOf(found);
    set(new Set([...ignored.value, key]));
    const now = (): void => {
      waiting.delete(key);
      tell('ignored', found);
    };
    waiting.set(key, { timer: setTimeout(now, undoable), tell: now });
    return () => {
      clearTimeout(waiting.get(key)?.timer);
      waiting.delete(key);
      set(new Set([...ignored.value].filter((one) => one !== key)));
    };
  }
  onScopeDispose(() => {
    for (const { timer, tell: now } of [...waiting.values()]) {
      clearTimeout(timer);
      now();
    }
  });
  return {
    ignored,
    ignore,
    take: (found: Found) => tell('taken', found),
    restore: () => set(new Set()),
    isIgnored: (line: string, finding: LineFinding): boolean => ignored.value.size > 0 && ignored.value.has(keyOf({ line, finding })),
  };
}
