/** A bulletin composed: the office's words with the period's figures filled in, tables, notes and attachments. */
import { dayFrom } from '../calendar/day.ts';
import { chineseOrdinal, periodName, showPeriod } from '../display.ts';
import type { Attachment, Block, Cell, Column, OfficialDocument, Paragraph, ParagraphStyle, Table } from '../document.ts';
import { rectificationSentence, rectificationTable } from '../rectification/period.ts';
import type { AreasWanted, FrozenFigures, FrozenGroup } from './figures.ts';
import { blockSentences, problemTable, type ReportingBlock, reportingScope } from './problems.ts';

/** What the office writes or chooses; sentences are LiquidJS templates over the figures' names. */
export interface BulletinBody {
  readonly title: string;
  readonly mark?: string;
  readonly documentNumber?: string;
  readonly addressees?: string;
  readonly issuers: readonly string[];
  readonly onBehalf?: boolean;
  readonly issuedOn?: string;
  readonly remark?: string;
  readonly opening: string;
  /** 基本情况、存在问题、下一步工作要求; without them the parts follow each other as paragraphs. */
  readonly headings?: readonly string[];
  readonly narrative: string;
  /** Sentences, or the name of a part that is generated from what units reported. */
  readonly problems?: readonly ProblemWanted[];
  readonly requirements?: readonly string[];
  /** Tables as attachments (default), or in the body under numbered headings. */
  readonly tables?: 'attachments' | 'body';
  readonly attachments?: readonly AttachmentWanted[];
  readonly areas?: AreasWanted;
}
/** 错情整改: the units' wording errors of the period and how they stand. */
export const rectificationBlock = '错情整改';
export type ProblemWanted = string | { readonly block: ReportingBlock | typeof rectificationBlock };
export interface AttachmentWanted {
  readonly title: string;
  /** Names of the groups whose tables it holds; all where not given. `areas` is the table by areas. */
  readonly groups?: readonly string[] | 'areas';
  /** Print the rulebook's notes under the last table (default) or not. */
  readonly notes?: boolean;
  /** A table of problems in place of groups: no attachment where there is none. */
  readonly block?: '报送问题' | typeof rectificationBlock;
  /** Until when problems are to be put right, YYYY-MM-DD. */
  readonly deadline?: string;
}

