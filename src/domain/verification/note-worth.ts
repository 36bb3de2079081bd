import { type DocumentTables, documentNotes } from './notes.ts';
import { columnsOf, type TableView } from './table-view.ts';

/** What the notes say one item of a column is worth: this much and nothing else, several worths, or nothing. */
export type NoteWorth = { readonly kind: 'one'; readonly points: number } | { readonly kind: 'several' | 'none' };

const worthShape = /(\d+(?:\.\d+)?)分/gu;
const eachItem = /每[^，,；;。]{0,12}?(?:条|篇|件|则)|(?:采用|采纳|录用|刊用|报送|上报)(?:一|1)(?:条|篇|件|则)/u;
const takenOff = /扣|减/u;

/** Two letters in a row of the title stand in the clause: 约稿得分 is what 约稿信息采用加10分 speaks of. */
function speaksOf(clause: string, title: string): boolean {
  const core = title.replace(/得分|分值|分数|积分|总分|采用|信息|分$/gu, '');
  return Array.from(core).some((letter, at) => at + 1 < core.length && clause.includes(`${letter}${core[at + 1]}`));
}

/**
 * What one item is worth in a column of points, by the notes. Worths that belong to other columns of points (约稿得分, 扣分) are left out;
 * where others remain (头条6分), items of one column are not all worth the same.
 */
export function noteWorth(view: DocumentTables, table: TableView, points: number): NoteWorth {
  const others = columnsOf(table, 'points').filter((column) => column !== points);
  const elsewhere = (clause: string): boolean =>
    others.some((column) => {
      const { title } = table.columns[column]!;
      return speaksOf(clause, title) || (takenOff.test(clause) && /扣|减|附加|加减/u.test(title));
    });
  const clauses = documentNotes(view).flatMap(({ text }) => text.split(/[，,；;。、]/u));
  const worths = clauses.flatMap((clause) =>
    [...clause.matchAll(worthShape)].flatMap((match) =>
      elsewhere(clause) ? [] : [{ points: Number(match[1]) * (takenOff.test(clause) ? -1 : 1), each: eachItem.test(clause) }],
    ),
  );
  const distinct = new Set(worths.map((worth) => worth.points));
  const [only] = distinct;
  if (only === undefined) return { kind: 'none' };
  if (distinct.size > 1) return { kind: 'several' };
  return worths.some(({ each }) => each) ? { kind: 'one', points: only } : { kind: 'none' };
}
