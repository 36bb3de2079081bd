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
  it('says what is certain at 严格, and the rest only at 全面', () => {
    expect(said('各种经济成份', 'strict')).toEqual([]);
    expect(said('各种经济成份')).toEqual(['成份→成分']);
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
  it('take no more time for each character of a hostile megabyte', () => {
    for (const unit of ['（', '1', '约1', '一、', '。', '《“', '2024年1月1日至', 'a.', '皇冠', '-', '第', '\ufffd中'])
      proofread(unit.repeat(1_000_000 / unit.length), layers, 'full');
  }, 60_000);
});
