// Joint events in tables: what would be offered as one event shares a number, whatever else is said.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKeys } from '../../src/text/similar/event-keys.ts';
import { type Account, jointEvent, signsOf } from '../../src/text/similar/events.ts';

const titles = ['全县校园安全工作会议召开', '防汛应急演练在青山水库举行', '“书香河口”全民阅读活动启动', '双河大桥通车', '城关镇植树'];
const sentences = [
  ...['3月5日，', '4月23日上午，', '2024年6月1日，', '副县长李强出席并讲话。', '县委书记王明观摩。', '“书香河口”全民阅读活动举行。'],
  ...['在青山水库组织演练，', '300余人参加。', '排查隐患132处，', '总投资3.2亿元。', '全县校园安全工作会议召开，', '双河大桥通车。'],
];
const account: fc.Arbitrary<Account> = fc.record({
  title: fc.constantFrom(...titles),
  text: fc.array(fc.constantFrom(...sentences), { maxLength: 8 }).map((said) => said.join('')),
  on: fc.option(fc.integer({ min: 19_780, max: 19_790 }), { nil: undefined }),
});
const shares = (one: readonly number[], other: readonly number[]): boolean => !new Set(one).isDisjointFrom(new Set(other));

describe('the numbers of an event', () => {
  it('are shared by whatever is offered as one event', () => {
    let same = 0;
    fc.assert(
      fc.property(account, account, fc.integer(), (one, other, salt) => {
        if (!jointEvent(signsOf(one), signsOf(other)).same) return;
        same += 1;
        expect(shares(eventKeys(one, salt), eventKeys(other, salt))).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(same).toBeGreaterThan(50);
  });
  it('are none where no day is named, and another office’s are others', () => {
    const one = { title: '全县校园安全工作会议召开', text: '副县长李强出席并讲话。' };
    expect(eventKeys(one, 1)).toEqual([]);
    const dated = { ...one, on: 19_787 };
    expect(eventKeys(dated, 1).length).toBeGreaterThan(3);
    expect(shares(eventKeys(dated, 1), eventKeys(dated, 2))).toBe(false);
  });
  it('are whole numbers of 32 bits, few, each once, and the same each time, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((piece) => `3月5日${piece}12个`.repeat(50)),
    );
    fc.assert(
      fc.property(text, text, fc.option(fc.integer({ min: -1000, max: 50_000 }), { nil: undefined }), (title, body, on) => {
        const keys = eventKeys({ title, text: body, on }, 7);
        expect(keys.length).toBeLessThanOrEqual(256);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(key | 0).toBe(key);
        expect(eventKeys({ title, text: body, on }, 7)).toEqual(keys);
      }),
    );
  });
});
