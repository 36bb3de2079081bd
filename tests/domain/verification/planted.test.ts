import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FindingKind } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
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
const readable = all.filter(({ file }) => /\.(?:txt|html)$/u.test(file));
const faulty = readable.filter(({ kind }) => kind !== undefined && kindOf[kind] !== undefined);
/** Files whose fault is of a kind that is not about figures: here they count as clean. */
const sound = readable.filter((one) => !faulty.includes(one));

describe('planted faults', () => {
  it.each(faulty)('finds the $kind in $file at $where', ({ file, kind, where }) => {
    const document = readPlanted(file);
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
    expect(table.caption).toBe(caption);
    expect(table.rows[finding!.where.row!]!.map((cell) => String(cell).replace(/\s/gu, ''))).toContain(unit);
    if (column !== undefined) expect(table.columns[finding!.where.column!]).toBe(column);
    if (column !== undefined && expected.fault.stated !== undefined) {
      expect([Number(finding!.stated), Number(finding!.expected)]).toEqual([
        Number(expected.fault.stated),
        Number(expected.fault.expected),
      ]);
    }
  });

  it.each(sound)('raises no false alarm in $file', ({ file }) => {
    expect(verify(readPlanted(file))).toEqual([]);
  });

  it('has seen every kind that text and html files hold', () => {
    expect(new Set(faulty.map(({ kind }) => kindOf[kind!]))).toEqual(
      new Set(['sum', 'row-arithmetic', 'rank', 'order', 'duplicate-row', 'narrative', 'rate', 'rounding']),
    );
    expect(sound.length).toBeGreaterThan(10);
  });
});
