/** The notes under a table (注), generated from the rulebook that was used, so they cannot say something else. */
import type { Period } from '../calendar/day.ts';
import { showPeriod } from '../display.ts';
import { namesText } from './note-conditions.ts';
import { fullStop, limitNote, ruleNote, sameItemNote } from './note-rules.ts';
import type { RankKey, Rulebook } from './rulebook.ts';

/** Sentences in the order offices print them: order, zeros, points, what counts when, days. */
export function notesOf(book: Rulebook, period: Period): string[] {
  return [
    ...orderNotes(book),
    ...zeroNotes(book),
    ...pointNotes(book),
    ...scoreNotes(book),
    ...countNotes(book),
    `以上数据统计时间为${showPeriod(period)}。`,
    ...(book.notes ?? []),
  ];
}

/** The title under which a figure is printed. */
const titleOf = (book: Rulebook, figure: string): string => {
  for (const columns of [book.columns, ...(book.groups ?? []).map((group) => group.columns)]) {
    const column = columns?.find((one) => typeof one === 'object' && one.figure === figure);
    if (typeof column === 'object' && column.title !== undefined) return column.title;
  }
  return figure === '合计' ? '总分' : figure;
};

const tieTexts = {
  consecutive: '名次连续编排，不并列',
  dense: '数值相同的名次并列，其后名次不间断',
  competition: '数值相同的名次并列，其后名次空出并列的位次',
  none: '不编名次',
} as const;

/** One sentence for tables that share an order; others name their groups. */
function orderNotes(book: Rulebook): string[] {
  const groups = book.groups ?? [{ name: '' }];
  const texts = groups.map((group) => orderText(book, group.rank ?? book.rank));
  if (new Set(texts).size === 1) return [fullStop(`${groups.length > 1 || !book.groups ? '各表' : '本表'}${texts[0]}`)];
  return groups.map((group, index) => fullStop(`${group.title ?? group.name}${texts[index]}`));
}

function orderText(book: Rulebook, rank: Rulebook['rank']): string {
  const { by, ties } = rank ?? { by: ['得分'], ties: 'competition' as const };
  const text = (key: RankKey): string =>
    typeof key === 'string'
      ? `${titleOf(book, key)}由高到低`
      : `${titleOf(book, key.figure)}由${key.order === 'high' ? '高到低' : '低到高'}`;
  const [first, ...rest] = by;
  const second = rest.length > 0 ? `，相同的再按${rest.map(text).join('、')}` : '';
  return `按${first === undefined ? '名册顺序' : text(first)}排列${second}，${rest.length > 0 ? '仍相同的' : '相同的'}按名册顺序；${tieTexts[ties]}`;
}

function zeroNotes(book: Rulebook): string[] {
  const notes: string[] = [];
  const zeros = book.groups ? book.groups.map((group) => group.zero ?? book.zero) : [book.zero];
  const leftOut = zeros.filter((zero) => zero?.rows === 'left-out');
  if (leftOut.length > 0) {
    const where = leftOut.length < zeros.length ? `${leftOutGroups(book)}中` : '';
    notes.push(`${where}${leftOut.every((zero) => zero?.is === undefined) ? '各项均为零的单位未列出。' : '没有相应数据的单位未列出。'}`);
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

/** Titles of the columns in which zero is not printed as 0, with what stands for it. */
function shownZeros(book: Rulebook): [title: string, zero: string][] {
  const found = new Map<string, string>();
  for (const figure of book.figures ?? []) {
    const zero = figure.show?.zero;
    if (zero !== undefined && zero !== '0') found.set(titleOf(book, figure.name), zero);
  }
  for (const columns of [book.columns, ...(book.groups ?? []).map((group) => group.columns)]) {
    for (const column of columns ?? []) {
      const zero = typeof column === 'object' ? column.show?.zero : undefined;
      if (typeof column === 'object' && zero !== undefined && zero !== '0') found.set(column.title ?? column.figure, zero);
    }
  }
  return [...found];
}

function pointNotes(book: Rulebook): string[] {
  const sentences = [
    ...book.rules.map(ruleNote),
    ...(book.limits ?? []).map((limit) => limitNote(limit, book)),
    ...(book.sameItem ?? []).map((same) => sameItemNote(same, book)),
  ].filter((text) => text !== '');
  return sentences.length > 0 ? [fullStop(sentences.join('；'))] : [];
}

/** A score that is another figure, or made by a formula. */
function scoreNotes(book: Rulebook): string[] {
  const sources = new Set([book.score, ...(book.groups ?? []).map((group) => group.score)].filter((one) => one !== undefined));
  const formulas = [...sources].filter((source) => !(book.figures ?? []).some((figure) => figure.name === source));
  const gated = book.rules.filter((rule) => rule.onlyIf !== undefined && rule.note === undefined);
  return [
    ...formulas.map((source) => `得分按公式计算：${source}。`),
    ...gated.map((rule) => `${rule.name ?? rule.id}只在满足“${rule.onlyIf}”时计入。`),
  ];
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
