/** A page's text, looked through by the worker whenever nothing was typed for a moment: what was found by line, and how far it is. */
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import type { WordingSettings } from '../../domain/organisation/settings.ts';
import type { Channel } from './channel.ts';
import { type LineFinding, type Lines, type ModelUsed, mostModelBytes, shippedBytes, type TyposState } from './protocol.ts';
import { wordingOf } from './site-wording.ts';
import { startChannel } from './start-worker.ts';

/** How long nothing is typed before a text is looked at, in milliseconds. */
const quiet = 350;
/** The model is fetched when somebody has been here for a while, in milliseconds. */
const settled = 6_000;

/** Today in the office, YYYY-MM-DD. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

export interface LookingOptions {
  readonly site: string;
  /** The day of the text, YYYY-MM-DD, where it has one. */
  readonly on: () => string | null | undefined;
  readonly point: () => WordingSettings['point'];
  /** Mistaken characters are looked for too. */
  readonly typosWanted: Ref<boolean>;
  readonly lines: () => Lines;
  /** An input method is at work: it is left alone. */
  readonly composing: () => boolean;
  /** Something else is known of the text. */
  readonly found: () => void;
}

export function useLooking({ site, on, point, typosWanted, lines, composing, found: tell }: LookingOptions) {
  const state = ref<'waiting' | 'ready' | 'broken'>('waiting');
  const typosState = ref<TyposState>('off');
  const modelUsed = ref<ModelUsed>();
  /** How large the model is that would be fetched. */
  const modelBytes = ref(shippedBytes);
  /** What was found, by line, of the text that was looked at last. */
  const found = shallowRef<ReadonlyMap<string, readonly LineFinding[]>>(new Map());
  let channel: Channel | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    if (composing()) soon();
    else channel?.look(lines());
  }
  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(look, quiet);
  }
  function take(asked: Lines, findings: readonly (readonly LineFinding[])[]): void {
    found.value = new Map(asked.map((line, at) => [line, findings[at] ?? []]));
    state.value = 'ready';
    if (composing()) soon();
    else tell();
  }
  /** What the office settles may be another thing by now. */
  async function settle(): Promise<void> {
    const { wording, own } = await wordingOf(site);
    modelBytes.value = own?.model && own.model.byteSize <= mostModelBytes ? own.model.byteSize : shippedBytes;
    channel?.settle({ wording, ...(own ? { own } : {}), point: point(), on: on() || today() });
  }
  async function start(): Promise<void> {
    channel = startChannel({
      found: take,
      typos: (now, model) => {
        typosState.value = now;
        modelUsed.value = model;
      },
      broken: () => {
        state.value = 'broken';
      },
    });
    if (!channel) state.value = 'broken';
    await settle();
    look();
    idle = setTimeout(() => typosWanted.value && channel?.lookForTypos(true), settled);
  }
  watch([on, point], settle);
  addEventListener('focus', settle);
  watch(typosWanted, (now) => channel?.lookForTypos(now));
  onScopeDispose(() => {
    clearTimeout(timer);
    clearTimeout(idle);
    removeEventListener('focus', settle);
    channel?.close();
    channel = undefined;
  });
  return {
    ...{ state, typosState, modelUsed, modelBytes, found, soon },
    /** Somebody writes here: the worker is started with the first text. */
    come: (): void => {
      if (channel) soon();
      else if (state.value !== 'broken') void start();
    },
  };
}
