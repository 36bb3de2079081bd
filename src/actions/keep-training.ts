/**
 * `model.begin`, `model.progress`, `model.end`: what the clock does with a training. The new model reads the site's texts from its end on,
 * where nothing of it was worse.
 */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { isBetter, type ModelFigures, type TrainingStep, takeTraining } from '../domain/wording/training.ts';
import { addTraining, changeTraining, type LoadedTraining, loadTraining, type TrainingChanges } from '../store/model-trainings.ts';
import { moveWording } from '../store/wording.ts';
import type { Action, ActionContext } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

interface OneTraining {
  readonly site: string;
  readonly training: number;
}
const schema = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  required: ['site', ...required],
  properties: { site: siteSchema, training: idSchema, ...properties },
  additionalProperties: false,
});
const count: Schema = { type: 'integer', minimum: 0 };
const share: Schema = { type: 'number', minimum: 0 };
const figures: Schema = {
  type: 'object',
  required: ['surprise', 'corrected', 'falseAlarms'],
  properties: { surprise: share, corrected: share, falseAlarms: share },
  additionalProperties: false,
};

async function step(
  { client, record }: Pick<ActionContext, 'client' | 'record'>,
  loaded: LoadedTraining | undefined,
  name: TrainingStep,
  changes: TrainingChanges,
): Promise<Outcome<LoadedTraining>> {
  if (!loaded) return refuse('not-found', [problem('not-found', '没有这次训练')]);
  const next = takeTraining(name, loaded.state);
  if (!next.ok) return next;
  await changeTraining(client, loaded, { ...changes, state: next.value });
  await record({ thing: 'model', thingId: String(loaded.id), from: loaded.state, to: next.value });
  return accept({ ...loaded, state: next.value });
}

/** One that somebody asked for, or broke off; else a new one. */
export const beginTraining: Action<
  { readonly site: string; readonly training?: number; readonly texts: number },
  { readonly training: number }
> = {
  name: 'model.begin',
  says: '开始训练语言模型',
  needs: 'model.keep',
  inside: true,
  siteOf: ({ site }) => site,
  input: schema({ texts: count }, ['texts']),
  async run(context, { site, training, texts }) {
    const { client, actor, now } = context;
    const id = training ?? (await addTraining(client, site, { person: undefined, name: actor.name }, now));
    if (id === undefined) return refuse('conflict', [problem('open', '已经在训练')]);
    const begun = await step(context, await loadTraining(client, site, id), 'begin', { began_at: now, progress: 0, texts });
    return begun.ok ? accept({ training: id }) : begun;
  },
};

export const progressTraining: Action<OneTraining & { readonly progress: number }, Record<string, never>> = {
  name: 'model.progress',
  says: '记下语言模型训练到哪里',
  needs: 'model.keep',
  inside: true,
  siteOf: ({ site }) => site,
  input: schema({ progress: { type: 'integer', minimum: 0, maximum: 100 } }, ['training', 'progress']),
  async run({ client, goesOn }, { site, training, progress }) {
    const loaded = await loadTraining(client, site, training);
    if (loaded?.state === 'running') await changeTraining(client, loaded, { progress });
    goesOn();
    return accept({});
  },
};

export interface EndTraining extends OneTraining {
  /** Absent: it failed, `fault` says why. */
  readonly trained?: {
    readonly sha256: string;
    readonly byteSize: number;
    readonly characters: number;
    readonly held: number;
    readonly before: ModelFigures;
    readonly after: ModelFigures;
  };
  readonly fault?: string;
}

export const endTraining: Action<EndTraining, { readonly taken: boolean }> = {
  name: 'model.end',
  says: '训练完了：不比原来差才启用',
  needs: 'model.keep',
  inside: true,
  siteOf: ({ site }) => site,
  input: schema(
    {
      fault: { type: 'string' },
      trained: {
        type: 'object',
        required: ['sha256', 'byteSize', 'characters', 'held', 'before', 'after'],
        properties: {
          ...{ sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' }, byteSize: count, characters: count, held: count },
          ...{ before: figures, after: figures },
        },
        additionalProperties: false,
      },
    },
    ['training'],
  ),
  async run(context, { site, training, trained, fault }) {
    const { client, now } = context;
    const loaded = await loadTraining(client, site, training);
    const over = { ended_at: now, progress: 100 };
    if (!trained) {
      const failed = await step(context, loaded, 'fail', { ...over, fault: fault ?? '' });
      return failed.ok ? accept({ taken: false }) : failed;
    }
    const { sha256, byteSize, ...told } = trained;
    const taken = isBetter(told.before, told.after);
    const ended = await step(context, loaded, taken ? 'take' : 'keep', {
      ...over,
      ...told,
      ...(taken ? { sha256, byte_size: byteSize } : {}),
    });
    if (!ended.ok) return ended;
    if (taken) await moveWording(client, site);
    return accept({ taken });
  },
};
