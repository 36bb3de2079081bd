/** Trainings of sites' language models: asked for, under way, what became of them; and the texts they are made from. */
import type pg from 'pg';
import { plainText } from '../domain/submission/rich-text.ts';
import type { ModelFigures, TrainingState } from '../domain/wording/training.ts';
import { isPublished } from './rescan-walk.ts';

export interface LoadedTraining {
  readonly site: string;
  readonly id: number;
  readonly version: number;
  readonly state: TrainingState;
}

/** A row for it; undefined where one is open already. */
export async function addTraining(
  client: pg.ClientBase,
  site: string,
  by: { readonly person: number | undefined; readonly name: string },
  now: Date,
): Promise<number | undefined> {
  const made = await client.query<{ id: number }>(
    `insert into model_trainings (site_id, state, asked_by, asked_by_name, asked_at) values ($1, 'wanted', $2, $3, $4)
     on conflict (site_id) where state in ('wanted', 'running') do nothing returning id`,
    [site, by.person ?? null, by.name, now],
  );
  return made.rows[0]?.id;
}

export async function loadTraining(client: pg.ClientBase, site: string, id: number): Promise<LoadedTraining | undefined> {
  const found = await client.query<LoadedTraining>(
    'select site_id as site, id, version, state from model_trainings where site_id = $1 and id = $2 for update',
    [site, id],
  );
  return found.rows[0];
}

export interface TrainingChanges {
  readonly state?: TrainingState;
  readonly began_at?: Date;
  readonly ended_at?: Date;
  readonly progress?: number;
  readonly texts?: number;
  readonly characters?: number;
  readonly held?: number;
  readonly sha256?: string;
  readonly byte_size?: number;
  readonly before?: ModelFigures;
  readonly after?: ModelFigures;
  readonly fault?: string;
}

export async function changeTraining(client: pg.ClientBase, { site, id }: LoadedTraining, changes: TrainingChanges): Promise<void> {
  const names = Object.keys(changes) as (keyof TrainingChanges)[];
  const set = names.map((name, at) => `${name} = $${at + 3}`).join(', ');
  await client.query(`update model_trainings set ${set}, version = version + 1 where site_id = $1 and id = $2`, [
    ...[site, id],
    ...names.map((name) => changes[name]),
  ]);
}

export interface OpenTraining {
  readonly site: string;
  /** Undefined: none is open. */
  readonly training: number | undefined;
  readonly last: { readonly askedAt: Date; readonly texts: number | null } | undefined;
  readonly texts: number;
  /** Of the model it has. */
  readonly model: string | undefined;
}

/** Each site with what is asked for, or with what says whether one is due. */
export async function trainingsToDo(pool: Pick<pg.Pool, 'query'>): Promise<readonly OpenTraining[]> {
  const found = await pool.query<{
    site: string;
    training: number | null;
    asked_at: Date | null;
    last_texts: number | null;
    texts: number;
    model: string | null;
  }>(
    `select w.id as site, (select t.id from model_trainings t where t.site_id = w.id and t.state in ('wanted', 'running')) as training,
       l.asked_at, l.texts as last_texts, (select count(*)::int from submissions s where s.site_id = w.id and ${isPublished('s')}) as texts, ${modelSql('w.id')} as model
     from sites w left join lateral (select t.asked_at, t.texts from model_trainings t where t.site_id = w.id order by t.id desc limit 1) l on true
     order by w.id`,
  );
  return found.rows.map(({ site, training, asked_at, last_texts, texts, model }) => ({
    ...{ site, training: training ?? undefined, texts, model: model ?? undefined },
    last: asked_at ? { askedAt: asked_at, texts: last_texts } : undefined,
  }));
}

/** The hash of the model a site's texts are read with, where it has one of its own. */
export const modelSql = (site: string): string =>
  `(select t.sha256 from model_trainings t where t.site_id = ${site} and t.state = 'taken' order by t.id desc limit 1)`;

/** Published texts, the newest first, by pages; plain. */
export async function publishedTexts(
  pool: Pick<pg.Pool, 'query'>,
  site: string,
  before: number,
  most: number,
): Promise<readonly { readonly submission: number; readonly text: string }[]> {
  const found = await pool.query<{ id: number; title: string; body: string }>(
    `select s.id, v.title, v.body from (select s.* from submissions s where s.site_id = $1 and s.id < $2 and ${isPublished('s')} order by s.id desc limit $3) s
     join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version order by s.id desc`,
    [site, before, most],
  );
  return found.rows.map(({ id, title, body }) => ({ submission: id, text: `${title}\n${plainText(body)}` }));
}

/** Models that are used no more: all but the newest two of each site. */
export async function modelsToRemove(pool: Pick<pg.Pool, 'query'>): Promise<readonly string[]> {
  const found = await pool.query<{ sha256: string }>(
    `with taken as (select t.sha256, row_number() over (partition by t.site_id order by t.id desc) as nth from model_trainings t where t.state = 'taken')
     select distinct t.sha256 from taken t where t.nth > 2 and not exists (select from taken n where n.sha256 = t.sha256 and n.nth <= 2)
       and not exists (select from documents d where d.sha256 = t.sha256) and not exists (select from files f where f.sha256 = t.sha256)`,
  );
  return found.rows.map(({ sha256 }) => sha256);
}
