import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShippedRules } from '../../src/engines/shipped-text.ts';
import { type SiteWording, siteLook } from '../../src/text/site-layers.ts';

const shipped = await readShippedRules();
const on = '2024-05-15';
const wording = (given: Partial<SiteWording> = {}): SiteWording => ({
  ...{ site: 'office', version: '1', entries: [], off: [], allowed: [], holders: [], units: [], formerUnits: [] },
  ...given,
});
const found = (given: Partial<SiteWording>, text: string, point: 'strict' | 'full' = 'strict', day = on) =>
  siteLook(shipped, wording(given))(text, point, day);

describe("an office's own wording", () => {
  it('is found at once, with the correction and the reason, and says that it is the office that says so', () => {
    const entries = [{ kind: 'forbidden', find: '弱势群众', put: ['困难群众'], why: '省里统一的说法' }] as const;
    expect(found({ entries }, '走访弱势群众。')).toEqual([
      {
        ...{ start: 2, end: 6, text: '弱势群众', kind: 'forbidden', severity: 'error', suggestions: ['困难群众'], rule: '本站用语表' },
        message: '本站不用“弱势群众”，应为“困难群众”。省里统一的说法',
      },
    ]);
  });

  it('is found in traditional characters and full width too, and an entry that shows nothing finds nothing', () => {
    const entries = [
      { kind: 'caution', find: '领头ABC', put: [] },
      { kind: 'forbidden', find: '\u200b\u200b', put: [] },
    ] as const;
    expect(found({ entries }, '說是領頭ＡＢＣ吧').map(({ kind, severity, message }) => [kind, severity, message])).toEqual([
      ['caution', 'warning', '“領頭ＡＢＣ”请斟酌。'],
    ]);
  });

  it('silences what ships: a word of a list, a rule, a protected phrase', () => {
    const text = '投搞电话13800000000，县人民攻府。';
    const kinds = (off: readonly string[]) => found({ off }, text).map(({ kind }) => kind);
    expect(kinds([])).toEqual(expect.arrayContaining(['typo', 'privacy']));
    expect(kinds(['confusions:投搞', 'rule:privacy-mobile'])).not.toContain('privacy');
    expect(found({ off: ['confusions:投搞'] }, '投搞')).toEqual([]);
  });

  it('lets an allowed phrase stand, whatever is said of words within it, and nothing beyond it', () => {
    expect(found({ allowed: ['热线13800000000'] }, '热线13800000000，手机13800000000').map(({ start }) => start)).toEqual([16]);
    expect(found({ allowed: ['投搞酷'] }, '投搞酷和投搞').map(({ start }) => start)).toEqual([4]);
  });

  it('knows who held which post on the day of the text', () => {
    const holders = [
      { name: '王建国', post: '县长', from: '2020-01-01', to: '2023-12-31' },
      { name: '李卫东', post: '县长', from: '2024-01-01' },
    ];
    const messages = (text: string, day: string) => found({ holders }, text, 'strict', day).map(({ message }) => message);
    expect(messages('县长王建国讲话', '2024-05-15')[0]).toContain('不在任“县长”');
    expect(messages('县长王建国讲话', '2023-05-15')).toEqual([]);
    expect(messages('县长李卫冬讲话', '2024-05-15')[0]).toContain('应为“李卫东”');
  });

  it('knows the units of the site: a name that is nearly one, and one of old', () => {
    const given = {
      units: ['沙河县农牧和科技局', '沙河县政务服务局'],
      formerUnits: [{ phrase: '沙河县农牧水利局', until: '2021-03-01', now: '沙河县农牧和科技局' }],
    };
    expect(found(given, '沙河县农牧和科枝局报送')[0]).toMatchObject({ kind: 'protected-phrase', suggestions: ['沙河县农牧和科技局'] });
    expect(found(given, '原沙河县农牧水利局报送', 'full')[0]).toMatchObject({ severity: 'note' });
  });

  it('never throws, and every finding stands where it says, whatever an office writes', () => {
    const word = fc.string({ unit: fc.constantFrom('政', '府', '县', '长', '王', 'A', '\u200b', '１', '𠮷', '\n'), maxLength: 6 });
    const entry = fc.record({
      kind: fc.constantFrom('forbidden' as const, 'caution' as const, 'variant' as const, 'confusion' as const),
      find: word,
      put: fc.array(word, { maxLength: 2 }),
    });
    const given = fc.record({
      entries: fc.array(entry, { maxLength: 4 }),
      allowed: fc.array(word, { maxLength: 3 }),
      units: fc.array(word),
    });
    fc.assert(
      fc.property(given, fc.string({ unit: fc.constantFrom('政', '府', '县', '长', '王', 'A', '\u200b', '\n', '𠮷') }), (own, text) => {
        for (const { start, end, text: words } of found(own, text, 'full')) expect(text.slice(start, end)).toBe(words);
      }),
      { numRuns: 30 },
    );
  });
});
