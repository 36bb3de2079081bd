import { chineseNumber } from './figures.ts';
import { clauseOf } from './narrative-meanings.ts';

/** What a figure of the text counts, by the nearest verb before it. */
export type FigureVerb = 'submitted' | 'adopted';

/** A figure in running text. */
export interface TextFigure {
  readonly value: number;
  /** Half of the last digit printed: 1.2万 may stand for anything from 11,500 to 12,500. */
  readonly tolerance: number;
  readonly decimals: number;
  readonly unit: 'count' | 'percent';
  /** The words between the figure before (or the sentence's beginning) and this one; dates taken out. */
  readonly words: string;
  /** The clause it stands in, without the figure. */
  readonly clause: string;
  readonly verb?: FigureVerb;
  /** Stands in brackets, or behind 含, 包括 or 另有: a part that the total before counts, or that makes its difference. */
  readonly included: boolean;
  /** Behind 另有: counted in the whole, beside the parts named after 其中. */
  readonly beside: boolean;
  /** The figure with its unit, as printed. */
  readonly printed: string;
}

export interface Sentence {
  readonly text: string;
  readonly figures: readonly TextFigure[];
}

const figureShape = /(\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]{2,}|十)(万|亿)?(余|多)?(条次|条|條|篇|件|份|个百分点|百分点|%)/gu;
const dateShape = /第?[\d〇零一二三四五六七八九十]+(?:[-—~至到][\d一二三四五六七八九十]+)?(?:年度?|月份?|日|号|季度)/gu;
const submittedVerb = /报送|上报|收到|报来|投稿|报告信息/gu;
const adoptedVerb = /采用|采纳|采編|采编|录用|刊用|刊发|发布|刊登/gu;

/** Full-width digits and per cent made half-width, white space out, pinyin glosses in brackets out; Chinese punctuation stays. */
function plain(text: string): string {
  return text
    .replace(/[０-９％．，]/gu, (mark) => (mark === '，' ? mark : mark.normalize('NFKC')))
    .replace(/\s+/gu, '')
    .replace(/[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]/gu, '');
}

function lastIndex(words: string, shape: RegExp): number {
  let last = -1;
  for (const match of words.matchAll(shape)) last = match.index;
  return last;
}

/** The verb nearest before a figure. */
export function verbOf(words: string): FigureVerb | undefined {
  const submitted = lastIndex(words, submittedVerb);
  const adopted = lastIndex(words, adoptedVerb);
  if (submitted < 0 && adopted < 0) return undefined;
  return submitted > adopted ? 'submitted' : 'adopted';
}

/** The sentences of a paragraph, cut at 。；！？ with the figures in each. Changes (百分点) and rough numbers (余) are no figures. */
export function sentencesOf(paragraph: string): readonly Sentence[] {
  return plain(paragraph)
    .split(/[。；;！!？?]/u)
    .filter((text) => text !== '')
    .map((text) => ({ text, figures: figuresOf(text) }));
}

function figuresOf(text: string): readonly TextFigure[] {
  const figures: TextFigure[] = [];
  let end = 0;
  for (const match of text.matchAll(figureShape)) {
    const [printed, digits = '', myriad, rough, unit = ''] = match;
    const words = text.slice(end, match.index).replace(dateShape, '');
    end = match.index + printed.length;
    // 三五条 is a manner of speaking
    const spoken = /^[^\d十百千〇零]+$/u.test(digits);
    if (
      spoken ||
      rough !== undefined ||
      unit.endsWith('百分点') ||
      /每[\u4e00-\u9fff]{0,4}$|比|较|同比|环比|增[加长]|减少|提高|下降|上升/u.test(words.slice(-8))
    )
      continue;
    const before = text.slice(0, match.index);
    const open = Math.max(before.lastIndexOf('（'), before.lastIndexOf('('));
    const bracketed = open > Math.max(before.lastIndexOf('）'), before.lastIndexOf(')'));
    const beside = /另有|另计/u.test(words) || (words.startsWith('、') && (figures.at(-1)?.beside ?? false));
    figures.push({
      ...figureValue(digits, myriad),
      unit: unit === '%' ? 'percent' : 'count',
      words,
      clause: clauseOf(words, text.slice(end)),
      ...withVerb(words),
      included: bracketed || beside || /[，,、]?(?:含|包括|包含|其中含)[^，,]*$/u.test(words),
      beside,
      printed,
    });
  }
  return figures;
}

function withVerb(words: string): { verb?: FigureVerb } {
  const verb = verbOf(words);
  return verb === undefined ? {} : { verb };
}

function figureValue(digits: string, myriad: string | undefined): { value: number; tolerance: number; decimals: number } {
  const arabic = /^\d/u.test(digits);
  const decimals = arabic ? (digits.split('.')[1]?.length ?? 0) : 0;
  const scale = myriad === '万' ? 10_000 : myriad === '亿' ? 100_000_000 : 1;
  const value = (arabic ? Number(digits.replaceAll(',', '')) : chineseNumber(digits)) * scale;
  return { value: Number(value.toFixed(4)), tolerance: scale === 1 ? 0 : (scale * 10 ** -decimals) / 2, decimals };
}
