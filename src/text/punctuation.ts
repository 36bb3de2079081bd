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
    find: byPattern(
      /(?<=(?:^|[。；：\s])(?:第[一二三四五六七八九十]|首先|其次|再次|其[一二三四五]))、(?=\p{Script=Han}{2})(?!第?[一二三四五六七八九十])/gmu,
      () => instead('，'),
    ),
  },
  {
    ...base,
    id: 'heading-arabic',
    source: documents,
    message: '三级标题序数“1”后用下脚点“.”。',
    find: byPattern(/(?<=^[ \u3000\t]{0,4}\d{1,2})、(?=\p{Script=Han})/gmu, () => instead('.')),
  },
  {
    ...base,
    id: 'heading-circled',
    message: '带圈的序数后不用标点。',
    find: byPattern(/(?<=[①-⑳])[、，,.．](?=\p{Script=Han})/gu, () => instead('')),
  },
  {
    ...base,
    id: 'title-end',
    source: documents,
    message: '公文标题末尾不用句号。',
    find: byPattern(
      /(?<=(?<![\s\S])[ \u3000\t\n]{0,4}[^\s，。；：]{0,30}关于[^\s，。；：]{2,60}的(?:通知|通报|通告|意见|方案|报告|请示|批复|决定|公告|公报|函))。(?=\r?\n|$)/gu,
      () => instead(''),
    ),
  },
  {
    ...base,
    id: 'attachment-end',
    severity: 'warning',
    source: documents,
    message: '附件名称后不用标点。',
    find: byPattern(/(?<=^[ \u3000\t]{0,4}附件[:：][ \u3000\t]{0,2}(?:1[.．])?[^\n，。；：]{2,60})[。；，](?=\r?\n|$)/gmu, () =>
      instead(''),
    ),
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
    id: 'document-number-order',
    severity: 'warning',
    source: documents,
    message: '发文顺序号不加“第”，不编虚位（不写作01）。',
    find: byPattern(/(?<=\p{Script=Han}〔20(?:1[2-9]|[2-9]\d)〕)(?:第0{0,3}|0{1,3})([1-9]\d{0,3})(?=号)/gu, ([, number]) =>
      instead(number ?? ''),
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

/** 《…《…》…》 on one line. */
function* nested(text: string, pattern: RegExp, inner: string): Iterable<Objection> {
  for (const match of text.matchAll(pattern)) {
    const [found, before = '', within = ''] = match;
    const start = match.index + before.length;
    if (found !== '') yield { start, end: start + within.length, ...instead(`${inner[0]}${within.slice(1, -1)}${inner[1]}`) };
  }
}

/** 3-5月: said once, since a text that writes one so writes all of them so. */
function* shortRange(text: string): Iterable<Objection> {
  const match = /(?<![\d.-])\d{1,2}-\d{1,2}(?=[月日时])/.exec(text);
  if (match) yield { start: match.index, end: match.index + match[0].length, ...instead(match[0].replace('-', '—')) };
}

const events = '活动|大会|会议|论坛|大赛|比赛|竞赛|培训班|博览会|展览会|座谈会|推进会|讲座|运动会|启动仪式';
const quoting: readonly TextRule[] = [
  {
    ...base,
    id: 'mark-nested-titles',
    message: '书名号里还用书名号时，里面用单书名号“〈〉”。',
    find: (text) => nested(text, /(《[^《》〈〉\n]{0,60})(《[^《》〈〉\n]{1,60}》)(?=[^《》\n]{0,60}》)/g, '〈〉'),
  },
  {
    ...base,
    id: 'mark-nested-quotes',
    message: '引号里还用引号时，里面用单引号“‘’”。',
    find: (text) => nested(text, /(“[^“”\n]{0,60})(“[^“”\n]{1,60}”)(?=[^“”\n]{0,60}”)/g, '‘’'),
  },
  {
    ...base,
    id: 'mark-range',
    message: '起止时间用一字线“—”或者“至”连接，不用短横；全文同。',
    find: shortRange,
  },
  {
    ...base,
    id: 'mark-title-of-event',
    message: '书名号只用于作品和文件的名称；活动、会议的名称用引号或者不用标号。',
    find: byPattern(
      new RegExp(`(?<=(?:举办|召开|开展|参加|举行|承办|组织)了?)《[^《》\\n]{2,30}(?:${events})》(?=[，。；、\\n]|$)`, 'gu'),
      ([title]) => instead(`“${title.slice(1, -1)}”`),
    ),
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
export const punctuationRules: readonly TextRule[] = [...marks, ...numbering, ...quoting, ...broken];
