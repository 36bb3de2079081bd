// A state body's name one slip away from right is found, whatever the slip; text that is right is left alone.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dictionary, hasWord, logProbability, readDictionary } from '../../src/text/dictionary.ts';
import { foldMap } from '../../src/text/fold.ts';
import { findNear, indexPhrases } from '../../src/text/near.ts';
import { protectedLayer } from '../../src/text/protected.ts';
import type { ProtectedList } from '../../src/text/protected-lists.ts';
import { havePublished, published } from '../support/published.ts';

const asset = (name: string): URL => new URL(`../../assets/${name}`, import.meta.url);
const json = <T>(name: string): T => JSON.parse(readFileSync(asset(name), 'utf8')) as T;
const dictionary: Dictionary = readDictionary(readFileSync(asset('dictionary/words.bin')));
const fold = foldMap(json<{ pairs: string }>('fold/traditional.json').pairs);
const shipped = ['bodies', 'laws', 'slogans', 'places', 'terms'].map((name) => json<ProtectedList>(`protected/${name}.json`));
const offices = ['人民政府办公室', '市场监督管理局', '住房和城乡建设局', '融媒体中心', '自然资源局', '卫生健康委员会'];
const places = (shipped[3] as ProtectedList).phrases.filter((name) => /[市县区旗]$/.test(name) && name.length < 6);
const units: ProtectedList = {
  name: '本站单位',
  kind: 'unit',
  source: '',
  date: '',
  phrases: places.filter((_, at) => at % 5 === 0).map((place, at) => `${place}${offices[at % offices.length]}`),
};
const lists = [...shipped, units];
const layer = protectedLayer(lists, dictionary, { fold });
const found = (text: string, point: 'strict' | 'full' = 'strict'): string[] =>
  layer.look(text, point).map((one) => `${one.text}→${one.suggestions.join()}`);

describe('protected phrases', () => {
  it('find the errors that failed websites', () => {
    expect(found('热爱中华人民大和国。')).toEqual(['中华人民大和国→中华人民共和国']);
    expect(found('深入开展扫黑险恶专项斗争')).toEqual(['扫黑险恶专项斗争→扫黑除恶专项斗争']);
    expect(found('齐齐哈市人民政府')).toEqual(['齐齐哈市→齐齐哈尔市']);
    expect(found('国务院办公庁关于印发通知')).toEqual(['国务院办公庁→国务院办公厅']);
    expect(found('增强四个意只')).toEqual(['四个意只→四个意识']);
    expect(found('铸牢中华民族共同意识')).toEqual(['铸牢中华民族共同意识→铸牢中华民族共同体意识']);
    expect(found('中华民人共和国')).toEqual(['中华民人共和国→中华人民共和国']);
    expect(found('国家发展改革委员会')).toEqual(['国家发展改革委员会→国家发展和改革委员会']);
  });
  it('leave alone what is right: listed phrases in longer ones, short forms, book titles, broken lines, width, blanks', () => {
    for (const right of [
      '国务院办公厅关于印发国务院工作规则的通知',
      '国务院办公\r\n厅',
      '中 华 人 民 共 和 国',
      '《中华人民共和国劳动合同法》和劳动合同的签订',
      '国家发展改革委、工业和信息化部',
      '中央党校(国家行政学院)',
      '科技强省、人才强市',
      '中央网信办与国务院国资委',
      '攻府',
      '鄂温克旗、恩施州',
      '县工业信息化局、礼让街办事处',
      '企务信息公开、政务信息公示',
    ])
      expect(found(right, 'full'), right).toEqual([]);
  });
  it('are seen across the end of a line that the page was too narrow for, and not across that of a short one', () => {
    expect(found('不断提升政务公开标准化、规范化水平，政务信息开工\n\n作取得了一些成绩')).toEqual(['政务信息开工\n\n作→政务信息公开工作']);
    expect(found('政务信息开工\n作取得了一些成绩', 'full')).toEqual([]);
  });
  it('say what the phrase is, from which list, how it differs, and what should stand there', () => {
    const [finding] = layer.look('据国务院办公庁通知', 'strict');
    expect(finding).toMatchObject({ start: 1, end: 7, kind: 'protected-phrase', severity: 'error', suggestions: ['国务院办公厅'] });
    expect(finding?.message).toBe('与“国务院办公厅”有一字不同（国家机关和中央机构名称），请核对');
  });
  it('call an old name old, as a note with its date, and only where all is said', () => {
    expect(layer.look('原国家卫生和计划生育委员会', 'strict')).toEqual([]);
    const [note] = layer.look('原国家卫生和计划生育委员会', 'full');
    expect(note).toMatchObject({ severity: 'note', suggestions: [] });
    expect(note?.message).toContain('2018年03月起为国家卫生健康委员会');
  });
  it('are the office’s: its units, what it switches off, what it lets stand', () => {
    const without = protectedLayer(lists, dictionary, { fold, disabled: ['扫黑除恶', '扫黑除恶专项斗争'], allowed: ['国务院办公庁'] });
    expect(without.look('扫黑险恶，国务院办公庁', 'full')).toEqual([]);
    const unit = units.phrases.find((name) => name.endsWith('自然资源局')) as string;
    expect(found(`${unit.replace('自然资源局', '自然资原局')}发布`)[0]).toContain(`→${unit}`);
  });
});

