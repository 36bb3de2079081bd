/** 整改通知 as an official document: to one unit, what stands wrong where, and until when to put it right. */
import { showDate } from '../display.ts';
import type { OfficialDocument } from '../document.ts';
import { type WordingKind, wordingKindNames } from './finding.ts';

export interface NoticeFinding {
  readonly title: string;
  readonly place: string;
  readonly word: string;
  readonly correction: string;
  readonly kind?: WordingKind | undefined;
}
export interface RectificationNotice {
  readonly year: number;
  /** Counted within the year. */
  readonly number: number;
  readonly unit: string;
  readonly issuer: string;
  /** YYYY-MM-DD, both. */
  readonly issuedOn: string;
  readonly dueOn: string;
  /** A rulebook has points for units that are late. */
  readonly deducts: boolean;
  readonly findings: readonly NoticeFinding[];
}

export const noticeNumber = ({ year, number }: Pick<RectificationNotice, 'year' | 'number'>): string => `整改通知〔${year}〕${number}号`;

/** What an inspection found, as its notice tells it. */
export interface NoticeFound {
  readonly inspectionName: string;
  readonly subject: string;
  readonly indicator: string;
  readonly body: string;
  readonly place: string | null;
}

/** The same about what one inspection found. */
export const composeInspectionNotice = (
  notice: Omit<RectificationNotice, 'findings'> & { readonly found: readonly NoticeFound[] },
): OfficialDocument => ({
  documentNumber: noticeNumber(notice),
  title: '关于检查发现问题的整改通知',
  addressees: notice.unit,
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: `${notice.found[0]?.inspectionName ?? '检查'}发现你单位负责的网站、栏目或账号有${notice.found.length}个问题（见下表），已经核实。请于${showDate(notice.dueOn)}前整改并回复怎样改的；有不同意见的，回复时说明情况。`,
    },
    {
      kind: 'table',
      columns: [
        { title: '序号', align: 'center', width: 0.6 },
        { title: '对象', align: 'left', width: 1.6 },
        { title: '指标', align: 'left', width: 1.6 },
        { title: '问题', align: 'left', width: 3 },
        // An address cannot be broken and would make the whole table small: the unit opens it beside the finding.
        { title: '位置', align: 'left', width: 1.4 },
      ],
      rows: notice.found.map(({ subject, indicator, body, place }, index) => ({ cells: [index + 1, subject, indicator, body, place] })),
    },
    {
      kind: 'paragraph',
      style: 'body',
      text: `请对照检查其他栏目和账号，防止同类问题发生。${notice.deducts ? '逾期未整改的，按计分办法另行扣分。' : ''}`,
    },
  ],
  attachments: [],
  issuers: [notice.issuer],
  issuedOn: notice.issuedOn,
});

export const composeNotice = (notice: RectificationNotice): OfficialDocument => ({
  documentNumber: noticeNumber(notice),
  title: '关于报送信息错情的整改通知',
  addressees: notice.unit,
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: `经检查，你单位报送的信息有${notice.findings.length}处错情（见下表）。请于${showDate(notice.dueOn)}前改正并回复；有不同意见的，回复时说明情况。`,
    },
    {
      kind: 'table',
      columns: [
        { title: '序号', align: 'center', width: 0.6 },
        { title: '信息标题', align: 'left', width: 2.6 },
        { title: '位置', align: 'left', width: 1.2 },
        { title: '错处', align: 'left', width: 1.6 },
        { title: '应为', align: 'left', width: 1.6 },
        { title: '类型', align: 'center', width: 1 },
      ],
      rows: notice.findings.map(({ title, place, word, correction, kind }, index) => ({
        cells: [
          index + 1,
          title,
          place,
          word,
          correction === '' ? '（删去）' : correction,
          kind === undefined ? null : wordingKindNames[kind],
        ],
      })),
    },
    {
      kind: 'paragraph',
      style: 'body',
      text: `请各审核人举一反三，认真自查，避免类似情况再次出现。${notice.deducts ? '逾期未整改的，按计分办法另行扣分。' : ''}`,
    },
  ],
  attachments: [],
  issuers: [notice.issuer],
  issuedOn: notice.issuedOn,
});
