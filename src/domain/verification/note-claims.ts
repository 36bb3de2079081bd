import type { DocumentView } from './document-view.ts';
import { chineseNumber, same, squeeze } from './figures.ts';
import type { FindingPlace } from './finding.ts';
import { documentNotes, type Note } from './notes.ts';
import type { TableView } from './table-view.ts';

/** What a note says one item is worth: 每采用1条信息得5分, 约稿信息采用加10分. */
export interface Claim {
  readonly points: number;
  /** For every item, not once: 每…条, 采用一条. */
  readonly each: boolean;
  readonly clause: string;
  readonly where: FindingPlace;
}

const worth = /(\d+(?:\.\d+)?|[一二三四五六七八九十百]{1,3})分(?!之|别|钟|公司|局|组|类|部|管|中心|数|值|为)/gu;
const eachItem =
  /每[^，,；;。]{0,14}?(?:条|篇|件|则|次|期|期次|个)|(?:^|[^\d])(?:一|1)(?:条|篇|件|则|次)|(?:条|篇|件|则|次)(?:计|得|记|加|折|按)/u;
const takenOff = /扣|减|罚/u;
/** A paragraph of the text that says what items are worth. */
const explains = /计分|记分|评分|积分|分值|每[^，。；]{0,14}?(?:条|篇|件)[^，。；]{0,8}\d+(?:\.\d+)?分/u;

function explaining(view: DocumentView): readonly Note[] {
  const notes = documentNotes(view);
  const known = new Set(notes.map(({ where }) => where.paragraph));
  const others = view.document.paragraphs.flatMap((text, paragraph): readonly Note[] =>
    known.has(paragraph) || !explains.test(squeeze(text)) ? [] : [{ text: squeeze(text), where: { paragraph } }],
  );
  return [...notes, ...others];
}

/** All that notes, and paragraphs that explain the counting, say of the worth of items; a clause each. */
export function claimsOf(view: DocumentView): readonly Claim[] {
  return explaining(view).flatMap(({ text, where }) =>
    text.split(/[，,；;。、]/u).flatMap((clause) =>
      [...clause.matchAll(worth)].map(([, told = '']): Claim => {
        const points = /\d/u.test(told) ? Number(told) : chineseNumber(told);
        return { points: takenOff.test(clause) ? -points : points, each: eachItem.test(clause), clause, where };
      }),
    ),
  );
}

/** Kinds of items that are worth something of their own; a claim about them is about no plain column. */
const kinds =
  /解读|访谈|约稿|头条|头版|图片|图文|视频|音频|调研|专题|批示|综合|简讯|转发|上级|省|自治区|国家|国务院|中央|媒体|新媒体|微信|错|漏/gu;

const core = (title: string): string =>
  title.replace(/得分|分值|分数|积分|总分|合计|条数|篇数|件数|数量|信息|\([^()]*\)|[条篇件数分]$/gu, '');

/** How many pairs of letters of the titles stand in a clause. */
export function pairsShared(clause: string, titles: readonly string[]): number {
  const pairs = new Set(titles.map(core).flatMap((title) => Array.from(title, (letter, at) => `${letter}${title[at + 1] ?? ''}`)));
  return [...pairs].filter((pair) => pair.length === 2 && clause.includes(pair)).length;
}

/** Whether a clause names a kind of item that none of the titles names. */
export function ofAnotherKind(clause: string, titles: readonly string[]): boolean {
  return [...clause.matchAll(kinds)].some(([kind]) => !titles.some((title) => title.includes(kind)));
}

/** The greatest number that divides all, or undefined where one of them is no whole number. */
export function commonDivisor(values: readonly number[]): number | undefined {
  if (values.length === 0 || values.some((value) => !Number.isInteger(value))) return undefined;
  return values.map(Math.abs).reduce((a, b) => {
    let [x, y] = [a, b];
    while (y !== 0) [x, y] = [y, x % y];
    return x;
  });
}

/** The cells of a column that are neither empty nor nothing. */
export const worthsIn = (table: TableView, column: number): readonly number[] =>
  table.rows.flatMap((row) => {
    const { kind, value } = row.cells[column]!;
    return row.kind === 'unit' && kind === 'number' && !same(value, 0) ? [value] : [];
  });