/** Random, but the same each time. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}
const frequent = Array.from(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞',
);
const confusable = new Map(
  [
    '厅庁',
    '厅听',
    '共大',
    '除险',
    '识只',
    '源原',
    '员圆',
    '委季',
    '部倍',
    '局居',
    '国园',
    '政攻',
    '市巿',
    '监临',
    '督睹',
    '卫为',
    '务物',
    '体休',
    '治冶',
    '央殃',
    '院浣',
    '宣宜',
    '纪记',
    '检捡',
    '察查',
    '线钱',
    '组祖',
    '织职',
    '设没',
    '障瘴',
  ].map((pair) => [pair[0] as string, pair[1] as string]),
);

interface Slip {
  readonly text: string;
  readonly edge: string | undefined;
  readonly touched: readonly string[];
}

/** Every admissible slip: each place replaced by a confusable and by a random character, left out, doubled up by a stranger, swapped. */
function* slipsOf(phrase: string, below: (count: number) => number): Generator<Slip> {
  const any = (): string => frequent[below(frequent.length)] as string;
  const last = phrase.length - 1;
  for (let at = 0; at <= last; at += 1) {
    const one = phrase[at] as string;
    const edge = at === 0 ? phrase.slice(1) : at === last ? phrase.slice(0, -1) : undefined;
    for (const other of [any(), confusable.get(one) ?? any()])
      yield { text: phrase.slice(0, at) + other + phrase.slice(at + 1), edge, touched: [one, other] };
    yield { text: phrase.slice(0, at) + phrase.slice(at + 1), edge, touched: [one] };
    const stranger = any();
    const seam = at === 1 ? phrase.slice(1) : at === last ? phrase.slice(0, -1) : undefined;
    if (at > 0) yield { text: phrase.slice(0, at) + stranger + phrase.slice(at), edge: seam, touched: [stranger] };
    if (at > 0)
      yield {
        text: phrase.slice(0, at - 1) + one + phrase[at - 1] + phrase.slice(at + 1),
        edge: undefined,
        touched: [one, phrase[at - 1] as string],
      };
  }
}

/** Words of two characters and more, and single ones that are frequent words, from here to there: a plain search through all rows. */
function isRowOfWords(text: string, from: number, to: number): boolean {
  const dead = new Set<number>();
  const walk = (at: number): boolean => {
    if (at >= to) return true;
    if (dead.has(at)) return false;
    for (let end = at + 1; end <= Math.min(text.length, at + 8); end += 1) {
      const word = text.slice(at, end);
      if (hasWord(dictionary, word) && (word.length > 1 || logProbability(dictionary, word) > -6.6) && walk(end)) return true;
    }
    dead.add(at);
    return false;
  };
  for (let begin = 0; begin <= from; begin += 1) if (walk(begin)) return true;
  return false;
}

const numeral = /^[〇零一二三四五六七八九十百千万两]$/;
const particle = /^[的之和与及等了在是]$/;
const countless = /^[几数每历本上下首各多两某该新前后旧老]$/;

