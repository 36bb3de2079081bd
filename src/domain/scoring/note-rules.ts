/** Each rule, limit and same-item clause of a rulebook as one clause of the notes. */
import { attributeName, namesText, unitText, valueText, whenText } from './note-conditions.ts';
import { formulaText } from './note-formula.ts';
import { windowName, windowNote, wordOf } from './note-windows.ts';
import {
  type BaseRule,
  type FactRule,
  isFactRule,
  isWindowRule,
  type Limit,
  type Points,
  type Rule,
  type Rulebook,
  type SameItem,
} from './rulebook.ts';

export const fullStop = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`);
const nameOf = (rule: Rule): string => rule.name ?? rule.id;
const signed = (points: number): string => (points < 0 ? `扣${-points}分` : `计${points}分`);

/** The clauses of all rules; neighbours that say the same are said together: 信息发布、互动交流和管理按认定的分值扣. */
export function ruleNotes(book: Rulebook): string[] {
  return together(book.rules.map((rule) => ruleClause(rule, book)));
}

/** One rule of the rulebook in the words of the notes. */
export const ruleNote = (rule: Rule, book: Rulebook): string => together([ruleClause(rule, book)]).join('');

interface Clause {
  /** Apart from what is said of it where others may share that. */
  readonly name: string;
  readonly text: string;
  readonly shared: boolean;
}

function together(clauses: readonly Clause[]): string[] {
  const found: { names: string[]; text: string; shared: boolean }[] = [];
  for (const { name, text, shared } of clauses) {
    const last = found.at(-1);
    if (last && shared && last.shared && last.text === text) last.names.push(name);
    else found.push({ names: [name], text, shared });
  }
  return found.map(({ names, text }) => `${namesText(names)}${text}`).filter((text) => text !== '');
}

/** A rule's own `note` is taken as it stands, `{points}` filled in. */
function ruleClause(rule: Rule, book: Rulebook): Clause {
  if (rule.note !== undefined) {
    const points = !isWindowRule(rule) && typeof rule.points === 'number' ? String(Math.abs(rule.points)) : '';
    return { name: '', text: rule.note.replaceAll('{points}', points), shared: false };
  }
  const scope = rule.for ? `（${unitText(rule.for, book.attributeNames)}）` : '';
  const name = `${nameOf(rule)}${scope}`;
  const text = isFactRule(rule) ? factText(rule, book) : isWindowRule(rule) ? `：${windowNote(rule, book)}` : baseText(rule);
  const aside = rule.aside ? '，不计入得分' : '';
  const onlyIf = rule.onlyIf === undefined ? '' : `，只在${formulaText(rule.onlyIf, book.attributeNames)}时计入`;
  return { name, text: `${text}${aside}${onlyIf}`, shared: isFactRule(rule) && typeof rule.points === 'string' && !rule.for };
}

const baseText = (rule: BaseRule): string => `${windowName(rule.per)}${rule.points}分`;

function factText(rule: FactRule, book: Rulebook): string {
  const names = book.attributeNames;
  const factors = (rule.times ?? []).map(({ when, by }) => `${whenText(when, names)}的${factorText(by)}`);
  const once = rule.once ? [onceText(rule.once, book, isFixed(rule))] : [];
  const joint = rule.joint === undefined ? [] : [rule.joint === 'full' ? '联合报送的各单位均计全分' : '联合报送的由各单位分得'];
  return [pointsText(rule.points, wordOf(rule.each), book), ...factors, ...once, ...joint].join('，');
}

const isFixed = (rule: FactRule): boolean => typeof rule.points === 'number' && !rule.times;
const factorText = (by: number): string => (by === 2 ? '加倍计分' : by === 0.5 ? '减半计分' : `按${by}倍计分`);

function pointsText(points: Points, counted: string, book: Rulebook): string {
  const names = book.attributeNames;
  if (typeof points === 'number') return `每${counted}${signed(points)}`;
  if (typeof points === 'string') return `按认定的分值${points === 'own' ? '计' : '扣'}`;
  if ('each' in points) {
    const size = points.every === undefined || points.every === 1 ? '1' : `满${points.every}`;
    const word = points.by === 'lateBy' || points.by === 'age' ? '天' : '';
    return `按${attributeName(points.by, names)}，每${size}${word}${signed(points.each)}${mostText(points.atMost, points.each)}`;
  }
  if ('table' in points) {
    const entries = Object.entries(points.table).map(([value, n]) => `${tableText(points.by, value, book)}${signed(n)}`);
    return `每${counted}：${[...entries, ...(points.otherwise === undefined ? [] : [`其他${signed(points.otherwise)}`])].join('、')}`;
  }
  const cases = points.map(
    (one) =>
      `${whenText(one.when, names) || '其他'}${typeof one.points === 'number' ? signed(one.points) : pointsText(one.points, counted, book)}`,
  );
  return `每${counted}：${cases.join('、')}`;
}

const tableText = (by: string, value: string, book: Rulebook): string =>
  valueText(by, value === 'true' ? true : value === 'false' ? false : value, book.attributeNames);
const mostText = (atMost: number | undefined, points: number): string =>
  atMost === undefined ? '' : `，最多${points < 0 ? '扣' : '计'}${atMost}分`;

const onceNames: Readonly<Record<string, string>> = {
  item: '条信息',
  day: '日',
  week: '周',
  month: '月',
  quarter: '季度',
  half: '半年',
  year: '年',
};
function onceText(once: readonly string[], book: Rulebook, fixed: boolean): string {
  const keys = once.map((key) => `同一${onceNames[key] ?? attributeName(key, book.attributeNames)}`);
  return `${keys.join('、')}只计一次${fixed ? '' : '，取最高'}`;
}

/** Together these rules give at most, or take at most, so much. */
export function limitNotes(book: Rulebook): string[] {
  return together(
    (book.limits ?? []).map((limit) => {
      const many = limit.rules.length > 1;
      const scope = limit.for ? `（${unitText(limit.for, book.attributeNames)}）` : '';
      const name = `${namesText(limit.rules.map((id) => nameById(id, book)))}${many ? '合计' : ''}`;
      return { name, text: `${scope}${windowName(limit.per)}${boundsText(limit)}`, shared: !many && !limit.for };
    }),
  );
}

const boundsText = ({ max, min }: Limit): string =>
  [
    max === undefined ? '' : max < 0 ? `至少扣${-max}分` : `最高${max}分`,
    min === undefined ? '' : min < 0 ? `最多扣${-min}分` : `最低${min}分`,
  ]
    .filter((text) => text !== '')
    .join('、');

const nameById = (id: string, book: Rulebook): string => {
  const rule = book.rules.find((one) => one.id === id);
  return rule ? nameOf(rule) : id;
};

export const sameItemNotes = (book: Rulebook): string[] => (book.sameItem ?? []).map((same) => sameItemNote(same, book));

function sameItemNote({ rules, take, others }: SameItem, book: Rulebook): string {
  const isAll = rules.length === book.rules.length;
  const names = isAll ? '' : `在${namesText(rules.map((id) => nameById(id, book)))}中`;
  const which = take === 'highest' ? '最高' : '最先';
  const rest = others === undefined || others === 0 ? '' : `，其余各项按${others * 100}%计分`;
  return `同一条信息${names}有多项得分的，只${rest === '' ? '' : '全额'}计${which}的一项${rest}`;
}