/** Whether a draft speaks of what units reported: a part of it is generated from that, or a sentence names it. */
export function usesReporting(body: BulletinBody): boolean {
  if (blocksOf(body).some((block) => block !== rectificationBlock)) return true;
  return /\{[{%][^{}]*报送情况/.test(JSON.stringify(body));
}

/** Whether a draft speaks of wording errors. */
export const usesRectifications = (body: BulletinBody): boolean => blocksOf(body).includes(rectificationBlock);

const blocksOf = ({ problems = [], attachments = [] }: BulletinBody) => [
  ...problems.flatMap((one) => (typeof one === 'string' ? [] : [one.block])),
  ...attachments.flatMap(({ block }) => block ?? []),
];

/** A sentence that cannot be filled: a name that is not defined, or a template that is wrong; says which and why. */
export class TemplateError extends Error {}

/** Fills a template with figures. Throws TemplateError. */
export type FillTemplate = (template: string, scope: Readonly<Record<string, unknown>>) => string;

/** What sentences may name: the totals, the period, and the groups with their rows. */
function templateScope(figures: FrozenFigures): Record<string, unknown> {
  const period = { from: dayFrom(figures.period.from) ?? 0, to: dayFrom(figures.period.to) ?? 0 };
  const totals = figures.totals.map(({ name, value, shown }) => [name, Array.isArray(value) ? value.join('、') : (value ?? shown)]);
  return {
    期名: periodName(period),
    统计时间: showPeriod(period),
    零报送单位: figures.zeroUnits.join('、'),
    报送情况: reportingScope(figures.reporting),
    分组: figures.groups.map((group) => ({
      名称: group.name,
      标题: group.title,
      单位数: group.rows.length,
      行: group.rows.map((row) => ({
        单位: row.unit,
        名次: row.rank,
        ...Object.fromEntries(group.columns.map(({ title }, index) => [title, row.cells[index]?.shown])),
      })),
    })),
    ...Object.fromEntries(totals),
  };
}

/** Composes the document. Throws TemplateError where a sentence is wrong. */
export function compose(body: BulletinBody, figures: FrozenFigures, fill: FillTemplate): OfficialDocument {
  const scope = templateScope(figures);
  const say = (template: string): string => fill(template, scope).trim();
  const parts = [[say(body.narrative)], joined(problemsOf(body, figures, say)), (body.requirements ?? []).map(say)];
  const blocks: Block[] = [paragraph(say(body.opening)), ...numbered(parts, body.headings)];
  const inBody = body.tables === 'body';
  if (inBody) blocks.push(...bodyTables(figures));
  return {
    ...(body.mark === undefined ? {} : { mark: body.mark }),
    ...(body.documentNumber === undefined ? {} : { documentNumber: body.documentNumber }),
    title: say(body.title),
    ...(body.addressees === undefined ? {} : { addressees: body.addressees }),
    blocks,
    attachments: inBody ? [] : attachmentsOf(body, figures, say),
    issuers: body.issuers,
    ...(body.onBehalf ? { onBehalf: true } : {}),
    ...(body.issuedOn === undefined ? {} : { issuedOn: body.issuedOn }),
    ...(body.remark === undefined ? {} : { remark: body.remark }),
  };
}

const paragraph = (text: string, style: ParagraphStyle = 'body'): Paragraph => ({ kind: 'paragraph', style, text });

const sentence = (text: string): string => (/[。！？：；]$/.test(text) ? text : `${text}。`);

const problemsOf = (body: BulletinBody, figures: FrozenFigures, say: (template: string) => string): readonly string[] =>
  (body.problems ?? [])
    .flatMap((one) => {
      if (typeof one === 'string') return [say(one)];
      if (one.block === rectificationBlock) return rectificationSentence(figures.rectifications ?? []) ?? [];
      return blockSentences(one.block, figures.reporting, figures.period);
    })
    .filter((text) => text !== '');

/** Problems stand in one paragraph: 一是…。二是…。 A single one needs no number. */
const joined = (problems: readonly string[]): string[] => {
  if (problems.length === 0) return [];
  return [
    problems.length === 1
      ? sentence(problems[0] as string)
      : problems.map((text, index) => `${chineseOrdinal(index + 1)}是${sentence(text)}`).join(''),
  ];
};

/** Parts under numbered headings; empty parts are skipped and the numbers close up. */
function numbered(parts: readonly (readonly string[])[], headings: readonly string[] | undefined): Paragraph[] {
  let number = 0;
  return parts.flatMap((texts, index) => {
    const present = texts.filter((text) => text !== '');
    if (present.length === 0) return [];
    const heading = headings?.[index];
    const listed =
      index === 2 && present.length > 1
        ? present.map((text, at) => `（${chineseOrdinal(at + 1)}）${sentence(text)}`)
        : present.map(sentence);
    const paragraphs = listed.map((text) => paragraph(text));
    if (heading === undefined) return paragraphs;
    number += 1;
    return [paragraph(`${chineseOrdinal(number)}、${heading}`, 'heading1'), ...paragraphs];
  });
}

/** Group tables in the body: groups without rows are skipped and the numbers close up. */
function bodyTables(figures: FrozenFigures): Block[] {
  const groups = figures.groups.filter((group) => group.rows.length > 0);
  return groups.flatMap((group, index): Block[] => [
    paragraph(`${chineseOrdinal(index + 1)}、${group.title}`, 'heading1'),
    { kind: 'table', ...tableOf(group, undefined), ...(index === groups.length - 1 ? { notes: numberedNotes(figures.notes) } : {}) },
  ]);
}

function attachmentsOf(body: BulletinBody, figures: FrozenFigures, say: (template: string) => string): Attachment[] {
  const wanted: readonly AttachmentWanted[] =
    body.attachments ?? figures.groups.map((group) => ({ title: group.title, groups: [group.name] }));
  return wanted.flatMap((attachment): Attachment[] => {
    if (attachment.block !== undefined) {
      const table =
        attachment.block === rectificationBlock
          ? rectificationTable(figures.rectifications ?? [])
          : problemTable(figures.reporting, attachment.deadline);
      return table ? [{ title: say(attachment.title), blocks: [{ kind: 'table', ...table }] }] : [];
    }
    const tables =
      attachment.groups === 'areas' ? [areasTable(figures, body.areas?.columnTitle ?? '条数')] : groupTables(figures, attachment.groups);
    const notes = attachment.notes !== false && attachment.groups !== 'areas' && figures.notes.length > 0;
    const blocks = tables.map(
      (table, index): Block => ({
        kind: 'table',
        ...table,
        ...(notes && index === tables.length - 1 ? { notes: numberedNotes(figures.notes) } : {}),
      }),
    );
    return [{ title: say(attachment.title), blocks }];
  });
}

/** 注：1.… 2.…; a single note needs no number. */
const numberedNotes = (notes: readonly string[]): readonly string[] =>
  notes.length < 2 ? notes : notes.map((note, index) => `${index + 1}.${note}`);

/** One table needs no caption of its own under its attachment's title; several are numbered （一）（二）. */
function groupTables(figures: FrozenFigures, names: readonly string[] | undefined): Table[] {
  const groups = figures.groups.filter((group) => (names === undefined || names.includes(group.name)) && group.rows.length > 0);
  return groups.map((group, index) => tableOf(group, groups.length > 1 ? `（${chineseOrdinal(index + 1)}）${group.title}` : undefined));
}

function tableOf(group: FrozenGroup, caption: string | undefined): Table {
  return {
    ...(caption === undefined ? {} : { caption }),
    columns: group.columns.map(({ title, figure }): Column => columnOf(title, figure)),
    rows: group.rows.map((row) => ({ cells: row.cells.map((cell) => cellOf(cell.shown)) })),
  };
}

function columnOf(title: string, figure: string): Column {
  if (figure === '名次' || figure === '序号') return { title, align: 'center', width: 0.6 };
  return figure === '单位' ? { title, align: 'left', width: 2.4 } : { title, align: 'right' };
}

/** A figure printed as a plain number is a number in every format; anything else is the text as printed. */
const cellOf = (shown: string): Cell => (/^-?(0|[1-9]\d{0,14})(\.\d*[1-9])?$/.test(shown) ? Number(shown) : shown);

/** Every area with its total, its own level and the units below it; remarks on single figures become notes. */
function areasTable(figures: FrozenFigures, columnTitle: string): Table {
  const remarks = figures.areas.flatMap((area) =>
    area.rows.flatMap((row) => (row.remark === undefined ? [] : [`${row.unit}：${row.remark}。`])),
  );
  return {
    columns: [
      { title: '地区', align: 'left', width: 1.6 },
      { title: '单位', align: 'left', width: 2 },
      { title: columnTitle, align: 'right' },
    ],
    rows: figures.areas.flatMap((area) =>
      area.rows.map((row, index) => ({ cells: [area.area, row.unit, cellOf(row.shown)], ...(index === 0 ? { emphasis: true } : {}) })),
    ),
    ...(remarks.length > 0 ? { notes: remarks } : {}),
  };
}
