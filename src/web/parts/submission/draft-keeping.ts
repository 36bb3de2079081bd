/**
 * How a draft saves itself. Every change is at once kept on this computer and soon sent; what cannot be sent stays here and is sent
 * when the network, the session or the writer is back. A text that somebody else changed meanwhile is never overwritten unseen.
 */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Finding } from '../../../domain/outcome.ts';
import type { GivenText } from '../../../domain/submission/given-text.ts';
import { newKey } from '../../client.ts';
import { asRefused, type Refused } from '../../refused.ts';
import { changedParts, type DraftText, type HeldText, isSameText } from './draft-text.ts';
import { type DraftPlace, dropLocal, keepLocal, type LocalDraft } from './local-drafts.ts';

/** 已保存 · 有改动 · 正在保存 · 已存本机 · 没有保存 · 别人改过. */
export type KeepingState = 'kept' | 'changed' | 'sending' | 'here' | 'refused' | 'overtaken';

export interface Kept {
  readonly version: number;
  /** The text as it was kept, where the server changed it. */
  readonly body?: string;
  readonly removed: readonly Finding[];
}
/** The text that was there already, and who wrote it. */
export interface Overtaking extends HeldText {
  readonly by: string | undefined;
  readonly at: string | undefined;
}

/** After the last key, and at the latest after so long of writing. */
const soon = 1_200;
const latest = 8_000;
const again = 15_000;

export interface KeepingOptions {
  readonly place: DraftPlace;
  readonly held: HeldText;
  readonly save: (version: number, parts: GivenText, idempotencyKey: string) => Promise<Kept>;
  /** What the refusal `stale-version` carries, as a text. */
  readonly overtakenBy: (refused: Refused) => Overtaking | undefined;
}

/** Plain, whatever watches it. */
const copyOf = (text: DraftText): DraftText => JSON.parse(JSON.stringify(text)) as DraftText;

export function useDraftKeeping({ place, held, save, overtakenBy }: KeepingOptions) {
  const text = ref<DraftText>(copyOf(held.text));
  const base = shallowRef<HeldText>(held);
  const state = ref<KeepingState>('kept');
  const keptAt = shallowRef<Date>();
  const refused = shallowRef<Refused>();
  const removed = shallowRef<readonly Finding[]>([]);
  const overtaking = shallowRef<Overtaking>();
  /** False where this computer keeps nothing either: leaving would lose what is written. */
  const keptHere = ref(true);
  /** Plain, without Vue's watching. */
  const written = (): DraftText => copyOf(text.value);
  const dirty = computed(() => state.value !== 'kept');

  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  let running: Promise<void> | undefined;
  let intent = { key: '', parts: '' };

  function keepHere(): void {
    const now = written();
    if (isSameText(base.value.text, now)) {
      dropLocal(place);
      keptHere.value = true;
    } else keptHere.value = keepLocal(place, { base: base.value, text: now, at: new Date().toISOString() });
  }

  function schedule(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void send(), wait);
  }
  watch(
    text,
    () => {
      if (isSameText(base.value.text, written())) {
        if (state.value === 'changed') state.value = 'kept';
        keepHere();
        return;
      }
      keepHere();
      if (state.value === 'overtaken') return;
      if (state.value === 'kept' || state.value === 'refused') {
        state.value = 'changed';
        since = Date.now();
      }
      if (!running) schedule(Math.max(0, Math.min(soon, since + latest - Date.now())));
    },
    { deep: true },
  );

  async function sendOnce(): Promise<void> {
    const sent = written();
    const parts = changedParts(base.value.text, sent);
    if (Object.keys(parts).length === 0) {
      state.value = 'kept';
      keepHere();
      return;
    }
    const said = JSON.stringify([base.value.version, parts]);
    if (intent.parts !== said) intent = { key: newKey(), parts: said };
    state.value = 'sending';
    try {
      const kept = await save(base.value.version, parts, intent.key);
      const cleaned = kept.body === undefined ? sent : { ...sent, body: kept.body };
      // Only where nothing was written meanwhile: the writer's caret is worth more than a cleaned blank.
      if (kept.body !== undefined && text.value.body === sent.body) text.value.body = kept.body;
      base.value = { version: kept.version, text: cleaned };
      removed.value = kept.removed;
      refused.value = undefined;
      keptAt.value = new Date();
      state.value = isSameText(cleaned, written()) ? 'kept' : 'changed';
      since = Date.now();
      keepHere();
    } catch (thrown) {
      notKept(asRefused(thrown));
    }
  }
  function notKept(no: Refused): void {
    const other = no.code === 'stale-version' ? overtakenBy(no) : undefined;
    if (other && isSameText(other.text, base.value.text)) {
      // Marked urgent, say, in another window: the text is nobody else's.
      base.value = { version: other.version, text: other.text };
      state.value = 'changed';
    } else if (other) {
      overtaking.value = other;
      state.value = 'overtaken';
    } else if (no.status === 0 || no.status === 401 || no.status === 429 || no.status >= 500) {
      refused.value = no;
      state.value = 'here';
      schedule(again);
    } else {
      refused.value = no;
      state.value = 'refused';
    }
  }
  /** Sends what is written; one request at a time. */
  async function send(): Promise<void> {
    clearTimeout(timer);
    if (running) return running;
    if (state.value === 'overtaken') return;
    running = sendOnce();
    await running.finally(() => {
      running = undefined;
    });
    if (state.value === 'changed') schedule(soon);
  }
  /** Sends all of it; true when nothing is left to send. */
  async function flush(): Promise<boolean> {
    // Once for what is on its way, once more for what was written meanwhile.
    for (let round = 0; round < 3 && (running || !isSameText(base.value.text, written())); round += 1) {
      await send();
      if (state.value !== 'changed' && state.value !== 'sending') break;
    }
    return state.value === 'kept';
  }
  /** Goes on with a text after somebody was faster; it is sent upon theirs. */
  function settle(chosen: DraftText, upon: HeldText): void {
    base.value = { version: upon.version, text: upon.text };
    overtaking.value = undefined;
    state.value = 'changed';
    // Long waited for: sent at once.
    since = 0;
    text.value = copyOf(chosen);
    keepHere();
    schedule(0);
  }
  /** A text of this computer that never reached the server; where somebody has changed the item since, both are asked for. */
  function recover(local: LocalDraft, other: Overtaking): void {
    text.value = copyOf(local.text);
    if (isSameText(local.base.text, other.text)) return;
    base.value = local.base;
    overtaking.value = other;
    state.value = 'overtaken';
  }
  /** The item moved on by another step of ours. */
  function moved(version: number): void {
    base.value = { ...base.value, version };
  }

  const back = (): void => {
    if (state.value === 'here') void send();
  };
  const leaving = (event: BeforeUnloadEvent): void => {
    keepHere();
    if (!keptHere.value) event.preventDefault();
  };
  window.addEventListener('online', back);
  window.addEventListener('beforeunload', leaving);
  window.addEventListener('pagehide', keepHere);
  onScopeDispose(() => {
    clearTimeout(timer);
    window.removeEventListener('online', back);
    window.removeEventListener('beforeunload', leaving);
    window.removeEventListener('pagehide', keepHere);
  });
  return { text, base, state, keptAt, refused, removed, overtaking, keptHere, dirty, send, flush, settle, recover, moved };
}