it('find every slip in a sample of 2,000 phrases that leaves neither a listed phrase nor dictionary words', () => {
  const below = random(7);
  const listed = new Set(
    lists.flatMap((list) => [...list.phrases, ...(list.former ?? []).map((one) => one.phrase), ...(list.allowed ?? [])]),
  );
  const known = [...listed];
  const shortForms = known.filter((one) => /.{3}[委办局部]$/.test(one));
  const allowed = lists.flatMap((list) => list.allowed ?? []);
  for (const name of (shipped[3] as ProtectedList).phrases) if (/[^治左右中前后新合][市县区旗]$/.test(name)) listed.add(name.slice(0, -1));
  const all = lists.flatMap((list) => list.phrases).filter((phrase) => /^\p{Script=Han}{4,}$/u.test(phrase));
  const sample = all.filter((_, at) => at % Math.max(1, Math.floor(all.length / 2000)) === 0);
  expect(sample.length).toBeGreaterThanOrEqual(2000);
  const count = { slips: 0, found: 0, admissible: 0, missed: [] as string[] };
  for (const phrase of sample) {
    for (const { text, edge, touched } of slipsOf(phrase, below)) {
      if (text === phrase || listed.has(text) || text.includes(phrase)) continue;
      count.slips += 1;
      const framed = `关于${text}的说明`;
      const hit = layer.look(framed, 'full').some(({ start, end, severity }) => severity !== 'note' && start < 2 + text.length && end > 2);
      if (hit) count.found += 1;
      const [meant = '', stands = meant] = touched;
      const long = phrase.length >= 7 && (!phrase.endsWith('法') || phrase.startsWith('中华人民共和国'));
      const excused =
        (numeral.test(meant) && (numeral.test(stands) || countless.test(stands))) ||
        (text.length < phrase.length && particle.test(meant)) ||
        (edge !== undefined && (numeral.test(stands) || particle.test(stands))) ||
        allowed.some((one) => text.includes(one)) ||
        shortForms.some((one) => text.startsWith(one) && isRowOfWords(framed, 2 + one.length, 2 + text.length)) ||
        isRowOfWords(framed, 2, 2 + text.length) ||
        // What is left without the first or last character may stand alone; of a long name only before a frequent word.
        (edge !== undefined &&
          (!long ||
            text.length < phrase.length ||
            known.includes(phrase.slice(0, -1)) ||
            logProbability(dictionary, stands) > -6.6 ||
            hasWord(dictionary, `${stands}${phrase.slice(-1)}`)) &&
          (isRowOfWords(edge, 0, edge.length) || listed.has(edge) || listed.has(`${edge}法`) || phrase === `${edge}法`));
      if (excused) continue;
      count.admissible += 1;
      if (!hit && !known.some((one) => one.length > 3 && text.includes(one) && one.length >= text.length - 1))
        count.missed.push(`${phrase}←${text}`);
    }
  }
  if (process.env['SHOW'])
    process.stdout.write(`${JSON.stringify({ ...count, missed: count.missed.length, share: count.found / count.slips })}\n`);
  expect(count.admissible).toBeGreaterThan(20_000);
  expect(count.missed).toEqual([]);
}, 120_000);

describe.skipIf(!havePublished)('on clean sets', () => {
  for (const name of ['clean-peoples-daily', 'clean-xuexi'])
    it(`say nothing of ${name}`, () => {
      const lines = published(`proofreading-data/${name}.dev.tsv`)
        .split('\n')
        .map((line) => line.split('\t')[1] ?? '');
      expect(lines.length).toBeGreaterThan(2000);
      for (const point of ['strict', 'full'] as const)
        expect(lines.flatMap((line) => layer.look(line, point)).filter(({ severity }) => severity !== 'note')).toEqual([]);
    });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '国务院',
      '办公',
      '厅',
      '庁',
      '中华人民',
      '共和',
      '国',
      '\r\n',
      ' ',
      '𠮷',
      '̈',
      '\ud800',
      '《',
      '》',
      '齐齐哈市',
      '\u200b',
      '　',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  it('is taken without a throw, and what is reported stands where it is said to stand, in order and apart', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('strict', 'full' as const), (given, point) => {
        const findings = layer.look(given, point as 'strict');
        let before = 0;
        for (const { start, end, text: reported, severity } of findings) {
          expect(given.slice(start, end)).toBe(reported);
          if (severity !== 'note') expect(start).toBeGreaterThanOrEqual(before);
          if (severity !== 'note') before = end;
        }
        expect(layer.look(given, point as 'strict')).toEqual(findings);
      }),
    );
  });
  it('of a million characters is looked through, hostile repetition too', () => {
    for (const part of ['中华人民共和国', '国务院办公庁'])
      expect(layer.look(part.repeat(Math.ceil(1_000_000 / part.length)), 'strict').length).toBeGreaterThanOrEqual(0);
  });
  it('holds a phrase one edit away wherever an edit is made: the keys miss none', () => {
    const phrases = ['甲乙丙丁', '甲乙丙丁戊', '乙丙丁戊己庚', '甲甲乙乙甲甲', '丙丁丙丁丙'];
    const index = indexPhrases(phrases);
    const character = fc.constantFrom(...'甲乙丙丁戊己庚辛');
    const unitsOf = (given: string): Uint16Array => Uint16Array.from(given, (one) => one.charCodeAt(0));
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(3), character, fc.string({ unit: character, maxLength: 4 }), (a, b, edit, other, around) => {
        const phrase = phrases[a % phrases.length] as string;
        const at = b % phrase.length;
        const next = Math.min(at + 1, phrase.length - 1);
        const wrong = [
          phrase.slice(0, at) + other + phrase.slice(at + 1),
          phrase.slice(0, at) + phrase.slice(at + 1),
          phrase.slice(0, at) + other + phrase.slice(at),
          phrase.slice(0, at) + phrase.slice(at + 1, next + 1) + phrase.slice(at, at + 1) + phrase.slice(next + 1),
        ][edit] as string;
        const hits = findNear(index, unitsOf(around + wrong + around));
        expect(hits.some((hit) => hit.phrase === a % phrases.length || phrases[hit.phrase] === phrase)).toBe(true);
      }),
    );
  });
});
