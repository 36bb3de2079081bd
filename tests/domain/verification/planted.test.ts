import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../../src/domain/document.ts';
import type { FindingKind } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { readDocument } from '../../../src/reading/read.ts';
import { readPlanted, sharedFolder } from './plain-reader.ts';

interface Planted {
  readonly file: string;
  readonly clean: boolean;
  readonly kind?: string;
  readonly where?: string;
}

const kindOf: Readonly<Record<string, FindingKind>> = {
  'wrong-sum': 'sum',
  'wrong-row-arithmetic': 'row-arithmetic',
  'wrong-rank-number': 'rank',
  'rank-skips': 'rank',
  'wrong-order-vs-note': 'order',
  'duplicate-unit': 'duplicate-row',
  'narrative-total-mismatch': 'narrative',
  'narrative-group-mismatch': 'narrative',
  'wrong-rate': 'rate',
  'wrong-rounding': 'rounding',
};

const all: readonly Planted[] = JSON.parse(readFileSync(`${sharedFolder}planted-faults/index.json`, 'utf8'));
const faulty = all.filter(({ kind }) => kind !== undefined && kindOf[kind] !== undefined);
/** Files whose fault is of a kind that is not about figures: here they count as clean. Annual reports have tests of their own. */
const sound = all.filter((one) => !faulty.includes(one) && !one.kind?.startsWith('annual-'));

/** Text and html by the small reader here, the rest by the product's own. */
async function read(file: string): Promise<ReadDocument> {
  if (/\.(?:txt|html)$/u.test(file)) return readPlanted(file);
  return readDocument(readFileSync(`${sharedFolder}planted-faults/${file}`), file);
}

describe('planted faults', () => {
  it.each(faulty)('finds the $kind in $file at $where', async ({ file, kind, where }) => {
    const document = await read(file);
    const expected: { fault: { stated?: unknown; expected?: unknown } } = JSON.parse(
      readFileSync(`${sharedFolder}planted-faults/${file}.json`, 'utf8'),
    );
    const found = verify(document).filter((finding) => finding.kind === kindOf[kind!]);
    expect(found).toHaveLength(1);
    const [finding] = found;
    const [caption = '', unit, column] = where!.split(' / ');
    if (caption === 'text') {
      expect(document.paragraphs[finding!.where.paragraph!]).toContain(String(expected.fault.stated));
      expect(finding).toMatchObject({ severity: 'error', stated: expected.fault.stated, expected: expected.fault.expected });
      return;
    }
    const table = document.tables[finding!.where.table!]!;
    if (table.caption !== undefined) expect(caption).toContain(table.caption);
    // without a head of its own, a table's first row may have been read as its titles
    const row = finding!.where.row === undefined ? table.columns : table.rows[finding!.where.row]!;
    expect(row.map((cell) => String(cell).replace(/\s/gu, ''))).toContain(unit);
    if (column !== undefined) expect(table.columns[finding!.where.column!]).toBe(column);
    if (column !== undefined && expected.fault.stated !== undefined) {
      expect([Number(finding!.stated), Number(finding!.expected)]).toEqual([
        Number(expected.fault.stated),
        Number(expected.fault.expected),
      ]);
    }
  });

  it.each(sound)('raises no false alarm in $file', async ({ file }) => {
    expect(verify(await read(file))).toEqual([]);
  });

  it('has seen every kind that is about figures', () => {
    expect(new Set(faulty.map(({ kind }) => kindOf[kind!]))).toEqual(
      new Set(['sum', 'row-arithmetic', 'rank', 'order', 'duplicate-row', 'narrative', 'rate', 'rounding']),
    );
    expect(sound.length).toBeGreaterThan(30);
  });
});
