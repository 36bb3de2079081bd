/**
 * Items like an item: near-duplicates of all the site's texts, and what other units tell of the same event in other words. The index
 * proposes (bands and events of `search_texts`), the present texts decide. Only items that the reader reaches are compared.
 */
import type pg from 'pg';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { eventSigns, type Similarity, similarBands, similarityTo, wasEarlier } from '../domain/submission/similarity.ts';
import { heldByNumbers, loadTold, type ToldSubmission, toldColumns, toldItems, toldTables } from '../store/similar.ts';
import { loadSubmission } from '../store/submissions.ts';
import { placedSubmission, rowsReached } from '../store/visible.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SimilarItem extends Similarity {
  readonly submission: number;
  readonly version: number;
  readonly title: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly state: SubmissionState;
  readonly stateName: string;
  readonly eventOn: string | null;
  /** ISO 8601: when it was received (on paper, where that was before), published where it was imported; else begun. */
  readonly at: string;
  /** It was there before the item at hand. */
  readonly earlier: boolean;
  /** The first of all near-duplicates, the item at hand among them. */
  readonly first: boolean;
  /** Its text is as alike as the site settled on; else it tells of the same event in other words. */
  readonly near: boolean;
  /** The outlets above that took it over. */
  readonly upper: string | null;
}
export interface SimilarItems {
  /** From this part of equal text on, 0–1, items are near-duplicates. */
  readonly threshold: number;
  /** The item at hand was there before all its near-duplicates. */
  readonly first: boolean;
  /** Near-duplicates first, the likest first; then those of the same event. */
  readonly rows: readonly SimilarItem[];
}

/** Received so many days before or after: perhaps of one event. */
const AROUND_DAYS = 15;
/** Of each number so many are looked at, and of those that share the most numbers the texts are compared. */
const MOST_OF_NUMBER = 100;
const MOST_COMPARED = 40;
const MOST_SHOWN = 8;

/** Items that may be alike, with their texts. */
function proposed(client: pg.ClientBase, actor: Actor, site: string, item: ToldSubmission): Promise<readonly ToldSubmission[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const [place, own, unit, at] = [bind(site), bind(item.submission), bind(item.unit.id), bind(item.at)];
  const reached = rowsReached(actor, 'submission.read', site, placedSubmission('s'), bind);
  const open = `s.id <> ${own} and s.state <> 'discarded' and ${reached}`;
  const around = `interval '${AROUND_DAYS} days'`;
  const held = (column: 'bands' | 'events', numbers: readonly number[]): string => heldByNumbers(column, bind(numbers), MOST_OF_NUMBER);
  const found = (of: string, where: string): string =>
    `(select s.id from ${of} h join submissions s on s.site_id = ${place} and s.site_id = h.site_id and s.id = h.id where ${where}
       group by s.id order by count(*) desc, s.id limit ${MOST_COMPARED})`;
  const near = `s.unit_id <> ${unit} and s.submitted_at between ${at}::timestamptz - ${around} and ${at}::timestamptz + ${around}`;
  return toldItems(
    client,
    `with banded as materialized (${held('bands', similarBands(site, item.text))}), dated as materialized (${held('events', eventSigns(site, item))}),
       p as (${found('banded', open)} union ${found('dated', `${open} and ${near}`)})
     select ${toldColumns} from p join submissions s on s.site_id = ${place} and s.id = p.id ${toldTables}`,
    values,
  );
}

/** The items like one, of those that the actor may read. */
async function itemsLike(
  client: pg.ClientBase,
  actor: Actor,
  site: string,
  item: ToldSubmission,
  threshold: number,
): Promise<SimilarItems> {
  const likeness = similarityTo(item);
  const id = item.submission;
  const found = (await proposed(client, actor, site, item))
    .map((row) => ({ row, ...likeness(row) }))
    .map((one) => ({ ...one, near: one.similarity >= threshold, told: { id: one.row.submission, at: one.row.at } }))
    .filter(({ near, sameEvent }) => near || sameEvent);
  const mine = { id, at: item.at };
  const first = found.filter(({ near }) => near).reduce((least, { told }) => (wasEarlier(told, least) ? told : least), mine);
  const rows = found
    .sort((a, b) => Number(b.near) - Number(a.near) || b.similarity - a.similarity || b.row.submission - a.row.submission)
    .slice(0, MOST_SHOWN)
    .map(({ row: { text: _, at, ...row }, told, ...one }) => ({
      ...{ ...row, ...one, stateName: stateNames[row.state], at: at.toISOString() },
      ...{ earlier: wasEarlier(told, mine), first: one.near && told.id === first.id },
    }));
  return { threshold, first: rows.some(({ near }) => near) && first.id === id, rows };
}

export const similarItems = makeView<{ readonly site: string; readonly submission: number }, SimilarItems>(
  { view: 'similar-items', says: '与一件稿件内容相近的，或者说的是同一件事的稿件：相近多少，谁在先' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission }) => {
    const placed = await loadSubmission(client, site, submission);
    const item = placed && may(actor, 'submission.read', placed) ? await loadTold(client, site, submission) : undefined;
    if (!placed || !item) return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    return accept(await itemsLike(client, actor, site, item, placed.settings.similar.percent / 100));
  },
);
