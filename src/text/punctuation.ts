/** Punctuation after GB/T 15834-2011, and what betrays a broken file. */
import { byPattern, instead, type Objection, type TextRule } from './rule.ts';

const source = '《标点符号用法》GB/T 15834-2011';
const documents = '《党政机关公文格式》GB/T 9704-2012';

const full: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：', '?': '？', '!': '！' };
const halfBetween = /(?<=\p{Script=Han})[,;:?!](?=\p{Script=Han})/gu;

/** Half-width marks in a text that otherwise writes full-width ones; a text that writes half-width ones throughout has its own habit. */
function* halfWidth(text: string): Iterable<Objection> {
  const places = [...text.matchAll(halfBetween)];
  if (places.length === 0) return;
  const whole = text.match(/[，；：？！]/g)?.length ?? 0;
  if (whole < places.length * 3) return;
  for (const { index, 0: mark } of places) yield { start: index, end: index + 1, ...instead(full[mark] ?? mark) };
}

const opening = '（《“‘〔〈';
const closing = '）》”’〕〉';

/** Brackets and quotation marks without a partner, paragraph by paragraph; a quotation may go on in the next paragraph. */
function* unpaired(text: string): Iterable<Objection> {
  const open: { readonly mark: number; readonly at: number }[] = [];
  const objection = (at: number): Objection => ({ start: at, end: at + 1, message: `“${text[at]}”没有与之配对的另一半，请核对。` });
  for (let at = 0; at <= text.length; at += 1) {
    const sign = text[at];
    if (sign === undefined || sign === '\n') {
      for (const one of open) if (!'“‘'.includes(opening[one.mark] as string)) yield objection(one.at);
      open.length = 0;
      continue;
    }
    const opens = opening.indexOf(sign);
    if (opens >= 0) open.push({ mark: opens, at });
    const closes = closing.indexOf(sign);
    if (closes < 0) continue;
    if (open.at(-1)?.mark === closes) open.pop();
    // A quotation that began a paragraph before; 一） of a list; an apostrophe.
    else if (!'”’）'.includes(sign)) yield objection(at);
  }
}

const doubled = byPattern(/[，。；：、？！]{2,6}/g, ([marks]) => {
  if (/^[？！]+$/.test(marks) || /^。{3,}$/.test(marks)) return undefined;
  return instead(marks[0] ?? '');
});

const base = { kind: 'punctuation', severity: 'note', at: 'full', source } as const;

const marks: readonly TextRule[] = [
  { ...base, id: 'mark-half-width', severity: 'warning', wide: true, message: '中文里用全角标点。', find: halfWidth },
  { ...base, id: 'mark-doubled', severity: 'warning', message: '两个点号连在一起，保留一个。', find: doubled },
  { ...base, id: 'mark-unpaired', severity: 'warning', message: '括号、引号、书名号成对使用。', find: unpaired },
  {
    ...base,
    id: 'mark-ellipsis',
    message: '省略号是六个点，占两个字的位置。',
    find: byPattern(/。{3,12}|(?<=\p{Script=Han})\.{3,12}|(?<!…)…(?!…)/gu, () => instead('……')),
  },
  {
    ...base,
    id: 'mark-dash',
    message: '破折号是一条长线，占两个字的位置。',
    find: byPattern(/(?<=\p{Script=Han})(?:-{2,4}|－－)(?=\p{Script=Han})/gu, () => instead('——')),
  },
  {
    ...base,
    id: 'mark-between-titles',
    message: '并列的书名号、引号之间不用顿号。',
    find: byPattern(/(?<=》)、(?=《)|(?<=”)、(?=“)/g, () => instead('')),
  },
  {
    ...base,
    id: 'mark-and-so-on',
    severity: 'warning',
    message: '“等”与省略号意思重复，保留一个。',
    find: byPattern(/等…{1,2}|…{1,2}等(?=[，。；])/g, () => instead('等')),
  },
  {
    ...base,
    id: 'mark-line-start',
    severity: 'warning',
    wide: true,
    message: '点号不出现在一行的开头。',
    find: byPattern(/(?<=\p{Script=Han}\r?\n)[，。；：、？！]/gu),
  },
  {
    ...base,
    id: 'mark-quotes',
    message: '中文里用弯引号“”。',
    find: byPattern(/"[\p{Script=Han}，、]{1,40}"/gu, ([quoted]) => instead(`“${quoted.slice(1, -1)}”`)),
  },
];

const numbering: readonly TextRule[] = [
  {
    ...base,
    id: 'heading-first',
    severity: 'warning',
    source: documents,
    message: '一级标题序数“一”后用顿号。',
    find: byPattern(/(?<=^[ \u3000\t]{0,4}[一二三四五六七八九十]{1,3})[，,.．](?=\p{Script=Han})/gmu, () => instead('、')),
  },
  {
    ...base,
    id: 'heading-second',
    severity: 'warning',
    source: documents,
    message: '带括号的序数后不用标点。',
    find: byPattern(/(?<=^[ \u3000\t]{0,4}[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)])[、，,.．]/gm, () => instead('')),
  },
  {
    ...base,
    id: 'heading-ordinal',
    severity: 'warning',
    message: '“第一”“首先”等序词后用逗号。',
    find: byPattern(/(?<=(?:^|[。；：\s])第[一二三四五六七八九十])、(?=\p{Script=Han}{2})(?!第?[一二三四五六七八九十])/gmu, () =>
      instead('，'),
    ),
  },
  {
    ...base,
    id: 'heading-arabic',
    source: documents,
    message: '三级标题序数“1”后用下脚点“.”。',
    find: byPattern(/(?<=^[ \u3000\t]{0,4}\d{1,2})、(?=p{Script=Han})/gm, () => instead('.')),
  },
  {
    ...base,
    id: 'heading-end',
    message: '独占一行的标题末尾不用句号。',
    find: byPattern(/(?<=^[ \u3000\t]{0,4}[一二三四五六七八九十]{1,3}、[^\n，。；：]{2,24}(?<!施行|执行|负责解释))。(?=\r?\n|$)/gm, () =>
      instead(''),
    ),
  },
  {
    ...base,
    id: 'document-number',
    severity: 'warning',
    at: 'strict',
    source: documents,
    message: '发文字号的年份用六角括号“〔〕”。',
    find: byPattern(/(?<=\p{Script=Han})[[（(【［]((?:19|20)\d{2})[\]）)】］](?=\d{1,4}号)/gu, ([, year]) => instead(`〔${year}〕`)),
  },
];

const broken: readonly TextRule[] = [
  {
    id: 'mojibake',
    kind: 'typo',
    severity: 'error',
    at: 'strict',
    source: '乱码',
    message: '这里是乱码：文件的编码读错了或内容已损坏。',
    find: byPattern(/锟斤拷|烫烫烫|屯屯屯|锘縷|ï»¿|\uFFFD(?:[^\n\uFFFD]{0,20}\uFFFD){0,200}/g),
  },
];

/** The rules of punctuation. */
export const punctuationRules: readonly TextRule[] = [...marks, ...numbering, ...broken];
