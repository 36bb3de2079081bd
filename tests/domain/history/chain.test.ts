import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { checkHistory } from '../../../src/domain/history/chain.ts';
import type { HistoryFinding } from '../../../src/domain/history/finding.ts';
import { printedHead, readHead } from '../../../src/domain/history/head.ts';
import { type HistoryRow, lineText, momentText } from '../../../src/domain/history/line.ts';
import { firstPrevious, type HistorySeal, sealLines } from '../../../src/domain/history/seal.ts';
import '../../support/properties.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const sealedAt = momentText(new Date('2024-02-29T01:02:03.456Z'));

const lineOf = (id: number, reason: string | null = null): HistoryRow => ({
  id,
  thing: 'submission',
  thingId: String(id),
  step: 'submission.submit',
  from: 'draft',
  to: 'submitted',
  by: '张三',
  person: 7,
  reason,
  detail: '{"字": 1.0}',
  at: '2024-02-29T01:02:03.456789Z',
});

interface History {
  readonly rows: readonly HistoryRow[];
  readonly seals: readonly HistorySeal[];
}

/** Rows with the seals of a site: `sizes` lines each. */
function sealed(rows: readonly HistoryRow[], sizes: readonly number[], site = 'a-site'): History {
  const seals: HistorySeal[] = [];
  let at = 0;
  for (const size of sizes) {
    const covered = rows.slice(at, at + size);
    if (covered.length === 0) break;
    const previous = seals.at(-1)?.sha256 ?? firstPrevious;
    seals.push({ ...sealLines(site, previous, covered, sealedAt, sha256), id: seals.length + 1 });
    at += size;
  }
  return { rows, seals };
}

function check({ rows, seals }: History, site = 'a-site', heads: readonly string[] = [], asked?: string) {
  const issued = heads.map((head, index) => ({ head, issue: `2024年第${index + 1}期通报`, bulletin: index + 1 }));
  const history = checkHistory(site, sha256, issued, asked);
  let at = 0;
  for (const seal of seals) {
    history.seal(seal);
    for (let row = rows[at]; row && row.id <= seal.last; row = rows[at]) {
      history.line(row);
      at += 1;
    }
  }
  return history.end();
}
const kinds = (findings: readonly HistoryFinding[]) => findings.map(({ kind, line, seal }) => [kind, line ?? `seal ${seal}`]);

/** Ten lines under ids with gaps, since other sites have lines between; seals of 3, 3 and 4 lines. */
const ten = Array.from({ length: 10 }, (_, index) => lineOf(index * 5 + 3, `第${index}条`));
const sizes = [3, 3, 4];
const whole = sealed(ten, sizes);
const [first, second, third] = whole.seals as [HistorySeal, HistorySeal, HistorySeal];

describe('the text of a line', () => {
  it('is canonical JSON of every column but the id', () => {
    const { id, ...columns } = lineOf(3, '理由');
    expect(lineText({ id, ...columns })).toBe(canonicalJson(columns));
  });
});

describe('a sealed history', () => {
  it('is found intact, with its head and the number of its lines', () => {
    expect(check(whole)).toEqual({ seals: 3, lines: 10, head: third.sha256, findings: [], found: 0, asked: undefined });
  });

  it('names a line whose content was changed', () => {
    const rows = ten.with(4, { ...ten[4]!, by: '李四' });
    expect(kinds(check({ rows, seals: whole.seals }).findings)).toEqual([['line-changed', 23]]);
  });

  it.each([0, 1, 4, 8, 9])('names the line that was deleted: the one at place %i', (place) => {
    const { findings, lines } = check({ rows: ten.toSpliced(place, 1), seals: whole.seals });
    expect(kinds(findings)).toEqual([['line-missing', ten[place]!.id]]);
    expect(lines).toBe(9);
  });

  it.each([1, 4, 17, 47])('names a line that was put in under the id %i', (id) => {
    const rows = [...ten, lineOf(id, '添的')].sort((a, b) => a.id - b.id);
    expect(kinds(check({ rows, seals: whole.seals }).findings)).toEqual([['line-inserted', id]]);
  });

  it('says of two lines that changed places which they were', () => {
    const rows = ten.with(0, { ...ten[1]!, id: ten[0]!.id }).with(1, { ...ten[0]!, id: ten[1]!.id });
    expect(check({ rows, seals: whole.seals }).findings).toMatchObject([
      { kind: 'line-moved', line: 3, message: expect.stringContaining('第 8 行') },
      { kind: 'line-moved', line: 8, message: expect.stringContaining('第 3 行') },
    ]);
  });

  it('says of a line under a new id where it was', () => {
    const rows = ten.with(1, { ...ten[1]!, id: 9 });
    expect(kinds(check({ rows, seals: whole.seals }).findings)).toEqual([['line-moved', 9]]);
  });

  it('names the seal behind which another one was taken out, once, with its lines', () => {
    const { findings } = check({ rows: ten, seals: [first, third] });
    expect(findings).toMatchObject([{ kind: 'seal-missing', seal: 3, message: expect.stringContaining('3 行不在任何封存之内') }]);
    expect(kinds(check({ rows: ten, seals: [second, third] }).findings)).toEqual([['seal-missing', 'seal 2']]);
  });

  it.each([
    ['its hash', { sha256: 'a'.repeat(64) }],
    ['its time', { sealedAt: '2024-02-29T01:02:03.456001Z' }],
    ['its count', { lines: 4 }],
    ['its first line', { first: 17 }],
    ['its marks', { marks: [{ id: 18, mark: '0'.repeat(16) }] }],
  ])('names a seal whose own record was changed: %s', (_, change) => {
    const { findings } = check({ rows: ten, seals: [first, { ...second, ...change }, third] });
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'seal-changed', seal: 2 }));
  });

  it('is not that of another site', () => {
    expect(check(whole, 'b-site').found).toBe(3);
  });

  it('counts all findings and lists the first 200', () => {
    const rows = Array.from({ length: 500 }, (_, index) => lineOf(index + 1));
    const { seals } = sealed(rows, [500]);
    const { found, findings, lines } = check({ rows: rows.map((row) => ({ ...row, by: '某' })), seals });
    expect([found, findings.length, lines]).toEqual([500, 200, 0]);
  });
});

