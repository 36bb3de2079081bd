/** The notes under a table (注), generated from the rulebook that was used, so they cannot say something else. */
import type { Period } from '../calendar/day.ts';
import { showPeriod } from '../display.ts';
import { namesText } from './note-conditions.ts';
import { formulaText, isPlain } from './note-formula.ts';
import { fullStop, limitNotes, ruleNotes, sameItemNotes } from './note-rules.ts';
import type { Column, Figure, Group, Over, RankKey, Rulebook } from './rulebook.ts';

/** Sentences in the order offices print them: order, zeros, points, what counts when, days. */
export function notesOf(whole: Rulebook, period: Period): string[] {
  const { groups, ...rest } = whole;
  const book: Rulebook = groups ? { ...rest, groups: groups.filter((group) => group.printed !== false) } : whole;
  return [
    ...orderNotes(book),
    ...zeroNotes(book),
    ...pointNotes(book),
    ...formulaNotes(book),
    ...countNotes(book),
    `以上数据统计时间为${showPeriod(period)}。`,
    ...(book.notes ?? []),
  ];
}

/** Columns of every table; undefined where the rulebook leaves them to the figures. */
const columnLists = (book: Rulebook): (readonly Column[] | undefined)[] =>
  book.groups ? book.groups.map((group) => group.columns ?? book.columns) : [book.columns];

/** The title under which a figure is printed. A score that is only another figure goes by that one's name. */
function titleOf(book: Rulebook, figure: string, score = book.score): string {
  for (const columns of columnLists(book)) {
    for (const column of columns ?? [])
      if (typeof column === 'object' && column.figure === figure && column.title !== undefined) return column.title;
  }
  if (figure === '得分' && score !== undefined && book.figures?.some((one) => one.name === score)) return titleOf(book, score);
  return figure === '合计' ? '总分' : figure;
}

const tieTexts = {
  consecutive: '名次连续编排，不并列',
  dense: '数值相同的名次并列，其后名次连续（如1、2、3、3、4）',
  competition: '数值相同的名次并列，其后名次空出（如1、2、3、3、5）',
  none: '不编名次',
} as const;

/** One sentence for tables that share an order; others name their groups. */
function orderNotes(book: Rulebook): string[] {
  const groups: readonly Group[] = book.groups ?? [{ name: '' }];
  const texts = groups.map((group) => orderText(book, group));
  if (new Set(texts).size === 1) return [fullStop(`${book.groups?.length === 1 ? '本表' : '各表'}${texts[0]}`)];
  return groups.map((group, index) => fullStop(`${group.title ?? group.name}${texts[index]}`));
}

function orderText(book: Rulebook, group: Group): string {
  const { by, ties } = group.rank ?? book.rank ?? { by: ['得分'], ties: 'competition' as const };
  const text = (key: RankKey): string => {
    const { figure, order } = typeof key === 'string' ? { figure: key, order: 'high' } : key;
    return `${titleOf(book, figure, group.score ?? book.score)}由${order === 'high' ? '高到低' : '低到高'}`;
  };
  const [first, ...rest] = by;
  if (first === undefined) return '按名册顺序排列';
  const second = rest.length > 0 ? `，相同的再按${rest.map(text).join('、')}` : '';
  const order = `按${text(first)}排列${second}，${rest.length > 0 ? '仍相同的' : '相同的'}按名册顺序`;
  return showsRank(group.columns ?? book.columns) ? `${order}；${tieTexts[ties]}` : order;
}

const showsRank = (columns: readonly Column[] | undefined): boolean =>
  columns === undefined || columns.some((column) => (typeof column === 'string' ? column : column.figure) === '名次');

function zeroNotes(book: Rulebook): string[] {
  const notes: string[] = [];
  const zeros = book.groups ? book.groups.map((group) => group.zero ?? book.zero) : [book.zero];
  const leftOut = zeros.filter((zero) => zero?.rows === 'left-out');
  if (leftOut.length > 0) {
    const where = leftOut.length < zeros.length ? `${leftOutGroups(book)}中` : '';
    const what = [...new Set(leftOut.map((zero) => (zero?.is === undefined ? '各项均为零' : formulaText(zero.is, book.attributeNames))))];
    notes.push(`${where}${what.join('或')}的单位未列出。`);
  }
  const marks = new Map<string, string[]>();
  for (const [title, zero] of shownZeros(book)) marks.set(zero, [...(marks.get(zero) ?? []), title]);
  for (const [mark, titles] of marks) notes.push(`${namesText(titles)}${mark === '' ? '空白' : `栏“${mark}”`}表示为零。`);
  const rates = (book.figures ?? []).filter((figure) => figure.show?.percent);
  const byMark = new Map<string, string[]>();
  for (const rate of rates) {
    const mark = rate.show?.none ?? '—';
    byMark.set(mark, [...(byMark.get(mark) ?? []), titleOf(book, rate.name)]);
  }
  for (const [mark, titles] of byMark) notes.push(`${namesText(titles)}${mark === '' ? '空白' : `栏“${mark}”`}表示分母为零，无从计算。`);
  return notes;
}

