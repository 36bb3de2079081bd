// An office's words as rows of a table: what is copied can be pasted again, and what cannot be read is told line by line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryFindings, entryKinds } from '../../src/domain/wording/entry.ts';
import { putOf, readLines, tableLine } from '../../src/web/pages/site-wording/entry-lines.ts';

const word = fc.string({ unit: fc.constantFrom('弱', '势', '群', '众', '=', '-', '@', '+', 'A'), minLength: 2, maxLength: 6 });

describe('words as rows of a table', () => {
  it('come back as they were', () => {
    const entry = fc.record({
      kind: fc.constantFrom(...entryKinds),
      find: word,
      put: fc.uniqueArray(word, { maxLength: 3 }),
      why: fc.option(word, { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const sound = entries.filter((one) => entryFindings({ ...one, why: one.why ?? undefined }).length === 0);
        expect(readLines(sound.map(tableLine).join('\n'))).toEqual({ entries: sound, wrong: [] });
      }),
    );
  });

  it('are not formulas for a spreadsheet', () => {
    expect(tableLine({ kind: 'forbidden', find: '=1+1', put: [], why: '@x' })).toBe("禁用词\t'=1+1\t\t'@x");
  });

  it('are read with heads, empty lines and commas, and told of by their lines', () => {
    expect(readLines('种类\t词语\t应为\n\n错别字,攻府,政府\n白名单\t弱\n别的\t甲乙')).toEqual({
      entries: [{ kind: 'confusion', find: '攻府', put: ['政府'], why: null }],
      wrong: [expect.stringContaining('第 4 行'), '第 5 行：没有“别的”这个种类'],
    });
  });

  it('have several corrections in one cell', () => {
    expect(putOf('困难群众、 困难家庭；')).toEqual(['困难群众', '困难家庭']);
  });
});
