/** The language model that a site's texts are read with, and its last trainings. */
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type ModelFigures, type TrainingState, trainingStateNames } from '../domain/wording/training.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ShownTraining {
  readonly id: number;
  readonly state: TrainingState;
  readonly stateName: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly endedAt: string | null;
  readonly progress: number;
  readonly characters: number | null;
  readonly byteSize: number | null;
  readonly before: ModelFigures | null;
  readonly after: ModelFigures | null;
}
export interface LanguageModelState {
  readonly site: VisibleSite;
  /** Whether it may be trained by whoever looks. */
  readonly mayTrain: boolean;
  /** The site has one of its own. */
  readonly own: boolean;
  /** The newest first. */
  readonly trainings: readonly ShownTraining[];
}

interface Row {
  readonly id: number;
  readonly state: TrainingState;
  readonly asked_by_name: string;
  readonly asked_at: Date;
  readonly ended_at: Date | null;
  readonly progress: number;
  readonly characters: number | null;
  readonly byte_size: number | null;
  readonly before: ModelFigures | null;
  readonly after: ModelFigures | null;
  readonly own: boolean;
}

export const languageModel = makeView<{ readonly site: string }, LanguageModelState>(
  { view: 'language-model', says: '本站的语言模型和最近几次训练' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'model.train', site);
    if (!seen.ok) return seen;
    const found = await client.query<Row>(
      `select t.id, t.state, t.asked_by_name, t.asked_at, t.ended_at, t.progress, t.characters, t.byte_size, t.before, t.after,
         exists (select from model_trainings o where o.site_id = t.site_id and o.state = 'taken') as own
       from model_trainings t where t.site_id = $1 order by t.id desc limit 5`,
      [site],
    );
    return accept({
      site: seen.value,
      mayTrain: may(actor, 'model.train', { site }),
      own: found.rows[0]?.own ?? false,
      trainings: found.rows.map(({ asked_by_name, asked_at, ended_at, byte_size, own: _, ...row }) => ({
        ...{ ...row, stateName: trainingStateNames[row.state], askedBy: asked_by_name, askedAt: asked_at.toISOString() },
        ...{ endedAt: ended_at?.toISOString() ?? null, byteSize: byte_size },
      })),
    });
  },
);
