// Confusion sets: what may have been meant where a character stands.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConfusionRow, confusionAt, confusionKind, readConfusions, weightStep, writeConfusions } from '../../src/text/confusions.ts';

const code = (character: string): number => character.charCodeAt(0);
const shipped = readConfusions(readFileSync(new URL('../../assets/confusions/confusions.bin', import.meta.url)));
const kindsOf = (written: string, meant: string): number => {
  const at = confusionAt(shipped, code(written), code(meant));
  return at < 0 ? 0 : shipped.kinds[at]!;
};

describe('confusion sets', () => {
  it('come back from their bytes as they were written', () => {
    const unit = fc.integer({ min: 0x4e00, max: 0x9fff });
    const candidate = fc.record({
      unit,
      kinds: fc.integer({ min: 1, max: 63 }),
      weight: fc.integer({ min: 0, max: 255 }).map((n) => n * weightStep),
    });
    const rows = fc.uniqueArray(fc.record({ unit, candidates: fc.uniqueArray(candidate, { selector: (one) => one.unit, maxLength: 9 }) }), {
      selector: (one) => one.unit,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, (given: ConfusionRow[]) => {
        const read = readConfusions(writeConfusions(given));
        for (const row of given)
          for (const [nth, one] of row.candidates.entries()) {
            const at = confusionAt(read, row.unit, one.unit);
            expect(at).toBe(read.starts[read.rows[row.unit]! - 1]! + nth);
            expect([read.kinds[at], read.weights[at]! * weightStep]).toEqual([one.kinds, one.weight]);
          }
        expect(confusionAt(read, 0x41, 0x42)).toBe(-1);
      }),
    );
  });
  it('are refused where the bytes are something else or cut short', () => {
    expect(() => readConfusions(new Uint8Array(3))).toThrow(RangeError);
    expect(() => readConfusions(new Uint8Array(64))).toThrow(RangeError);
    const bytes = writeConfusions([{ unit: 0x4e00, candidates: [{ unit: 0x4e01, kinds: 1, weight: 1 }] }]);
    expect(() => readConfusions(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
  });
});

describe('the sets that ship', () => {
  it('hold the mistakes that inspections published', () => {
    for (const [written, meant] of [
      '剑验',
      '剑险',
      '攻政',
      '大共',
      '险除',
      '搞稿',
      '相项',
      '含函',
      '帐账',
      '己已',
      '珐法',
      '呆保',
      '堂党',
      '令领',
    ])
      expect(kindsOf(written!, meant!), `${written}→${meant}`).not.toBe(0);
  });
  it('say how two characters are alike', () => {
    expect(kindsOf('函', '含') & confusionKind.samePinyin).not.toBe(0);
    expect(kindsOf('剑', '验') & confusionKind.component).not.toBe(0);
    expect(kindsOf('相', '项') & confusionKind.samePinyin).not.toBe(0);
    expect(kindsOf('相', '乡') & confusionKind.sameTone).not.toBe(0);
  });
  it('never propose the character itself, and stand likeliest first', () => {
    const { rows, starts, candidates, weights } = shipped;
    const wrong: string[] = [];
    for (const [unit, row] of rows.entries()) {
      if (row === 0) continue;
      for (let at = starts[row - 1]!; at < starts[row]!; at += 1)
        if (candidates[at] === unit || (at > starts[row - 1]! && weights[at]! < weights[at - 1]!)) wrong.push(String.fromCharCode(unit));
    }
    expect(wrong).toEqual([]);
  });
});
