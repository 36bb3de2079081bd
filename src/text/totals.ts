/**
 * Figures of one sentence that contradict each other: parts and their total, a share and what it is a share of, a change and its two ends, a
 * quarter and its months. Only forms of which the words leave one reading; everything else is for the verification of whole documents.
 */
import { byPattern, instead, type Objection, type TextRule } from './rule.ts';

const units =
  '人次|万元|亿元|万人|万吨|公里|平方米|公顷|千瓦时|条|件|个|人|家|户|项|篇|次|元|吨|亩|名|份|起|例|宗|分|台|辆|所|座|处|批|场|期|班|册|套|只|头|株|幅|块|部|种';
const amount = '(\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12})(?:\\.(\\d{1,4}))?';
const numberOf = (whole: string | undefined, decimals: string | undefined): number =>
  Number(`${(whole ?? '').replaceAll(',', '')}.${decimals ?? '0'}`);

interface Item {
  readonly value: number;
  readonly unit: string;
  readonly decimals: number;
}

/** A clause that is a name and one number: 乡镇835条. Other numbers in it, and words of comparison, make it another thing. */
const itemPattern = new RegExp(`^[^\\d]{0,16}?${amount}(${units})$`, 'u');
const compares =
  /增|减|同比|环比|超|多|少|约|近|余|以上|以下|左右|平均|每|累计|达到|完成|占|得分|扣|比|最|至|到|从|由|第|提高|下降|较|另|还|其中|人均|原|将|计划|目标/;

function itemOf(clause: string): Item | undefined {
  if (compares.test(clause)) return undefined;
  const match = itemPattern.exec(clause);
  return match ? { value: numberOf(match[1], match[2]), unit: match[3] ?? '', decimals: (match[2] ?? '').length } : undefined;
}

/** The sum, told with as many decimals as the parts have; undefined where they are not all of one unit. */
function sumOf(items: readonly (Item | undefined)[], unit: string): number | undefined {
  let sum = 0;
  for (const item of items) {
    if (item?.unit !== unit) return undefined;
    sum += item.value;
  }
  return Math.round(sum * 10_000) / 10_000;
}

/** 部门1165条，乡镇835条，共计2100条: the parts are all clauses since the sentence, the colon or the bracket began. */
const totalLast = new RegExp(
  `(?<=[。：；（\\n]|^)([^。：；（）\\n]{4,120})[，、](?:共计|合计|总计)(?:为|是|达)?${amount}(${units})(?=[。；）\\n]|$)`,
  'gu',
);
const endsInTotal = byPattern(totalLast, (match) => {
  const [, before = '', whole, decimals, unit = ''] = match;
  const items = before.split(/[，、]/).map(itemOf);
  const sum = items.length < 2 ? undefined : sumOf(items, unit);
  const total = numberOf(whole, decimals);
  return sum === undefined || sum === total ? undefined : { message: `分项相加为${sum}${unit}，与文中的合计${total}${unit}不符，请核对。` };
});

/** 共2000条，分别为部门1165条、乡镇834条。 Words that say that nothing is left out; with 其中 the parts may be some of them. */
const totalFirst = new RegExp(
  `(?:共计|合计|总计|共有|共)[^\\d，。；：（）\\n]{0,16}?${amount}(${units})[^\\d，。；：（）\\n]{0,8}(?:[，（：]|，其中[：，]?|（其中[：，]?)(分别为|分别是|即)?[：]?([^。；：（）\\n]{4,160})(?=[。；）])`,
  'gu',
);
const most = 0.02;
const beginsWithTotal = byPattern(totalFirst, (match) => {
  const [, whole, decimals, unit = '', complete, rest = ''] = match;
  const clauses = rest.replace(/^其中[：，]?/, '').split(/[，、]/);
  const items = clauses.map(itemOf);
  const total = numberOf(whole, decimals);
  const sum = items.length < 2 ? undefined : sumOf(items, unit);
  if (sum === undefined || sum === total || /等|其他|其它/.test(rest)) return undefined;
  // Without such words only a sum that misses by a hair is no chance.
  const near = items.length > 2 && Math.abs(sum - total) <= Math.max(total * most, 1) && total >= 20;
  if (complete === undefined && !near) return undefined;
  return { message: `分项相加为${sum}${unit}，与文中的总数${total}${unit}不符，请核对。` };
});

const share = '(\\d{1,3})(?:\\.(\\d{1,2}))?[%％]';
/** How far a figure may be from the one computed: half of its last digit, with a little for cut instead of rounded ones. */
const tolerance = (decimals: string | undefined): number => 10 ** -(decimals ?? '').length * 1.001;
const shown = (value: number, decimals: string | undefined): string => value.toFixed((decimals ?? '').length);

/** 报送578条，采用250条，采用率43.3%. */
const rates = '采用率|采纳率|采发率|录用率|办结率|完成率|回复率|答复率|合格率|通过率|达标率|整改率|按时办结率';
const rateAfter = new RegExp(
  `${amount}(${units})[^\\d，。；：（）\\n]{0,6}[，、（](?:其中)?[^\\d，。；：（）\\n]{0,12}${amount}(${units})[^\\d，。；：（）\\n]{0,6}[，、（](${rates})(?:为|达到|达|是)?${share}`,
  'gu',
);
const wrongRate = byPattern(rateAfter, (match) => {
  const [, whole, wholeDecimals, unit, part, partDecimals, partUnit, name, rate, decimals] = match;
  const [base, some, stated] = [numberOf(whole, wholeDecimals), numberOf(part, partDecimals), numberOf(rate, decimals)];
  if (unit !== partUnit || base === 0 || some > base) return undefined;
  const right = (some / base) * 100;
  if (Math.abs(right - stated) <= tolerance(decimals)) return undefined;
  return { message: `按文中数字计算，${name}为${shown(right, decimals)}%，与${stated}%不符，请核对。` };
});

