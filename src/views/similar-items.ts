/**
 * Items like an item: near-duplicates of all the site's texts, and what other units tell of the same event in other words. The index
 * proposes (the bands of `search_texts`, days for events), the present texts decide. Only items that the reader
 * reaches are compared.
 */
import type pg from 'pg';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import {
  nearDuplicate,
  type Similarity,
  type SimilarSpan,
  similarBands,
  similarityOf,
  similarSpans,
  wasEarlier,
} from '../domain/submission/similarity.ts';
import { searchedText } from '../store/search.ts';
import { loadWritten, type WrittenSubmission } from '../store/submission-checks.ts';
import { placedSubmission, rowsReached } from '../store/visible.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SimilarItem extends Similarity {
  readonly submission: number;
  readonly title: string;
  readonly unitName: string;
  readonly state: SubmissionState;
  readonly stateName: string;
  readonly eventOn: string | null;
  /** When it was received, or recorded. */
  readonly at: Date;
  /** It was there before the item at hand. */
  readonly earlier: boolean;
  readonly text: string;
  /** Where its text (`other`) and that of the item at hand (`one`) say the same. */
  readonly spans: readonly SimilarSpan[];
}
export interface SimilarItems {
  /** The plain text of the item at hand, as it was compared. */
  readonly text: string;
  /** Near-duplicates first, the likest first; then those of the same event. */
  readonly rows: readonly SimilarItem[];
}

interface Found {
  readonly submission: number;
  readonly title: string;
  readonly unitName: string;
  readonly state: SubmissionState;
  readonly eventOn: string | null;
  readonly at: Date;
  readonly body: string;
}

/** Received so many days before or after, of events so many days apart: perhaps one. */
const AROUND_DAYS = 15;
const APART_DAYS = 1;
const MOST_LOOKED_AT = 100;
const MOST_SHOWN = 8;

/** Items that may be alike, with the text that the reader may read of each. */
async function proposed(
  client: pg.ClientBase,
  actor: Actor,
  site: string,
  item: WrittenSubmission,
  text: string,
): Promise<readonly Found[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const [place, own] = [bind(site), bind(item.id)];
  const reached = rowsReached(actor, 'submission.read', site, placedSubmission('s'), bind);
  const open = `s.site_id = ${place} and s.id <> ${own} and s.state <> 'discarded' and ${reached}`;
  const on = bind(item.eventOn ?? null);
  const at = bind(item.submittedAt ?? item.changedAt);
  const found = await client.query<Found>(
    `with p as ((select s.id from search_texts x join submissions s on s.site_id = x.site_id and s.id = x.thing_id
         where x.site_id = ${place} and x.thing = 'submission' and x.bands && ${bind(similarBands(site, text))}::int[] and ${open} limit ${MOST_LOOKED_AT})
       union (select s.id from submissions s where ${open} and s.unit_id <> ${bind(item.unit)}
         and s.submitted_at between ${at}::timestamptz - interval '${AROUND_DAYS} days' and ${at}::timestamptz + interval '${AROUND_DAYS} days'
         and s.event_on between ${on}::date - ${APART_DAYS} and ${on}::date + ${APART_DAYS} order by s.id desc limit ${MOST_LOOKED_AT}))
     select s.id as submission, u.name as "unitName", s.state, s.event_on as "eventOn", coalesce(s.submitted_at, s.recorded_at) as at,
       s.title, coalesce(t.body, v.body, '') as body
     from p join submissions s on s.site_id = ${place} and s.id = p.id join units u on u.site_id = s.site_id and u.id = s.unit_id ${searchedText('s')}`,
    values,
  );
  return found.rows;
}

/** The items like one, of those that the actor may read. */
export async function itemsLike(client: pg.ClientBase, actor: Actor, site: string, item: WrittenSubmission): Promise<SimilarItems> {
  const text = plainText(item.text.body);
  const mine = { title: item.text.title, text, eventOn: item.eventOn };
  const since = item.submittedAt ?? item.changedAt;
  const rows = (await proposed(client, actor, site, item, text))
    .map(({ body, ...row }) => {
      const other = plainText(body);
      return { ...row, text: other, ...similarityOf(mine, { ...row, text: other }) };
    })
    .filter(({ similarity, sameEvent }) => similarity >= nearDuplicate || sameEvent)
    .sort((a, b) => b.similarity - a.similarity || b.submission - a.submission)
    .slice(0, MOST_SHOWN)
    .map((row) => ({
      ...row,
      stateName: stateNames[row.state],
      earlier: wasEarlier({ id: row.submission, at: row.at }, { id: item.id, at: since }),
      spans: similarSpans(text, row.text),
    }));
  return { text, rows };
}

export const similarItems = makeView<{ readonly site: string; readonly submission: number }, SimilarItems>(
  { view: 'similar-items', says: '与一件稿件内容相近的，或者说的是同一件事的稿件，标出相同的段落，谁在先' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission }) => {
    const item = await loadWritten(client, site, submission);
    if (!item || !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    return accept(await itemsLike(client, actor, site, item));
  },
);
