// What rules and lists say of a text: at the right place, of the right words, and nothing of what is right.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer, TextFinding } from '../../src/text/finding.ts';
import { foldMap } from '../../src/text/fold.ts';
import type { WordList } from '../../src/text/lists.ts';
import { corrected, proofread, type RuleOptions, ruleLayers } from '../../src/text/proofread.ts';

const lists = readdirSync('assets/lists')
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`assets/lists/${name}`, 'utf8')) as WordList);
const { pairs } = JSON.parse(readFileSync('assets/fold/traditional.json', 'utf8')) as { pairs: string };
const layersWith = (options: RuleOptions = {}): readonly Layer[] => ruleLayers(lists, foldMap(pairs), options);
const layers = layersWith();
const said = (text: string, point: 'strict' | 'full' = 'full'): string[] =>
  proofread(text, layers, point).map((one) => `${one.text}→${one.suggestions[0] ?? ''}`);

describe('proofreading by rules and lists', () => {
  it('finds wording errors that offices published', () => {
    expect(said('个别网站把“政府”写成攻府，把秸秆写成秸杆。', 'strict')).toEqual(['攻府→政府', '秸杆→秸秆']);
    expect(said('落实中华人民大和国法律，开展扫黑险恶', 'strict')).toEqual(['中华人民大和国→中华人民共和国', '扫黑险恶→扫黑除恶']);
    expect(said('齐齐哈市各单位撰搞情况', 'strict')).toEqual(['齐齐哈市→齐齐哈尔市', '撰搞→撰稿']);
  });
  it('finds text of gambling sites within a sentence, and nothing more than it', () => {
    expect(said('国务院办公厅秘书局2024欧洲杯下注平台_澳门现金网-官网印发政府网站检查指标的通知', 'strict')).toEqual([
      '2024欧洲杯下注平台_澳门现金网-官网→',
    ]);
    expect(said('全县体育健身平台上线，群众可在官网预约。')).toEqual([]);
  });
  it('finds days that no calendar has, weekdays that do not agree, and periods that run backwards', () => {
    expect(said('2023年2月29日召开会议，2024年2月29日公布', 'strict')).toEqual(['2023年2月29日→']);
    expect(said('定于4月31日举行', 'strict')).toEqual(['4月31日→']);
    expect(said('2024年10月1日（星期三）', 'strict')).toEqual(['2024年10月1日（星期三→']);
    expect(said('2024年10月1日（星期二）', 'full')).toEqual([]);
    expect(said('2024年5月1日至2023年6月1日', 'strict')).toHaveLength(1);
  });
  it('finds how numbers and dates should be written', () => {
    expect(said('增长20～40%')).toEqual(['20～40%→20%～40%']);
    expect(said('约100人左右')).toEqual(['约100人左右→约100人']);
    expect(said('共计2千3百元')).toEqual(['2千3百→']);
    expect(said('二○一二年二月三日')).toEqual(['二○一二→二〇一二']);
    expect(said('2020年07月01日')).toEqual(['07月01→7月1']);
    expect(said('报送一条扣05分')).toEqual(['05→0.5']);
    expect(said('降低2倍')).toEqual(['降低2倍→']);
  });
  it('finds how marks should stand, unless the text has its own habit', () => {
    expect(said('第一、加强领导，落实责任')).toEqual(['、→，']);
    expect(said('（一）、加强领导')).toEqual(['、→']);
    expect(said('国办发[2019]47号', 'strict')).toEqual(['[2019]→〔2019〕']);
    expect(said('加强领导，落实责任；检查,整改；再查，再改。')).toEqual([',→，']);
    expect(said('加强领导,落实责任,检查整改。')).toEqual([]);
    expect(said('根据《信息公开条例规定')).toEqual(['《→']);
  });
  it('finds ordinals, titles, attachments and document numbers with the wrong marks', () => {
    expect(said('首先、加强领导。其二、落实责任。')).toEqual(['、→，', '、→，']);
    expect(said('一，指导思想\n（二）、工作措施\n3、工作要求\n①、时间安排')).toEqual(['，→、', '、→', '、→.', '、→']);
    expect(said('市政府办公室关于信息报送情况的通报。\n各区人民政府：')).toEqual(['。→']);
    expect(said('附件：信息采用情况统计表。\n')).toEqual(['。→']);
    expect(said('国办发〔2019〕第047号')).toEqual(['第047→47']);
    expect(said('国办秘函〔2019〕19号\n一、指导思想\n（一）工作措施\n第一，加强领导')).toEqual([]);
  });
  it('finds marks within marks of the same kind, and titles of what is no work', () => {
    expect(said('《关于转发《信息公开条例》的通知》')).toEqual(['《信息公开条例》→〈信息公开条例〉']);
    expect(said('他说：“要弘扬“工匠精神”，带头干。”')).toEqual(['“工匠精神”→‘工匠精神’']);
    expect(said('我县举办《法治进校园》活动，参加《全民阅读大赛》。')).toEqual(['《全民阅读大赛》→“全民阅读大赛”']);
    expect(said('总台举办《中国书法大会》研讨会，学习《“十四五”规划》。')).toEqual([]);
  });
  it('finds numbers that are written in two ways, and years of too many digits', () => {
    expect(said('大约三十人左右参加')).toEqual(['大约三十人左右→约三十人']);
    expect(said('增长35%，高于上年的百分之三十')).toEqual(['百分之三十→']);
    expect(said('学习党的20大精神，第1季度完成')).toEqual(['20→二十', '1→一']);
    expect(said('八、2012012012017777 年政务公开工作打算', 'strict')).toEqual(['2012012012017777→']);
    expect(said('距今约12000年，共20000年轻人')).toEqual([]);
  });
  it('says what is certain at 严格, and the rest only at 全面', () => {
    expect(said('各种经济成份', 'strict')).toEqual([]);
    expect(said('各种经济成份')).toEqual(['成份→成分']);
  });
  it('finds a measure word that is none, and brackets that begin with another character', () => {
    expect(said('列入公示目录的 22 相公示项目', 'strict')).toEqual(['相→项']);
    expect(said('采用信息2349条（函在线访谈6条、政策解读3条）', 'strict')).toEqual(['函→含']);
    expect(said('与2015相比，采用220伏2相电源，报送信息5条（函告3个单位）', 'strict')).toEqual([]);
  });
  it('tells a week in which nothing was done from its end', () => {
    expect(said('节假日和周未值班', 'strict')).toEqual(['周未→周末']);
    expect(said('栏目连续2周未进行更新，超过两 周未更换', 'strict')).toEqual([]);
  });
  it('leaves alone what stands in longer words that are right', () => {
    expect(said('机关干部按排名先后竞选，未满十八周岁未成年人')).toEqual([]);
  });
});

