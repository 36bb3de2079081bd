/** Numbers: how ranges, approximations and large numbers are written (GB/T 15835-2011). */
import { byPattern, instead, type TextRule } from './rule.ts';

const source = '《出版物上数字用法》GB/T 15835-2011';
const usage = '现代汉语规范';
const digits = '零一二三四五六七八九';

const range = byPattern(/(?<![\d.％%a-zA-Z年月日-])(\d{1,3}(?:\.\d{1,4})?)([～~—－-]|至|到)(\d{1,3}(?:\.\d{1,4})?)([%％])/g, (match) => {
  const [, from = '', sign = '', to = '', percent = ''] = match;
  return Number(from) < Number(to) ? instead(`${from}${percent}${sign}${to}${percent}`) : undefined;
});

/** 约 … 左右: both say «about». The words between hold no comma, so that the two belong together. */
const about = byPattern(/(?:大约|约)(\d[\d.,万亿千百]{0,12}[^，。；、（）\s\d约]{0,4}?)(?:左右|上下)/g, ([found, amount]) =>
  found.startsWith('约') || found.startsWith('大约') ? { suggestions: [`约${amount}`, `${amount}左右`] } : undefined,
);
const aboutMore = byPattern(
  /(?<![节签公契条合制相预])(约|近)(\d[\d.,]{0,12}[万亿千百]{0,2})(余|多)(?=[个名人户项件次家万亿元吨亩公里条篇])/g,
  (match) => ({
    suggestions: [`${match[1]}${match[2]}`, `${match[2]}${match[3]}`],
  }),
);

/** 三、四个: neighbouring numbers that mean «about» go together. 第三、四个 and headings are not meant. */
const near = byPattern(
  /(?<![第一二三四五六七八九十、（年月])([二三四五六七八])、([三四五六七八九])(?=[个天次件名位]\p{Script=Han})/gu,
  (match) => {
    const [, one = '', two = ''] = match;
    return digits.indexOf(two) === digits.indexOf(one) + 1 ? instead(`${one}${two}`) : undefined;
  },
);

/** 约三十人左右; 大概十天上下. */
const aboutInWords = byPattern(
  /(?:大约|约|大概)([一二两三四五六七八九十百千万]{1,6}[多余]?[^，。；、（）\s\d约]{0,4}?)(?:左右|上下)/g,
  ([, amount]) => ({ suggestions: [`约${amount}`, `${amount}左右`] }),
);

/** 35%和百分之四十 in one sentence. */
const percentForms = byPattern(
  /(?<=[^。；\n]{0,60}\d[%％][^。；\n]{0,60})百分之[一二三四五六七八九十百点]{1,8}|百分之[一二三四五六七八九十百点]{1,8}(?=[^。；\n]{0,60}\d[%％])/g,
);

const congresses: Readonly<Record<string, string>> = { 16: '十六', 17: '十七', 18: '十八', 19: '十九', 20: '二十', 21: '二十一' };

const base = { kind: 'number', severity: 'warning', at: 'full', source } as const;
/** The rules of numbers. */
export const numberRules: readonly TextRule[] = [
  { ...base, id: 'number-range-percent', message: '百分数的范围，前后两个数都带百分号。', find: range },
  { ...base, id: 'number-about-twice', source: usage, message: '“约”与“左右”意思重复，保留一个。', find: about },
  { ...base, id: 'number-about-words', source: usage, message: '“约”与“左右”意思重复，保留一个。', find: aboutInWords },
  {
    ...base,
    id: 'number-percent-forms',
    severity: 'note',
    message: '同一句里的百分数，统一用“%”或者统一用“百分之”。',
    find: percentForms,
  },
  {
    ...base,
    id: 'number-congress',
    message: '党的代表大会届次用汉字。',
    find: byPattern(/(?<=党的)(1[6-9]|2[01])(?=大(?:报告|精神|以来|代表|和|，|。|召开|提出|上)|届)/g, ([, nth = '']) =>
      instead(congresses[nth] ?? nth),
    ),
  },
  {
    ...base,
    id: 'number-quarter',
    severity: 'note',
    message: '季度用汉字：第一季度、二季度。',
    find: byPattern(/(?<![\d.])[1-4](?=季度)/g, ([nth]) => instead('一二三四'[Number(nth) - 1] ?? nth)),
  },
  { ...base, id: 'number-about-more', source: usage, message: '“约（近）”与“余（多）”意思重复或相抵，保留一个。', find: aboutMore },
  {
    ...base,
    id: 'number-mixed',
    message: '“千、百、十”不与阿拉伯数字混写，写全数字（如2300）或全用汉字。',
    find: byPattern(/(?<![\d.])\d千\d百(?:\d十)?\d?|(?<![\d.])\d百\d十\d?/g),
  },
  { ...base, id: 'number-near', severity: 'note', message: '相邻两数连用表示概数，中间不用顿号。', find: near },
  {
    ...base,
    id: 'number-times-fewer',
    source: usage,
    message: '减少、下降不能说“倍”，改用百分数或分数。',
    find: byPattern(/(?:减少|下降|降低|缩小|缩短)了?\d+(?:\.\d+)?倍/g),
  },
  {
    ...base,
    id: 'number-leading-dot',
    message: '小于1的小数，小数点前写“0”。',
    find: byPattern(/(?<=\p{Script=Han})\.\d{1,4}(?=[个分万亿元吨%％])/gu, ([number]) => instead(`0${number}`)),
  },
  {
    ...base,
    id: 'number-leading-zero',
    message: '整数前不写“0”；如为小数，请补小数点。',
    find: byPattern(/(?<=[扣加计得][^\d]{0,2})0[1-9](?=分)/g, ([number]) => ({
      suggestions: [number.replace('0', '0.'), number.slice(1)],
    })),
  },
  {
    ...base,
    id: 'number-at-least-twice',
    severity: 'note',
    source: usage,
    message: '“不少于（至少、超过）”与“以上”意思重复，保留一个。',
    find: byPattern(/(?:不少于|不低于|至少|超过)\d[\d.,]{0,12}[%％]?[万亿]{0,2}[个名人户项件次家元吨亩年天字篇条]{0,2}以上/g),
  },
];