describe('the head that a bulletin printed', () => {
  it('is found by its printed digits, and tells the seal', () => {
    const { asked, found } = check(whole, 'a-site', [first.sha256, second.sha256], readHead(printedHead(second.sha256)));
    expect({ asked, found }).toEqual({ asked: { seal: 2, sealedAt, intact: true }, found: 0 });
  });

  it.each([
    ['all seals made anew over a changed line', () => sealed(ten.with(0, lineOf(3, '改写')), sizes)],
    ['all seals made anew without the first line', () => sealed(ten.slice(1), sizes)],
    ['the end cut off with its seal', () => ({ rows: ten.slice(0, 3), seals: whole.seals.slice(0, 1) })],
    ['everything taken away', () => ({ rows: [], seals: [] })],
  ])('gives away %s', (_, forge) => {
    expect(check(forge()).found).toBe(0);
    const { findings, asked } = check(forge(), 'a-site', [second.sha256], printedHead(second.sha256));
    expect(findings).toMatchObject([{ kind: 'head-missing', bulletin: 1, message: expect.stringContaining(printedHead(second.sha256)) }]);
    expect(asked).toBeUndefined();
  });

  it('is found where lines before it were changed, and said not to be as it was', () => {
    const rows = ten.with(0, lineOf(3, '改写'));
    expect(check({ rows, seals: whole.seals }, 'a-site', [second.sha256], second.sha256)).toMatchObject({
      asked: { seal: 2, intact: false },
      findings: [{ kind: 'line-changed', line: 3 }],
    });
  });

  it('is read with spaces and capitals, and nothing else is a head', () => {
    expect(readHead(` ${'AB12 '.repeat(8)}`)).toBe('ab12'.repeat(8));
    for (const text of ['', 'ab12', 'g'.repeat(32), 'a'.repeat(65)]) expect(readHead(text)).toBeUndefined();
  });
});

describe('any history', () => {
  const rowsOf = fc
    .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 10_000 }), text: fc.string({ unit: 'binary' }) }), {
      minLength: 1,
      maxLength: 40,
      selector: ({ id }) => id,
    })
    .map((list) => list.toSorted((a, b) => a.id - b.id).map(({ id, text }) => lineOf(id, text.toWellFormed())));
  const history = fc
    .tuple(rowsOf, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 40, maxLength: 40 }))
    .map(([rows, parts]) => sealed(rows, parts));

  it('is intact as it was sealed, however it was cut into seals', () => {
    fc.assert(
      fc.property(history, (made) => {
        expect(check(made)).toMatchObject({ found: 0, lines: made.rows.length, head: made.seals.at(-1)?.sha256 });
      }),
    );
  });

  it('is found broken after any change of one line, its taking away, or one more line', () => {
    const change = fc.record({
      what: fc.constantFrom('change', 'take', 'add', 'renumber'),
      place: fc.nat(),
      column: fc.constantFrom('thing', 'thingId', 'step', 'from', 'to', 'by', 'reason', 'detail', 'at'),
      id: fc.integer({ min: 1, max: 10_000 }),
    });
    fc.assert(
      fc.property(history, change, (made, { what, place, column, id }) => {
        const at = place % made.rows.length;
        const row = made.rows[at]!;
        const last = made.rows.at(-1)!.id;
        const free = Array.from({ length: last }, (_, index) => index + 1).find(
          (one) => one >= Math.min(id, last) && !made.rows.some((other) => other.id === one),
        );
        fc.pre(what === 'change' || what === 'take' || free !== undefined);
        const rows = {
          change: () => made.rows.with(at, { ...row, [column]: `${row[column as 'by']}。` }),
          take: () => made.rows.toSpliced(at, 1),
          add: () => [...made.rows, lineOf(free ?? 0, '添')],
          renumber: () => made.rows.with(at, { ...row, id: free ?? 0 }),
        }[what as 'change']();
        const { found, lines } = check({ rows: rows.toSorted((a, b) => a.id - b.id), seals: made.seals });
        expect(found).toBeGreaterThan(0);
        expect(lines).toBeLessThan(made.rows.length + (what === 'add' ? 1 : 0));
      }),
    );
  });

  it('is found broken after any seal is taken away but the last ones', () => {
    fc.assert(
      fc.property(history, fc.nat(), (made, place) => {
        fc.pre(made.seals.length > 1);
        const at = place % (made.seals.length - 1);
        expect(check({ rows: made.rows, seals: made.seals.toSpliced(at, 1) }).found).toBe(1);
      }),
    );
  });
});
