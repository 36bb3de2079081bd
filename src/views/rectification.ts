/**
 * One wording error, or something an inspection found, with all that its unit and the office need: the present text, the answer, and a
 * proposal with all that is known put right.
 */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { correctedBody, spelled } from '../domain/rectification/finding.ts';
import { loadText } from '../store/submission-texts.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { readableNotice } from './rectification-notice.ts';
import {
  type RectificationRow,
  rectificationColumns,
  rectificationTables,
  type ShownRectification,
  seenRectifications,
  shownRectification,
} from './rectifications.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

interface PlainText {
  readonly title: string;
  readonly body: string;
}
export interface Rectification extends ShownRectification {
  readonly site: VisibleSite;
  /** The notice names nothing that whoever asks may not see. */
  readonly mayReadNotice: boolean;
  /** The item as it stands now; null of what an inspection found, and of old texts that were published elsewhere. */
  readonly text: PlainText | null;
  /** The same with everything put right that the unit was told of. */
  readonly proposal: PlainText | null;
  /** The unit's text, where it answered with one. */
  readonly answer: PlainText | null;
  /** What else the unit was told of this item: one new text answers all of it. */
  readonly beside: readonly { readonly word: string; readonly correction: string; readonly place: string }[];
}

export const rectification = makeView<{ readonly site: string; readonly rectification: number }, Rectification>(
  { view: 'rectification', says: '一处错情：错在哪里、现在的稿子、整改通知、单位的回复' },
  {
    type: 'object',
    required: ['site', 'rectification'],
    properties: { site: siteProperty, rectification: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, rectification: id }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const found = await client.query<RectificationRow & { reply_title: string | null; reply_body: string | null }>(
      `select ${rectificationColumns}, r.reply_title, r.reply_body from ${rectificationTables}
       where r.site_id = ${bind(site)} and r.id = ${bind(id)} and ${seenRectifications(actor, site, bind)}`,
      values,
    );
    const [row] = found.rows;
    if (!row) return refuse('not-found', [problem('not-found', `没有第 ${id} 号错情，或者您看不到它`, 'rectification')]);
    const loaded = row.submission_id === null ? undefined : await loadText(client, site, row.submission_id);
    const text = loaded ? { title: loaded.title, body: loaded.body } : null;
    const beside = await client.query<{ id: number; word: string; correction: string; place: string }>(
      `select id, word, correction, place from rectifications where site_id = $1 and submission_id = $2 and state = 'noticed' order by id`,
      [site, row.submission_id],
    );
    const known = [row, ...beside.rows.filter((one) => one.id !== id)];
    const proposal =
      text &&
      known.reduce<PlainText>(
        ({ title, body }, one) => ({
          title: spelled(title).replaceAll(one.word, () => one.correction),
          body: correctedBody(body, one),
        }),
        text,
      );
    return accept({
      site: seen.value,
      ...shownRectification(row, site, actor),
      mayReadNotice: row.notice_id !== null && (await readableNotice(client, actor, site, row.notice_id)) !== undefined,
      text,
      proposal,
      answer: row.reply_body === null ? null : { title: row.reply_title ?? row.title, body: row.reply_body },
      beside: known.slice(1).map(({ word, correction, place }) => ({ word, correction, place })),
    });
  },
);
