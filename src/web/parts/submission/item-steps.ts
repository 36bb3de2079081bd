/** The steps of an item's page behind one set of buttons: writing, sending, calling back, signing, returning. */
import { ref, shallowRef } from 'vue';
import type { ActionName, InputOf } from '../../api.ts';
import { newKey } from '../../client.ts';
import { asRefused, type Refused } from '../../refused.ts';
import { call } from '../../session.ts';
import { toast } from '../../toasts.ts';
import { submissionWords } from '../../wording/zh-submission.ts';
import type { Item } from './item-words.ts';

/** Sending is done in the editor, where what is missing can be filled in. */
export const writerSteps = ['recall', 'discard', 'restore'] as const;
export const reviewSteps = ['approve', 'return', 'claim-review', 'release-review'] as const;
type Step = (typeof writerSteps)[number] | (typeof reviewSteps)[number];

/** What takes a step back, where something does. */
const backOf: Partial<Readonly<Record<Step, ActionName>>> = { discard: 'submission.restore', 'claim-review': 'submission.release-review' };

interface Stepped {
  readonly version: number;
  readonly state: Item['state'];
}

export function useItemSteps(reload: () => Promise<void>) {
  const busy = ref<string>();
  const refused = shallowRef<Refused>();
  let intent = { key: '', text: '' };

  /** Takes a step; gives the state it led to, or undefined where it was refused. */
  async function takeStep(
    item: Pick<Item, 'site' | 'submission' | 'version' | 'steps'>,
    step: string,
    reason?: string,
    opinion?: string,
  ): Promise<Item['state'] | undefined> {
    if (busy.value !== undefined) return undefined;
    const place = { site: item.site.id, submission: item.submission };
    const input = { ...place, version: item.version, ...(reason === undefined ? {} : { reason }), ...(opinion ? { opinion } : {}) };
    const text = JSON.stringify([step, input]);
    if (intent.text !== text) intent = { key: newKey(), text };
    busy.value = step;
    refused.value = undefined;
    try {
      const name = `submission.${step}` as ActionName;
      const done = (await call(name, input as unknown as InputOf<ActionName>, { idempotencyKey: intent.key })) as unknown as Stepped;
      const label = item.steps.find((one) => one.step === step)?.label ?? '';
      const back = backOf[step as Step];
      const said = { text: submissionWords.page.stepped(label) };
      const undo = async (): Promise<void> => {
        if (!back) return;
        await call(back, { ...place, version: done.version } as unknown as InputOf<ActionName>);
        await reload();
      };
      toast(back ? { ...said, undo } : said);
      await reload();
      return done.state;
    } catch (thrown) {
      refused.value = asRefused(thrown);
      if (refused.value.code === 'stale-version') await reload();
      return undefined;
    } finally {
      busy.value = undefined;
    }
  }
  return { busy, refused, takeStep };
}
