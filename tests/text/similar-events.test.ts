// Joint events: one meeting that two units report is offered as one; what only looks like it is not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, jointEvent, signsOf } from '../../src/text/similar/events.ts';

const compare = (one: Account, other: Account, known: readonly string[] = []) => jointEvent(signsOf(one, known), signsOf(other, known));

const meeting: Account = {
  title: '全县校园安全工作会议召开',
  text: '3月5日，全县校园安全工作会议召开，副县长李强出席并讲话。会议通报，去年以来共排查隐患132处，整改129处。县公安局、县教育局等15个单位负责人参加。',
  on: 100,
};
const sameEvents: readonly (readonly [string, Account, Account])[] = [
  [
    'a meeting, told by two units',
    meeting,
    {
      title: '县公安局参加校园安全工作会',
      text: '３月５日上午，县公安局负责人参加全县校园安全工作会。李强副县长要求压实责任。据了解，全县已整改隐患129处，公安机关将在上下学时段加派警力56名。',
      on: 100,
    },
  ],
  [
    'a drill, in other words',
    {
      title: '青山水库开展防汛应急演练',
      text: '6月1日，县水利局在青山水库组织防汛应急演练，300余人参加，调用冲锋舟12艘。县委书记王明现场观摩。',
      on: 200,
    },
    {
      title: '防汛演练检验抢险能力',
      text: '县应急管理局消息：6月1日，防汛抢险应急演练在青山水库举行，出动300余人、冲锋舟12艘。县委书记王明观摩。',
      on: 200,
    },
  ],
  [
    'a thing of which one unit gives the day it wrote of it',
    {
      title: '县图书馆举办“书香河口”全民阅读活动',
      text: '4月23日，县图书馆举办“书香河口”全民阅读活动，捐赠图书2600册，读者480人参加。',
      on: 150,
    },
    { title: '“书香河口”全民阅读走进广场', text: '4月23日，“书香河口”全民阅读活动在广场举行，480人参加，捐赠图书2600册。', on: 151 },
  ],
  [
    'a thing whose day stands in the texts alone',
    { title: '双河大桥正式通车', text: '9月28日，双河大桥正式通车，全长1.26公里，总投资3.2亿元。市长陈刚宣布通车。' },
    { title: '总投资3.2亿元的双河大桥通车', text: '9月28日上午，双河大桥通车仪式举行。大桥全长1.26公里。市长陈刚出席。' },
  ],
];
const otherEvents: readonly (readonly [string, Account, Account])[] = [
  ['the meeting of the next week', meeting, { ...meeting, text: meeting.text.replace('3月5日', '3月12日'), on: 107 }],
  [
    'the meeting of the next week, days in the texts alone',
    { ...meeting, on: undefined },
    { ...meeting, text: meeting.text.replace('3月5日', '3月12日'), on: undefined },
  ],
  ['the same text a year later', meeting, { ...meeting, on: 465 }],
  [
    'the same drill in another town on the same day',
    { title: '青山镇开展防汛演练', text: '6月1日，青山镇开展防汛应急演练，镇长周平到场，出动120人。', on: 200 },
    { title: '河口镇开展防汛演练', text: '6月1日，河口镇开展防汛应急演练，镇长吴军到场，出动80人。', on: 200 },
  ],
  [
    'another unit’s own drill on the same day',
    { title: '县教育局开展消防演练', text: '11月9日，县教育局组织机关干部开展消防演练，56人参加。', on: 300 },
    { title: '县水利局开展消防演练', text: '11月9日，县水利局组织机关干部开展消防演练，43人参加。', on: 300 },
  ],
  [
    'another meeting with the same leader on the same day',
    meeting,
    { title: '全县防汛抗旱工作会议召开', text: '3月5日，全县防汛抗旱工作会议召开，副县长李强出席并讲话。', on: 100 },
  ],
  [
    'another one of a series on the same day',
    { title: '县委党校第三期干部培训班开班', text: '5月6日，县委党校第三期干部培训班开班，学员120人。', on: 170 },
    { title: '县委党校第四期干部培训班开班', text: '5月6日，县委党校第四期干部培训班开班，学员120人。', on: 170 },
  ],
  [
    'two places of one round of visits',
    { title: '县领导到柳林小学慰问教师', text: '9月10日，县委书记王明到柳林小学慰问教师，送去慰问金5000元。', on: 260 },
    { title: '县领导到石桥中学慰问教师', text: '9月10日，县委书记王明到石桥中学慰问教师，送去慰问金8000元。', on: 260 },
  ],
  ['titles alone, without any day', { title: '双河大桥正式通车', text: '' }, { title: '双河大桥正式通车', text: '' }],
];

describe('two items', () => {
  for (const [what, one, other] of sameEvents)
    it(`tell of one event: ${what}`, () => {
      expect(compare(one, other)).toMatchObject({ same: true });
    });
  for (const [what, one, other] of otherEvents)
    it(`do not: ${what}`, () => {
      expect(compare(one, other)).toMatchObject({ same: false });
    });
  it('are shown with what both name and count', () => {
    const [, one, other] = sameEvents[0]!;
    expect(compare(one, other)).toMatchObject({ names: ['李强'], numbers: ['129处'] });
    expect(compare(one, other, ['县公安局', '县民政局']).names).toEqual(['县公安局', '李强']);
  });
  it('are compared the same way round and back, within 0 and 1, whatever they hold', () => {
    const piece = fc.constantFrom(
      '3月5日',
      '县长王明',
      '青山镇',
      '“书香河口”',
      '132处',
      '第三期',
      '会议',
      '防汛演练',
      '\ud83d',
      '第',
      '1.2.3亿元',
      '\n',
    );
    const any = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    const account = fc.record({ title: any, text: any, on: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }) });
    fc.assert(
      fc.property(account, account, (one, other) => {
        const [there, back] = [compare(one, other), compare(other, one)];
        expect(there).toEqual(back);
        expect(there.score).toBeGreaterThanOrEqual(0);
        expect(there.score).toBeLessThanOrEqual(1);
      }),
    );
  });
  it('are read in time linear in the texts, whatever repeats', () => {
    for (const piece of ['县长', '“', '第一', '1月1日', '王', '镇', '1.'])
      expect(compare({ title: piece.repeat(50_000), text: piece.repeat(500_000) }, meeting).same).toBe(false);
  });
});
