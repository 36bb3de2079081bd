/** A notice to a unit (整改通知) as it was sent, for whoever may see all the items it names. */
import type pg from 'pg';
import type { OfficialDocument } from '../domain/document.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { noticeNumber } from '../domain/rectification/notice.ts';
import { rectifiedTables } from '../store/rectifications.ts';
import { reachedSite } from '../store/visible.ts';
import { seenRectifications } from './rectifications.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ShownNotice {
  readonly number: string;
  readonly unit: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly document: OfficialDocument;
}

interface NoticeRow {
  readonly year: number;
  readonly number: number;
  readonly unit: string;
  readonly issued_on: string;
  readonly due_on: string;
  readonly document: OfficialDocument;
}

/** Notices `n` of which this actor may see every item they name: a document is read whole or not at all. */
export const readableNotices = (actor: Actor, site: string, bind: (value: unknown) => string): string =>
  `not exists (select from ${rectifiedTables}
       where r.site_id = n.site_id and r.notice_id = n.id and (${seenRectifications(actor, site, bind)}) is not true)
     and exists (select from rectifications r where r.site_id = n.site_id and r.notice_id = n.id)`;

export async function readableNotice(client: pg.ClientBase, actor: Actor, site: string, notice: number): Promise<NoticeRow | undefined> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const found = await client.query<NoticeRow>(
    `select n.year, n.number, u.name as unit, n.issued_on, n.due_on, n.document from rectification_notices n
     join units u on u.site_id = n.site_id and u.id = n.unit_id where n.site_id = ${bind(site)} and n.id = ${bind(notice)}
     and ${readableNotices(actor, site, bind)}`,
    values,
  );
  return found.rows[0];
}

export const rectificationNotice = makeView<{ readonly site: string; readonly notice: number }, ShownNotice>(
  { view: 'rectification-notice', says: '一份整改通知的全文' },
  {
    type: 'object',
    required: ['site', 'notice'],
    properties: { site: siteProperty, notice: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, notice }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const row = await readableNotice(client, actor, site, notice);
    if (!row) return refuse('not-found', [problem('not-found', `没有第 ${notice} 号整改通知，或者您看不到它`, 'notice')]);
    return accept({ number: noticeNumber(row), unit: row.unit, issuedOn: row.issued_on, dueOn: row.due_on, document: row.document });
  },
);
