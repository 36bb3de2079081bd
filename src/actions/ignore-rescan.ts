/** `rescan.ignore`: what was found is no error; it is not asked again. */
import { accept } from '../domain/outcome.ts';
import { moveRescans } from '../store/rescan-findings.ts';
import type { Action } from './action.ts';
import {
  answerRescans,
  type ChosenRescans,
  chosenRescans,
  chosenSchema,
  type DecidedRescans,
  decidedItems,
  deciding,
  staleRescan,
} from './rescan-subject.ts';

const decision = (step: 'ignore' | 'recall', says: string): Action<ChosenRescans, DecidedRescans> => ({
  name: `rescan.${step}`,
  says,
  needs: deciding,
  siteOf: ({ site }) => site,
  input: chosenSchema(),
  async run(context, input) {
    const { client, actor, now, record, goesOn } = context;
    const chosen = await chosenRescans(context, input, step);
    if (!chosen.ok) return chosen;
    const { rescans, state, more } = chosen.value;
    if (!(await moveRescans(client, input.site, rescans, { state, person: actor.person, name: actor.name, now }))) return staleRescan;
    if (step === 'ignore') await answerRescans(context, input.site, rescans, 'ignored');
    for (const { id, submission, word, rule, state: from } of rescans)
      await record({ thing: 'rescan-finding', thingId: String(id), from, to: state, detail: { submission, word, rule } });
    if (rescans.length === 0) goesOn();
    return accept({ done: rescans.length, items: decidedItems(rescans), more });
  },
});

export const ignoreRescan = decision('ignore', '忽略用语巡查查到的疑问，以后不再问');
export const recallRescan = decision('recall', '恢复忽略了的疑问');
