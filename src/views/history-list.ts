/** Who did what when: the lines of a site's history, or of the platform's own, the newest first; and how far they are sealed. */
import type pg from 'pg';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { unsealedTail } from '../store/history-seals.ts';
import { placedSubmission, rowsReached, visibleSite } from '../store/visible.ts';
import { dayProperty, idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface HistoryInput {
  /** Absent: the platform's own history (accounts, tokens, settings). */
  readonly site?: string;
  readonly thing?: string;
  readonly thingId?: string;
  /** Whoever acted. */
  readonly person?: number;
  /** Part of the name under which somebody acted. */
  readonly by?: string;
  readonly step?: string;
  /** First and last local day. */
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ListedLine {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly person: number | null;
  readonly step: string;
  readonly thing: string;
  readonly thingId: string;
  /** What it is called today; null where it has no name, or where it is not for the one who looks. */
  readonly name: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly detail: unknown;
}
export interface HistoryPage extends Page<ListedLine> {
  readonly seals: {
    /** Hash of the last seal. */
    readonly head: string | null;
    readonly sealedAt: string | null;
    readonly unsealed: number;
  };
}

const word = (most: number) => ({ type: 'string', minLength: 1, maxLength: most }) as const;

export const history = makeView<HistoryInput, HistoryPage>(
  { view: 'history', says: '历史记录：谁、何时、办了什么、为什么，可按人、事、日期筛选' },
  {
    type: 'object',
    properties: {
      site: siteProperty,
      thing: word(40),
      thingId: word(120),
      person: idProperty,
      by: word(64),
      step: word(60),
      from: dayProperty,
      to: dayProperty,
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, limit = usualLimit } = input;
    if (site === undefined) {
      if (!may(actor, 'history.read')) return refuse('forbidden', [problem('forbidden', '没有查看平台历史记录的权限')]);
    } else {
      const seen = await visibleSite(client, actor, 'history.read', site);
      if (!seen.ok) return seen;
    }
    const missing = [input.from, input.to].filter((day) => day !== undefined && dayFrom(day) === undefined);
    if (missing.length > 0) return refuse('bad-input', [problem('bad-date', `没有“${missing[0]}”这一天`, 'from')]);
    const rows = await linesOf(client, actor, input, limit + 1);
    return accept({ ...pageOf(rows, limit, shownLine), seals: await sealsState(client, site ?? '') });
  },
);

interface LineRow extends Omit<ListedLine, 'at' | 'name' | 'detail'> {
  readonly at: Date;
  readonly name: string | null;
  readonly detail: unknown;
  /** An item that the one who looks may not read keeps its title and what was noted of it. */
  readonly open: boolean;
}

const shownLine = ({ open, at, name, detail, ...line }: LineRow): ListedLine => ({
  ...line,
  at: at.toISOString(),
  name: open ? name : null,
  detail: open ? detail : null,
});

/** Names are looked up for the rows of the page alone. */
async function linesOf(client: pg.ClientBase, actor: Actor, input: HistoryInput, limit: number): Promise<readonly LineRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const site = input.site ?? '';
  const where = [`h.site_id = ${bind(site)}`];
  const only = (value: unknown, condition: (placeholder: string) => string): void => {
    if (value !== undefined) where.push(condition(bind(value)));
  };
  only(input.after === undefined ? undefined : Number(input.after), (at) => `h.id < ${at}`);
  only(input.thing, (thing) => `h.thing = ${thing}`);
  only(input.thingId, (id) => `h.thing_id = ${id}`);
  only(input.person, (person) => `h.by_person = ${person}`);
  only(input.by, (name) => `strpos(h.by_actor, ${name}) > 0`);
  only(input.step, (step) => `h.step = ${step}`);
  only(input.from, (day) => `h.at >= (${day}::date::timestamp at time zone 'Asia/Shanghai')`);
  only(input.to, (day) => `h.at < ((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`);
  const columns = placedSubmission('s');
  const reached = site === '' ? 'false' : rowsReached(actor, 'submission.read', site, columns, bind);
  const number = (thing: string): string => `case when l.thing = '${thing}' and l.thing_id ~ '^\\d{1,15}$' then l.thing_id::bigint end`;
  const named = (table: string): string => `${table}.site_id = l.site_id and ${table}.id`;
  const found = await client.query<LineRow>(
    `with l as (select h.* from history h where ${where.join(' and ')} order by h.id desc limit ${bind(limit)})
     select l.id, l.at, l.by_actor as "by", l.by_person as person, l.step, l.thing, l.thing_id as "thingId", l.from_state as "from",
       l.to_state as "to", l.reason, l.detail, coalesce(s.title, p.name, u.name, k.name, c.name, o.name, m.title, tm.title) as name,
       l.thing <> 'submission' or coalesce(${reached}, false) as open
     from l left join submissions s on ${named('s')} = ${number('submission')} left join people p on p.id = ${number('person')}
       left join units u on ${named('u')} = ${number('unit')} left join sections k on ${named('k')} = ${number('section')}
       left join channels c on ${named('c')} = ${number('channel')} left join outlets o on ${named('o')} = ${number('outlet')}
       left join commissions m on ${named('m')} = ${number('commission')} left join commission_tasks t on ${named('t')} = ${number('commission-task')}
       left join commissions tm on tm.site_id = t.site_id and tm.id = t.commission_id
     order by l.id desc`,
    values,
  );
  return found.rows;
}

async function sealsState(client: pg.ClientBase, site: string): Promise<HistoryPage['seals']> {
  const found = await client.query<{ sha256: string; sealed_at: Date }>(
    'select sha256, sealed_at from history_seals where site_id = $1 order by id desc limit 1',
    [site],
  );
  const { lines } = await unsealedTail(client, site);
  const [last] = found.rows;
  return { head: last?.sha256 ?? null, sealedAt: last?.sealed_at.toISOString() ?? null, unsealed: lines };
}
