/** The items behind one figure of reporting (报送情况): what was received in a period, cut as the figure counts it. */
import { dayText } from '../domain/calendar/day.ts';
import { readSettings } from '../domain/organisation/settings.ts';
import { accept } from '../domain/outcome.ts';
import { figureConditions, receivedSql, repeatsFrom } from '../store/reporting.ts';
import { loadSettings } from '../store/site-settings.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { dayField, type NamedPeriod, namedPeriod, readPeriod } from './period.ts';
import {
  idProperty,
  type ListedRow,
  type ListedSubmission,
  listedColumns,
  listedOf,
  listedTables,
  type Page,
  pageOf,
  pageProperties,
  siteProperty,
  usualLimit,
} from './submission-list.ts';
import { makeView } from './view.ts';

export const reportedFigures = Object.keys(figureConditions) as readonly ReportedFigure[];
export type ReportedFigure = keyof typeof figureConditions;

export interface ReportedItemsInput {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  /** `submitted` where not given: all that were received. */
  readonly figure?: ReportedFigure;
  readonly unit?: number;
  /** Of those that were not adopted: the reason's code. */
  readonly reason?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ReportedItems extends Page<ListedSubmission> {
  readonly site: VisibleSite;
  readonly period: NamedPeriod;
  /** Of the unit asked for. */
  readonly unitName: string | null;
  /** How many there are on all pages. */
  readonly count: number;
}

export const reportedItems = makeView<ReportedItemsInput, ReportedItems>(
  { view: 'reported-items', says: '报送情况里一个数字背后的稿件，逐件列出' },
  {
    type: 'object',
    required: ['site', 'from', 'to'],
    properties: {
      site: siteProperty,
      from: dayField,
      to: dayField,
      figure: { enum: reportedFigures },
      unit: idProperty,
      reason: { type: 'string', minLength: 1, maxLength: 40 },
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, figure = 'submitted', unit, reason, after, limit = usualLimit } = input;
    const read = readPeriod(input);
    if (!read.ok) return read;
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const settings = readSettings((await loadSettings(client, site))?.body);
    const repeats = figure === 'again' || figure === 'copied' ? [repeatsFrom(settings)] : [];
    const values: unknown[] = [site, dayText(read.value.from), dayText(read.value.to), JSON.stringify(settings.freshDays), ...repeats];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const columns = { unit: 'unit_id', joint: 'joint_ids', author: 'author_id', people: 'people' };
    const where = [
      figureConditions[figure],
      rowsReached(actor, 'submission.read', site, columns, bind),
      ...(unit === undefined ? [] : [`unit_id = ${bind(unit)}`]),
      ...(reason === undefined ? [] : [`state = 'rejected' and coalesce(reason_code, 'other') = ${bind(reason)}`]),
    ].join(' and ');
    const counted = await client.query<{ count: number; name: string | null }>(
      `select count(*) as count, (select name from units where site_id = $1 and id = ${bind(unit ?? null)}::bigint) as name
       from (${receivedSql}) r where ${where}`,
      values,
    );
    values.pop();
    const found = await client.query<ListedRow>(
      `select ${listedColumns} from (select s.* from (select id from (${receivedSql}) r where ${where} and id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}
           order by id desc limit ${bind(limit + 1)}) r join submissions s on s.site_id = $1 and s.id = r.id) s ${listedTables} order by s.id desc`,
      values,
    );
    const [total] = counted.rows;
    return accept({
      site: seen.value,
      period: namedPeriod(read.value),
      unitName: total?.name ?? null,
      count: total?.count ?? 0,
      ...pageOf(found.rows, limit, listedOf),
    });
  },
);
