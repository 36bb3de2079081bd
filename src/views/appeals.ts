/** Appeals: those that wait for an answer and what became of the others; for the office all, for a unit its own. */

import { type AppealState, type AppealStep, appealStateNames, openAppealSteps } from '../domain/appeal/lifecycle.ts';
import { type AppealRemedy, type AppealTarget, appealRemedyNames, appealTargetNames, remediesOf } from '../domain/appeal/remedy.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { kindNames as factNames } from '../domain/import/words.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import type { FactKind } from '../domain/scoring/fact.ts';
import { decidersSql } from '../store/appeals.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { dayProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface AppealsInput {
  readonly site: string;
  /** Only those that wait for an answer. */
  readonly open?: boolean;
  /** The day it is for the reader; the office's own where not given. */
  readonly on?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownAppeal {
  readonly appeal: number;
  readonly version: number;
  readonly state: AppealState;
  readonly stateName: string;
  readonly unit: string;
  readonly about: AppealTarget;
  readonly aboutName: string;
  /** What it is against, in words. */
  readonly thing: string;
  /** The item, where it may be opened. */
  readonly submission: number | null;
  readonly bulletin: number | null;
  readonly reason: string;
  readonly raisedBy: string;
  /** ISO 8601. */
  readonly raisedAt: string;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  /** The holidays of its year are not known yet: it may move. */
  readonly provisional: boolean;
  readonly overdue: boolean;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly remedy: string | null;
  readonly points: number | null;
  readonly steps: readonly OpenLifeStep<AppealStep>[];
  /** What winning it, whole or in part, can bring; the usual first. */
  readonly remedies: Readonly<Record<'grant' | 'grant-partly', readonly { readonly code: AppealRemedy; readonly name: string }[]>>;
}
export interface Appeals extends Page<ShownAppeal> {
  readonly site: VisibleSite;
  /** How many wait for an answer, within reach. */
  readonly open: number;
}

interface Row {
  readonly id: number;
  readonly version: number;
  readonly state: AppealState;
  readonly unit_id: number;
  readonly unit: string;
  readonly about: AppealTarget;
  readonly fact: string | null;
  readonly fact_on: string | null;
  readonly note: string | null;
  readonly joint: boolean | null;
  readonly item: number | null;
  readonly readable: boolean;
  readonly title: string | null;
  readonly bulletin_id: number | null;
  readonly bulletin: string | null;
  readonly reason: string;
  readonly raised_by: number | null;
  readonly raised_by_name: string;
  readonly raised_at: Date;
  readonly due_on: string;
  readonly due_provisional: boolean;
  readonly answer: string | null;
  readonly answered_by_name: string | null;
  readonly answered_at: Date | null;
  readonly remedy: AppealRemedy | null;
  readonly points: string | null;
  readonly deciders: readonly unknown[];
}

export const appeals = makeView<AppealsInput, Appeals>(
  { view: 'appeals', says: '申诉：对什么提出、理由、答复期限，答复了什么，本人能办哪一步' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, open: { type: 'boolean' }, on: dayProperty, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, open = false, on, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'appeal.read', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const values: unknown[] = [site];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const reached = rowsReached(actor, 'appeal.read', site, { unit: 'a.unit_id' }, bind);
    const waiting = await client.query<{ count: number }>(
      `select count(*)::int as count from appeals a where a.site_id = $1 and a.state = 'raised' and ${reached}`,
      values,
    );
    const readable = rowsReached(
      ...([actor, 'submission.read', site] as const),
      { unit: 's.unit_id', joint: 's.joint_ids', author: 's.author_id', people: 's.people' },
      bind,
    );
    const found = await client.query<Row>(
      `select a.id, a.version, a.state, a.unit_id, u.name as unit, a.about, f.fact, coalesce(f.published_on, f.fact_on) as fact_on, f.note, f.joint,
         s.id as item, coalesce(${readable}, false) as readable, s.title, a.bulletin_id, i.document->>'title' as bulletin, a.reason, a.raised_by,
         a.raised_by_name, a.raised_at, a.due_on, a.due_provisional, a.answer, a.answered_by_name, a.answered_at, a.remedy, a.points, ${decidersSql} as deciders
       from appeals a join units u on u.site_id = a.site_id and u.id = a.unit_id
       left join facts f on f.site_id = a.site_id and f.id = a.fact_id
       left join submissions s on s.site_id = a.site_id and s.id = coalesce(a.submission_id, f.submission_id)
       left join bulletin_issues i on i.site_id = a.site_id and i.bulletin_id = a.bulletin_id
       where a.site_id = $1 and ${reached} and ${open ? `a.state = 'raised'` : 'true'} and a.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}
       order by a.id desc limit ${bind(limit + 1)}`,
      values,
    );
    const show = (row: Row) => shownAppeal(row, site, actor, today.value);
    return accept({ site: seen.value, open: waiting.rows[0]?.count ?? 0, ...pageOf(found.rows, limit, show) });
  },
);

function shownAppeal(row: Row, site: string, actor: Actor, today: number): ShownAppeal {
  const situation = {
    ...{ state: row.state, deciders: row.deciders.map(Number), raiser: row.raised_by ?? undefined, person: actor.person },
  };
  const steps = openAppealSteps(situation, (capability) => may(actor, capability, { site, units: [row.unit_id] }));
  const named = (step: 'grant' | 'grant-partly') =>
    remediesOf(row.about, step, row.joint ?? false).map((code) => ({ code, name: appealRemedyNames[code] }));
  return {
    ...{ appeal: row.id, version: row.version, state: row.state, stateName: appealStateNames[row.state], unit: row.unit },
    ...{ about: row.about, aboutName: appealTargetNames[row.about], thing: thingOf(row) },
    submission: row.readable ? row.item : null,
    bulletin: row.bulletin_id,
    ...{ reason: row.reason, raisedBy: row.raised_by_name, raisedAt: row.raised_at.toISOString(), dueOn: row.due_on },
    provisional: row.due_provisional,
    overdue: row.state === 'raised' && (dayFrom(row.due_on) ?? today) < today,
    ...{ answer: row.answer, answeredBy: row.answered_by_name, answeredAt: row.answered_at?.toISOString() ?? null },
    remedy: row.remedy === null ? null : appealRemedyNames[row.remedy],
    points: row.points === null ? null : Number(row.points),
    steps,
    remedies: { grant: named('grant'), 'grant-partly': named('grant-partly') },
  };
}

/** An item's title is told to those who may read the item. */
function thingOf({ about, fact, fact_on, note, readable, title, bulletin }: Row): string {
  const named = title === null ? note : readable ? `《${title}》` : '一件信息';
  switch (about) {
    case 'fact':
      return [fact_on, fact === null ? null : (factNames[fact as FactKind] ?? fact), named].filter((one) => one !== null).join('　');
    case 'rejection':
      return named ?? '';
    case 'issue':
      return bulletin === null ? '' : `《${bulletin}》`;
  }
}
