/** What waits for somebody besides items, line by line: bulletins to sign for, letters to read, appeals to answer. For the digest and for programs. */
import { appealTargetNames } from '../domain/appeal/remedy.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, mayIn } from '../domain/permission.ts';
import { decidersSql } from '../store/appeals.ts';
import { receivedIssues } from '../store/receipts.ts';
import { rowsReached } from '../store/visible.ts';
import { sitesOf } from './inbox.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export const besideTasks = { bulletin: '待签收的通报', letter: '待阅的通知', appeal: '待答复的申诉' } as const;
export type BesideTask = keyof typeof besideTasks;

export interface BesideRow {
  readonly task: BesideTask;
  readonly taskName: string;
  readonly id: number;
  readonly site: { readonly id: string; readonly name: string };
  readonly title: string;
  readonly unitName: string;
  /** ISO 8601. */
  readonly since: string;
}
/** The oldest first; no more than this many of each kind and site. */
const MOST = 100;

export const inboxBeside = makeView<{ readonly site?: string }, { readonly rows: readonly BesideRow[] }>(
  { view: 'inbox-beside', says: '稿件以外等本人办的：待签收的通报、待阅的通知、待答复的申诉' },
  { type: 'object', properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    if (actor.person === undefined) return refuse('forbidden', [problem('forbidden', '请以本人的账号登录')]);
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const parts = sitesOf(actor, site).flatMap((one) => partsOf(actor, one, bind));
    if (parts.length === 0) return accept({ rows: [] });
    const found = await client.query<{
      task: BesideTask;
      site_id: string;
      site: string;
      id: number;
      title: string;
      unit: string;
      since: Date;
    }>(
      `select p.task, p.site_id, w.name as site, p.id, p.title, p.unit, p.since from (${parts.map((part) => `(${part})`).join(' union all ')}) p
       join sites w on w.id = p.site_id order by p.since, p.site_id, p.task, p.id`,
      values,
    );
    const rows = found.rows.map((row): BesideRow => {
      const { task, id, unit } = row;
      // An appeal's title is what it is against.
      const title = task === 'appeal' ? `对${appealTargetNames[row.title as keyof typeof appealTargetNames]}的申诉` : row.title;
      return {
        ...{ task, taskName: besideTasks[task], id, site: { id: row.site_id, name: row.site } },
        ...{ title, unitName: unit, since: row.since.toISOString() },
      };
    });
    return accept({ rows });
  },
  'one statement',
);

/** The questions of one site, each where the actor has that to do. */
function partsOf(actor: Actor, site: string, bind: (value: unknown) => string): readonly string[] {
  const part = (needs: 'bulletin.sign' | 'letter.receive' | 'appeal.decide', unit: string, sql: (reached: string) => string): string[] =>
    mayIn(actor, needs, site) ? [`${sql(rowsReached(actor, needs, site, { unit }, bind))} order by since limit ${MOST}`] : [];
  return [
    ...part(
      'bulletin.sign',
      'u.id',
      (reached) =>
        `select 'bulletin' as task, i.site_id, i.bulletin_id as id, i.document->>'title' as title, u.name as unit, i.frozen_at as since
       from ${receivedIssues} where i.site_id = ${bind(site)} and r.unit_id is null and ${reached}`,
    ),
    ...part(
      'letter.receive',
      'l.unit_id',
      (reached) =>
        `select 'letter' as task, l.site_id, l.id, l.document->>'title' as title, u.name as unit, l.sent_at as since
       from letters l join units u on u.site_id = l.site_id and u.id = l.unit_id where l.site_id = ${bind(site)} and ${reached}
         and not exists (select from letter_readings r where r.site_id = l.site_id and r.letter_id = l.id)`,
    ),
    // Whoever decided what it is against, or raised it, does not answer.
    ...part(
      'appeal.decide',
      'a.unit_id',
      (reached) =>
        `select 'appeal' as task, a.site_id, a.id, a.about as title, u.name as unit, a.raised_at as since
       from appeals a join units u on u.site_id = a.site_id and u.id = a.unit_id left join facts f on f.site_id = a.site_id and f.id = a.fact_id
       where a.site_id = ${bind(site)} and a.state = 'raised' and ${reached} and a.raised_by is distinct from ${bind(actor.person)}
         and ${bind(actor.person)} <> all (${decidersSql})`,
    ),
  ];
}
