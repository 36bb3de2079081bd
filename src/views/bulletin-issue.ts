/** An issued bulletin: the frozen document and figures with their hash, what was overruled, its files, and the chain of corrections. */
import type pg from 'pg';
import type { FrozenFigures } from '../domain/bulletin/figures.ts';
import type { ForwardingFigures } from '../domain/bulletin/forward.ts';
import type { BulletinState } from '../domain/bulletin/lifecycle.ts';
import type { OfficialDocument } from '../domain/document.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { type HistoryEntry, historyEntries } from './history-entries.ts';
import { type IssueHead, periodOf } from './issue-of-period.ts';
import { type ReachedUnits, reachedUnits } from './lines.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { type RankingTable, tablesOf } from './ranking.ts';
import { makeView } from './view.ts';

export interface BulletinIssueInput {
  readonly site: string;
  readonly bulletin: number;
}

export interface IssuedFile {
  readonly format: 'docx' | 'xlsx' | 'pdf' | 'html';
  readonly sha256: string;
  readonly byteSize: number;
}
export interface BulletinIssue {
  readonly site: VisibleSite;
  readonly issue: IssueHead;
  readonly state: BulletinState;
  readonly period: NamedPeriod;
  readonly rulebook: { readonly name: string; readonly from: string } | null;
  readonly document: OfficialDocument;
  readonly figures: FrozenFigures | ForwardingFigures;
  /** The tables of the figures, with what each cell opens into; none for a forwarding notice. */
  readonly tables: readonly RankingTable[];
  readonly overruled: readonly { readonly kind: string; readonly reason: string }[];
  readonly files: readonly IssuedFile[];
  /** The bulletin that this one corrects, and the one that corrects it. */
  readonly corrects: number | null;
  readonly correctedBy: number | null;
  readonly history: readonly HistoryEntry[];
}

interface Row {
  readonly state: BulletinState;
  readonly issue_year: number | null;
  readonly issue_number: number;
  readonly document_number: string | null;
  readonly issued_on: string | null;
  readonly frozen_at: Date;
  readonly period_from: string;
  readonly period_to: string;
  readonly rulebook_name: string | null;
  readonly starts_on: string | null;
  readonly figures: FrozenFigures | ForwardingFigures;
  readonly document: OfficialDocument;
  readonly sha256: string;
  readonly overruled: readonly { kind: string; reason: string }[];
  readonly corrects_id: number | null;
  readonly corrected_by: number | null;
  readonly files: readonly IssuedFile[];
}

export const bulletinIssue = makeView<BulletinIssueInput, BulletinIssue>(
  { view: 'bulletin-issue', says: '一期已印发的通报：正文、数字、文件、校验值，更正了哪一期' },
  {
    type: 'object',
    required: ['site', 'bulletin'],
    properties: { site: { type: 'string', minLength: 1 }, bulletin: { type: 'integer', minimum: 1 } },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const seen = await visibleSite(client, actor, 'bulletin.read', input.site);
    if (!seen.ok) return seen;
    const row = await rowOf(client, input);
    if (!row) return refuse('not-found', [problem('unknown-bulletin', `${seen.value.name}没有第 ${input.bulletin} 号通报`, 'bulletin')]);
    if (row.issue_year === null)
      return refuse('not-found', [problem('not-issued', `第 ${input.bulletin} 号通报还没有印发，印发后才能在这里查看`, 'bulletin')]);
    return accept({
      site: seen.value,
      issue: {
        bulletin: input.bulletin,
        year: row.issue_year,
        number: row.issue_number,
        documentNumber: row.document_number,
        issuedOn: row.issued_on,
        frozenAt: row.frozen_at.toISOString(),
        sha256: row.sha256,
      },
      state: row.state,
      period: namedPeriod(periodOf({ from: row.period_from, to: row.period_to })),
      rulebook: row.rulebook_name === null ? null : { name: row.rulebook_name, from: row.starts_on ?? '' },
      document: row.document,
      figures: may(actor, 'fact.read', { site: input.site }) ? row.figures : withoutReporting(row.figures),
      tables: 'groups' in row.figures ? openingFor(await reachedUnits(client, actor, input.site), tablesOf(row.figures)) : [],
      overruled: row.overruled,
      files: row.files,
      corrects: row.corrects_id,
      correctedBy: row.corrected_by,
      history: await historyEntries(client, input.site, 'bulletin', String(input.bulletin)),
    });
  },
);

/** All may read the figures of a bulletin; what stands behind them is for those who see that unit's facts. */
const openingFor = (reached: ReachedUnits, tables: readonly RankingTable[]): readonly RankingTable[] =>
  reached === 'all'
    ? tables
    : tables.map((table) => ({
        ...table,
        rows: table.rows.map((row) => (reached.has(row.unit) ? row : { ...row, cells: row.cells.map(({ shown }) => ({ shown })) })),
      }));

/** Of single units' reporting all may read what the document says; the figures behind it are for those who see all units. */
function withoutReporting(figures: Row['figures']): Row['figures'] {
  if (!('reporting' in figures || 'rectifications' in figures)) return figures;
  const { reporting: _, rectifications: __, ...rest } = figures as FrozenFigures;
  return rest;
}

async function rowOf(client: pg.ClientBase, { site, bulletin }: BulletinIssueInput): Promise<Row | undefined> {
  const found = await client.query<Row>(
    `select b.state, i.issue_year, i.issue_number, i.document_number, i.issued_on, i.frozen_at, i.period_from, i.period_to,
       r.name as rulebook_name, r.starts_on, i.figures, i.document, i.sha256, i.overruled, i.corrects_id,
       (select c.bulletin_id from bulletin_issues c where c.site_id = b.site_id and c.corrects_id = b.id order by c.frozen_at desc limit 1) as corrected_by,
       (select coalesce(json_agg(json_build_object('format', d.format, 'sha256', d.sha256, 'byteSize', d.byte_size) order by d.format), '[]')
        from documents d where d.site_id = b.site_id and d.bulletin_id = b.id) as files
     from bulletins b left join bulletin_issues i on i.site_id = b.site_id and i.bulletin_id = b.id
     left join rulebooks r on r.site_id = i.site_id and r.id = i.rulebook_id
     where b.site_id = $1 and b.id = $2`,
    [site, bulletin],
  );
  return found.rows[0];
}
