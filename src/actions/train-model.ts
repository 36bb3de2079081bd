/** `model.train`: the site's language model is to be trained anew from what was published; the clock does it within a minute. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { addTraining } from '../store/model-trainings.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export const trainModelAction: Action<{ readonly site: string }, { readonly training: number }> = {
  name: 'model.train',
  says: '用本站发布的稿件重新训练语言模型',
  needs: 'model.train',
  siteOf: ({ site }) => site,
  input: { type: 'object', required: ['site'], properties: { site: siteSchema }, additionalProperties: false },
  async run({ client, actor, now, record }, { site }) {
    const training = await addTraining(client, site, { person: actor.person, name: actor.name }, now);
    if (training === undefined) return refuse('conflict', [problem('open', '已经在训练，或者已经有人要求训练')]);
    await record({ thing: 'model', thingId: String(training), to: 'wanted' });
    return accept({ training });
  },
};
