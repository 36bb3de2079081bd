/** How a page shows a view and takes a step: loading, refusals, repeated clicks and leaving the page are handled here. */
import { onScopeDispose, type Ref, ref, shallowRef, type WatchSource, watch } from 'vue';
import type { ActionName, DataOf, InputOf, QueryOf, ResultOf, ViewName } from './api.ts';
import { newKey } from './client.ts';
import { keepFocus } from './keep-focus.ts';
import { asRefused, type Refused } from './refused.ts';
import { call, see } from './session.ts';

export interface Seen<Data> {
  readonly data: Readonly<Ref<Data | undefined>>;
  readonly refused: Readonly<Ref<Refused | undefined>>;
  readonly loading: Readonly<Ref<boolean>>;
  readonly reload: () => Promise<void>;
}

/** Anything loaded again whenever its question changes; the old data stays while the new is on its way. */
export function useLoaded<Question, Data>(
  question: WatchSource<Question | undefined>,
  load: (question: Question, signal: AbortSignal) => Promise<Data>,
): Seen<Data> {
  const data = shallowRef<Data>();
  const refused = shallowRef<Refused>();
  const loading = ref(true);
  let asked: Question | undefined;
  let running: AbortController | undefined;
  async function reload(): Promise<void> {
    running?.abort();
    if (asked === undefined) return;
    const mine = new AbortController();
    running = mine;
    loading.value = true;
    try {
      const loaded = await load(asked, mine.signal);
      if (mine.signal.aborted) return;
      data.value = loaded;
      refused.value = undefined;
    } catch (thrown) {
      if (mine.signal.aborted) return;
      refused.value = asRefused(thrown);
    } finally {
      if (running === mine) loading.value = false;
    }
  }
  watch(
    question,
    (now) => {
      // A new object that asks the same is no new question: what is loaded may itself have changed what it was made of.
      if (asked !== undefined && JSON.stringify(now) === JSON.stringify(asked)) return;
      asked = now;
      void reload();
    },
    { immediate: true, deep: true },
  );
  onScopeDispose(() => running?.abort());
  return { data, refused, loading, reload };
}

/** A view's data; asked again when the query changes. An undefined query waits. */
export const useView = <Name extends ViewName>(name: Name, query: WatchSource<QueryOf<Name> | undefined>): Seen<DataOf<Name>> =>
  useLoaded(query, (given: QueryOf<Name>, signal) => see(name, given, { signal }));

export interface Step<Name extends ActionName> {
  readonly busy: Readonly<Ref<boolean>>;
  readonly refused: Ref<Refused | undefined>;
  /** Gives the result, or undefined when refused (then `refused` says why). */
  readonly take: (input: InputOf<Name>) => Promise<ResultOf<Name> | undefined>;
}

/**
 * An action behind a button. While it runs, a second click is ignored; when no answer came, the next click with the same input carries
 * the same key, so that nothing happens twice.
 */
export function useStep<Name extends ActionName>(name: Name): Step<Name> {
  const busy = ref(false);
  const refused = shallowRef<Refused>();
  let intent = { key: '', input: '' };
  async function take(input: InputOf<Name>): Promise<ResultOf<Name> | undefined> {
    if (busy.value) return undefined;
    const text = JSON.stringify(input);
    if (intent.input !== text) intent = { key: newKey(), input: text };
    busy.value = true;
    refused.value = undefined;
    try {
      const result = await keepFocus(() => call(name, input, { idempotencyKey: intent.key }));
      intent = { key: '', input: '' };
      return result;
    } catch (thrown) {
      refused.value = asRefused(thrown);
      if (refused.value.status !== 0) intent = { key: '', input: '' };
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { busy, refused, take };
}
