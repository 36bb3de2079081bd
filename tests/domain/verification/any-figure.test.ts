// What holds for the figures of any bulletin of any office: one that is wrong is found in its cell or its sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, ReadDocument } from '../../../src/domain/document.ts';
import { percentage } from '../../../src/domain/verification/figures.ts';
import type { Finding, FindingKind } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { anyBulletin, anyRated, anyScored, withCell, withParagraph } from './any-office.ts';

const found = (document: ReadDocument, kind: FindingKind): readonly Finding[] =>
  verify(document).filter((finding) => finding.kind === kind);
const placesOf = (findings: readonly Finding[]) => findings.map(({ where }) => [where.table, where.row, where.column]);
const runs = { numRuns: 40 };

const withTotals = anyBulletin.filter(({ document }) => document.tables.every(({ rows }) => rows.at(-1)![0] === '合计'));
const inGroups = anyScored.filter(({ document }) => document.tables.length === 2);
const inRanks = anyScored.filter(({ document }) => /排名|名次/u.test(document.tables[0]!.columns[0]!));

/** The document with two rows of a table exchanged. */
function exchanged(document: ReadDocument, table: number, a: number, b: number): ReadDocument {
  const rows = document.tables[table]!.rows;
  const swapped = rows.with(a, rows[b]!).with(b, rows[a]!);
  return { ...document, tables: document.tables.map((one, at) => (at === table ? { ...one, rows: swapped } : one)) };
}

describe('a figure that is wrong', () => {
  it('in a total line is found there', () => {
    fc.assert(
      fc.property(withTotals, fc.nat(), fc.integer({ min: 1, max: 90 }), ({ document }, at, by) => {
        const { rows, columns } = document.tables[0]!;
        const row = rows.length - 1;
        const column = columns.length === 5 && /率/u.test(columns[4]!) ? 2 + (at % 2) : 1 + (at % 4);
        const wrong = withCell(document, 0, row, column, Number(rows[row]![column]) + by);
        expect(placesOf(found(wrong, 'sum').filter(({ severity }) => severity === 'error'))).toEqual([[0, row, column]]);
      }),
      runs,
    );
  });

  it('in the total of a row is found there', () => {
    fc.assert(
      fc.property(inGroups, fc.nat(), fc.integer({ min: 1, max: 90 }), ({ document }, at, by) => {
        const { rows } = document.tables[1]!;
        const row = at % (rows.length - 1);
        const wrong = withCell(document, 1, row, 4, Number(rows[row]![4]) + by);
        expect(placesOf(found(wrong, 'row-arithmetic'))).toEqual([[1, row, 4]]);
      }),
      runs,
    );
  });

  it('in the ranks is found there', () => {
    fc.assert(
      fc.property(inRanks, fc.nat(), fc.constantFrom(-2, 3, 40), ({ document }, at, by) => {
        const { rows } = document.tables[0]!;
        const row = 2 + (at % (rows.length - 2));
        const wrong = withCell(document, 0, row, 0, Number(rows[row]![0]) + by);
        expect(placesOf(found(wrong, 'rank'))).toEqual([[0, row, 0]]);
      }),
      runs,
    );
  });

  it('that skips a rank is found where it begins', () => {
    fc.assert(
      fc.property(inRanks, fc.nat(), ({ document }, at) => {
        const { rows } = document.tables[0]!;
        const from = 2 + (at % (rows.length - 4));
        const skipped = rows.map((cells, row): readonly Cell[] => (row < from ? cells : [Number(cells[0]) + 1, ...cells.slice(1)]));
        const wrong = { ...document, tables: [{ ...document.tables[0]!, rows: skipped }] };
        expect(placesOf(found(wrong, 'rank'))).toEqual([[0, from, 0]]);
      }),
      runs,
    );
  });

  it('in the text is found there', () => {
    fc.assert(
      fc.property(anyBulletin, fc.integer({ min: 1, max: 60 }), ({ document }, by) => {
        const at = document.paragraphs.findIndex((text) => /[共布](?:采用)?[^\d]*\d+条。$/u.test(text));
        const text = document.paragraphs[at]!.replace(/(\d+)条。$/u, (_, count: string) => `${Number(count) + by}条。`);
        expect(found(withParagraph(document, at, text), 'narrative').map(({ where }) => where.paragraph)).toEqual([at]);
      }),
      runs,
    );
  });

  it('in a rate is found there, and told from a wrong rounding', () => {
    fc.assert(
      fc.property(anyRated, fc.nat(), ({ document }, at) => {
        const { rows } = document.tables[0]!;
        const row = at % (rows.length - 1);
        const [, , sent, used, rate] = rows[row]!;
        const far = `${Math.max(1, Number.parseFloat(String(rate)) - 9)}%`;
        fc.pre(Number.parseFloat(far) !== Number.parseFloat(String(rate)));
        expect(placesOf(found(withCell(document, 0, row, 4, far), 'rate'))).toEqual([[0, row, 4]]);
        const decimals = String(rate).split('.')[1]?.replace('%', '').length ?? 0;
        const exact = (Number(used) / Number(sent)) * 100;
        const right = percentage(Number(used), Number(sent), decimals);
        const other = (right > exact ? right - 10 ** -decimals : right + 10 ** -decimals).toFixed(decimals);
        fc.pre(Math.abs(exact - right) > 1e-9);
        expect(placesOf(found(withCell(document, 0, row, 4, `${other}%`), 'rounding'))).toEqual([[0, row, 4]]);
      }),
      runs,
    );
  });
});

describe('a row that is wrong', () => {
  it('because its unit stands above already is found', () => {
    fc.assert(
      fc.property(anyBulletin, fc.nat(), fc.nat(), ({ document }, a, b) => {
        const { rows, columns } = document.tables[0]!;
        const name = columns.findIndex((title) => /单位/u.test(title));
        const count = rows.at(-1)![0] === '合计' ? rows.length - 1 : rows.length;
        const [first, again] = [a % count, b % count].toSorted((x, y) => x - y) as [number, number];
        fc.pre(first !== again);
        const wrong = withCell(document, 0, again, name, rows[first]![name]!);
        expect(found(wrong, 'duplicate-row').map(({ where }) => where.row)).toEqual([again]);
      }),
      runs,
    );
  });

  it('because it stands in another place than the note says is found', () => {
    fc.assert(
      fc.property(inGroups, fc.nat(), ({ document }, at) => {
        const rows = document.tables[0]!.rows;
        const [a, b] = [at % (rows.length - 1), (at + 2) % (rows.length - 1)].toSorted((x, y) => x - y) as [number, number];
        fc.pre(rows.length > 5 && a !== b && rows[a]![4] !== rows[b]![4]);
        // plain 得分 might be any column of points
        const total = document.tables[0]!.columns[4]!;
        const paragraphs = document.paragraphs.map((text) => text.replace('按得分', `按${total}`));
        const wrong = exchanged({ ...document, paragraphs }, 0, a, b);
        const places = found(wrong, 'order').map(({ where }) => where.row);
        expect(places.length).toBeGreaterThan(0);
        expect(places.every((row) => row !== undefined && row >= a && row <= b)).toBe(true);
      }),
      runs,
    );
  });
});