describe('an office', () => {
  const own: WordList = {
    name: 'own',
    title: '本单位用词',
    source: '',
    date: '',
    licence: '',
    kind: 'caution',
    severity: 'warning',
    at: 'strict',
    says: '“{find}”改用{put}。',
    entries: [{ find: '老城区', put: ['中心城区'], unless: ['老城区改造'], notIn: ['works'] }],
  };
  const found = (text: string, options: RuleOptions = {}): string[] =>
    proofread(text, ruleLayers([...lists, own], foldMap(pairs), options), 'strict').map((one) => one.text);
  it('adds words, with what excuses them', () => {
    expect(found('老城区、老城区改造、《走进老城区》')).toEqual(['老城区']);
  });
  it('silences words and rules, and names phrases that are right', () => {
    expect(found('攻府', { disabled: new Set(['confusions:攻府']) })).toEqual([]);
    expect(found('攻府大街', { whitelist: ['攻府大街'] })).toEqual([]);
    expect(found('4月31日', { silent: new Set(['date-impossible-day']) })).toEqual([]);
  });
});

describe('findings', () => {
  const piece = fc.constantFrom(
    '攻府',
    '20～40%',
    '约3人左右',
    '𠮷',
    '\r\n',
    '\n',
    'e\u0301',
    '\ud842',
    '《',
    '》',
    '“',
    '，',
    ',',
    '。',
    '中',
    '2023年2月30日',
    '一、',
    '\ufffd',
    '13812345678',
    ' ',
    '澳门现金网',
    '1',
  );
  const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
  it('point at the text they report, in order, without overlap, and are the same each time, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), fc.constantFrom('strict', 'full'), (given, point) => {
        const findings = proofread(given, layers, point as 'strict' | 'full');
        let at = 0;
        for (const { start, end, text: reported } of findings) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(given.slice(start, end)).toBe(reported);
          at = end;
        }
        expect(proofread(given, layers, point as 'strict' | 'full')).toEqual(findings);
      }),
    );
  });
  it('of which the weightier stays', () => {
    const one = (start: number, end: number, severity: TextFinding['severity']): Layer => ({
      name: severity,
      look: (given) => [
        { start, end, text: given.slice(start, end), kind: 'typo', severity, suggestions: [severity], rule: '', message: '' },
      ],
    });
    expect(
      proofread('一二三四五', [one(0, 4, 'note'), one(3, 5, 'error'), one(0, 2, 'warning')], 'full').map(({ severity }) => severity),
    ).toEqual(['warning', 'error']);
  });
  it('are put in their place, and nothing else of the text changes', () => {
    const given = '攻府撰搞，\r\n成份𠮷';
    expect(corrected(given, proofread(given, layers, 'full'))).toBe('政府撰稿，\r\n成份𠮷');
  });
  it('are put in their place across the end of a line, which stays', () => {
    const given = '政务信息开工\n\n作取得了';
    const finding = {
      start: 0,
      end: 9,
      text: given.slice(0, 9),
      kind: 'protected-phrase',
      severity: 'warning',
      rule: '',
      message: '',
    } as const;
    expect(corrected(given, [{ ...finding, suggestions: ['政务信息公开工作'] }])).toBe('政务信息公开工\n\n作取得了');
  });
  it('take no more time for each character of a hostile megabyte', () => {
    for (const unit of ['（', '1', '约1', '一、', '。', '《“', '2024年1月1日至', 'a.', '皇冠', '-', '第', '\ufffd中'])
      proofread(unit.repeat(1_000_000 / unit.length), layers, 'full');
  }, 60_000);
});