const leftOutGroups = (book: Rulebook): string =>
  namesText(
    (book.groups ?? []).filter((group) => (group.zero ?? book.zero)?.rows === 'left-out').map((group) => group.title ?? group.name),
  );

/** Titles of all columns in which zero is not printed as 0, as each table prints them, with what stands for it. */
function shownZeros(book: Rulebook): [title: string, zero: string][] {
  const found = new Map<string, string>();
  const figures = new Map((book.figures ?? []).map((figure) => [figure.name, figure]));
  for (const columns of columnLists(book)) {
    for (const column of columns ?? [...figures.keys()]) {
      const { figure, title, show } = typeof column === 'string' ? { figure: column, title: undefined, show: undefined } : column;
      const zero = (show ?? figures.get(figure)?.show)?.zero;
      if (zero !== undefined && zero !== '0') found.set(title ?? titleOf({ ...book, groups: [] }, figure), zero);
    }
  }
  return [...found];
}

function pointNotes(book: Rulebook): string[] {
  const sentences = [...ruleNotes(book), ...limitNotes(book), ...sameItemNotes(book)];
  return sentences.length > 0 ? [fullStop(sentences.join('；'))] : [];
}

/** How columns are reckoned that are made of others, and a score made by a formula. */
function formulaNotes(book: Rulebook): string[] {
  const shown = new Set(
    columnLists(book).flatMap(
      (columns) =>
        columns?.map((column) => (typeof column === 'string' ? column : column.figure)) ?? [
          ...(book.figures ?? []).map((figure) => figure.name),
        ],
    ),
  );
  const figures = (book.figures ?? []).filter((figure) => shown.has(figure.name)).flatMap((figure) => figureNote(book, figure));
  const scores = book.groups ? book.groups.map((group) => [group, group.score ?? book.score] as const) : [[undefined, book.score] as const];
  const scoreTexts = new Map<string, string>();
  for (const [group, source] of scores) {
    if (source === undefined || book.figures?.some((figure) => figure.name === source)) continue;
    const where = new Set(scores.map(([, one]) => one)).size > 1 ? (group?.title ?? group?.name ?? '') : '';
    scoreTexts.set(source, `${where}${titleOf(book, '得分')}：${formulaText(source, book.attributeNames)}。`);
  }
  return [...scoreTexts.values(), ...figures];
}

function figureNote(book: Rulebook, figure: Figure): string[] {
  const name = titleOf(book, figure.name);
  if ('label' in figure) {
    const cases = figure.label.map((one) => `${formulaText(one.when, book.attributeNames)}的为${one.text}`);
    return [`${name}：${[...cases, ...(figure.otherwise === undefined ? [] : [`其他为${figure.otherwise}`])].join('，')}。`];
  }
  const over = figure.over === undefined || figure.over === 'period' ? '' : overText(figure.over, book);
  if (!('formula' in figure)) return over === '' ? [] : [`${name}为${over}的数。`];
  if (isPlain(figure.formula)) return over === '' ? [] : [`${name}为${over}的${figure.formula}。`];
  return [`${name}：${over === '' ? '' : `${over}的`}${formulaText(figure.formula, book.attributeNames)}。`];
}

function overText(over: Over, book: Rulebook): string {
  if (typeof over !== 'string') return `${over[0]}至${over[1]}`;
  const start = book.yearStarts === undefined || book.yearStarts === '01-01' ? '年初' : '考核年度开始';
  return { year: `${start}至本期末`, before: `${start}至上期末`, previous: '上一期', 'last-year': '上年同期', period: '本期' }[over];
}

/** Which day an adoption counts on, only where adoptions are counted or scored; and rules that go by another day. */
function countNotes(book: Rulebook): string[] {
  const notes: string[] = [];
  const counted = JSON.stringify([book.rules, book.figures ?? [], book.totals ?? []]);
  if (counted.includes('"adoption"')) {
    notes.push(book.countsAt === 'adoption' ? '采用按采用（决定）日期归期。' : '采用按发布日期归期，没有发布日期的按采用日期。');
  }
  const bases = { due: '截止日期', deliveredOn: '交稿日期', eventOn: '事件日期', publishedOn: '发布日期' } as const;
  for (const rule of book.rules) {
    const dayOf = 'dayOf' in rule ? rule.dayOf : 'measure' in rule && 'count' in rule.measure ? rule.measure.dayOf : undefined;
    if (dayOf !== undefined && dayOf !== 'on') notes.push(`${rule.name ?? rule.id}按${bases[dayOf]}归期。`);
  }
  return notes;
}