const rises = '增加|增长|提高|上升|扩大|提升|增';
const falls = '减少|下降|降低|缩减|压缩|减|降';
/** 由100件增加到120件，增长20%. */
const change = new RegExp(
  `(?:由|从)[^\\d，。；：（）\\n]{0,12}${amount}(${units})(${rises}|${falls})(?:到|至|为)[^\\d，。；：（）\\n]{0,8}${amount}(${units})[，、（](?:同比|环比)?(?:${rises}|${falls}|增幅|降幅|减幅)(?:为|达到|达|了)?${share}`,
  'gu',
);
const wrongChange = byPattern(change, (match) => {
  const [found, whole, wholeDecimals, unit, , to, toDecimals, toUnit, rate, decimals] = match;
  const [before, after, stated] = [numberOf(whole, wholeDecimals), numberOf(to, toDecimals), numberOf(rate, decimals)];
  if (unit !== toUnit || before === 0 || /年均|平均/.test(found)) return undefined;
  const right = (Math.abs(after - before) / before) * 100;
  // The two ends are rounded themselves.
  const rounding = (100 * (tolerance(wholeDecimals) + tolerance(toDecimals)) * (wholeDecimals || toDecimals ? 1 : 0)) / before;
  if (Math.abs(right - stated) <= tolerance(decimals) + rounding) return undefined;
  return { message: `按文中数字计算，变化为${shown(right, decimals)}%，与${stated}%不符，请核对。` };
});

/** 由35%提高到45%，提高10%: the difference of two shares is told in points. */
const pointsPattern = new RegExp(
  `(?:由|从)[^\\d，。；：（）\\n]{0,12}${share}(?:${rises}|${falls})(?:到|至|为)[^\\d，。；：（）\\n]{0,8}${share}[，、（](?:${rises}|${falls})(?:了)?(\\d{1,3}(?:\\.\\d{1,2})?[%％])`,
  'gu',
);
function* inPoints(text: string): Iterable<Objection> {
  for (const match of text.matchAll(pointsPattern)) {
    const [found, from, fromDecimals, to, toDecimals, difference = ''] = match;
    const [before, after, stated] = [numberOf(from, fromDecimals), numberOf(to, toDecimals), Number(difference.slice(0, -1))];
    if (Math.abs(Math.abs(after - before) - stated) > 1e-6) continue;
    const end = match.index + found.length;
    yield { start: end - difference.length, end, ...instead(`${difference.slice(0, -1)}个百分点`) };
  }
}

const dash = '(?:至|到|—{1,2}|－|-|–|~|～)';
/** 第二季度（4—6月）, 上半年（1月至6月）: the brackets say which months are meant. */
const quarter = new RegExp(
  `第?([一二三四1-4])季度[（(](?:\\d{4}年)?(\\d{1,2})(?:月份?)?(?:\\d{1,2}日)?${dash}(?:\\d{4}年)?(\\d{1,2})月`,
  'gu',
);
const half = new RegExp(`([上下])半年[（(](?:\\d{4}年)?(\\d{1,2})(?:月份?)?(?:\\d{1,2}日)?${dash}(?:\\d{4}年)?(\\d{1,2})月`, 'gu');
const monthsDiffer = (first: number, last: number, from: number, to: number, name: string): { readonly message: string } | undefined =>
  from === first && to === last ? undefined : { message: `${name}是${first}月至${last}月，与括号里的月份不符，请核对。` };
const quarterOf = (sign: string | undefined): number => (/\d/.test(sign ?? '') ? Number(sign) : '一二三四'.indexOf(sign ?? '') + 1);
const wrongQuarter = byPattern(quarter, (match) => {
  const nth = quarterOf(match[1]);
  return monthsDiffer(nth * 3 - 2, nth * 3, Number(match[2]), Number(match[3]), `${'一二三四'[nth - 1]}季度`);
});
const wrongHalf = byPattern(half, (match) =>
  monthsDiffer(match[1] === '上' ? 1 : 7, match[1] === '上' ? 6 : 12, Number(match[2]), Number(match[3]), `${match[1]}半年`),
);

const base = { kind: 'number', severity: 'warning', at: 'full', source: '文中数字' } as const;

/** The rules of figures that do not agree with each other. */
export const totalRules: readonly TextRule[] = [
  { ...base, id: 'total-after-parts', message: '分项相加与合计不符。', find: endsInTotal },
  { ...base, id: 'total-before-parts', message: '分项相加与总数不符。', find: beginsWithTotal },
  { ...base, id: 'rate-of-parts', message: '比率与文中数字不符。', find: wrongRate },
  { ...base, id: 'change-of-ends', message: '变化幅度与文中数字不符。', find: wrongChange },
  {
    ...base,
    id: 'change-in-points',
    source: '《出版物上数字用法》GB/T 15835-2011',
    message: '两个百分数相减的差用“百分点”。',
    find: inPoints,
  },
  { ...base, id: 'quarter-months', kind: 'date', source: '公历', message: '季度与月份不符。', find: wrongQuarter },
  { ...base, id: 'half-months', kind: 'date', source: '公历', message: '半年与月份不符。', find: wrongHalf },
];
