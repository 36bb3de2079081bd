/** Readings under which a figure of the text and the tables are both right: sought before anything is called wrong. */
import type { DocumentView } from './document-view.ts';
import { same, tidy } from './figures.ts';
import { sentencesOf, type TextFigure } from './narrative-figures.ts';
import { meaningsOf } from './narrative-meanings.ts';
import { documentNotes } from './notes.ts';
import type { Statement } from './statements.ts';

/** A figure of the text beside what the tables say. */
export interface Compared {
  readonly figure: TextFigure;
  readonly met: boolean;
  readonly expected?: number;
  /** Where the expected figure comes from, in words. */
  readonly source: string;
  /** A total that is known, and why the tables' rows add up to something else. */
  readonly known?: { readonly why?: string };
}

export interface Examined {
  readonly statement: Statement;
  readonly head: Compared;
  readonly parts: readonly Compared[];
  /** What it counts beside the plain number of items: 未采用, 上级采用. */
  readonly meaning: string;
}

export const differs = (one: Compared): boolean => !one.met && one.expected !== undefined;
export const difference = (one: Compared): number => tidy(one.figure.value - (one.expected ?? one.figure.value));

/** Some of the figures whose sum is the difference, all of them first. */
export function accountingFor(diff: number, figures: readonly TextFigure[]): readonly TextFigure[] | undefined {
  for (let mask = 2 ** figures.length - 1; mask > 0; mask -= 1) {
    const chosen = figures.filter((_, bit) => (mask >> bit) % 2 === 1);
    if (
      same(
        chosen.reduce((sum, figure) => sum + figure.value, 0),
        Math.abs(diff),
      )
    )
      return chosen;
  }
  return undefined;
}

const listed = (figures: readonly TextFigure[]): string =>
  figures
    .map((figure) => `${figure.words.replace(/^.*[（(，,、]/u, '').replace(/^(?:含|函|包括|包含|其中)+/u, '')}${figure.printed}`)
    .join('、');

/** A reading under which what the text says is right, or may be. */
export interface Reading {
  readonly weight: 'note' | 'warning';
  readonly explanation: string;
}

const knownReading = ({ known }: Compared): Reading | undefined =>
  known?.why === undefined ? undefined : { weight: 'note', explanation: `${known.why}。` };

/** The reading under which head and parts are right: what the text says the total includes accounts for the difference. */
function inclusionReading({ statement, head, parts }: Examined): Reading | undefined {
  const diff = difference(head);
  if (!differs(head) || diff === 0) return undefined;
  const chosen = accountingFor(diff, statement.includes.slice(0, 10));
  if (chosen === undefined) return undefined;
  const off = parts.filter(differs);
  const spreadOut = off.reduce((sum, part) => sum + difference(part), 0);
  if (off.length > 0 && !same(spreadOut, diff)) return undefined;
  const counted = diff > 0 ? '文中总数计入了这些，表中条数没有计入' : '表中条数计入了这些，文中总数没有计入';
  const explanation = `相差的${Math.abs(diff)}条正是文中所说的${listed(chosen)}：${counted}。`;
  const spread = off.length === 0 ? '' : `各分组的差额（${off.map((part) => difference(part)).join(' + ')}）之和也恰为${diff}。`;
  return { weight: 'note', explanation: explanation + spread };
}

/** Another count of the same paragraph that is exactly the difference: a likely reading, to be confirmed. */
function neighbourReading(one: Compared, examined: Examined, all: readonly Examined[]): Reading | undefined {
  const diff = difference(one);
  const others = all
    .filter((other) => other !== examined && other.statement.paragraph === examined.statement.paragraph)
    .map((other) => other.head.figure);
  const found = diff >= 2 ? others.find((figure) => same(figure.value, diff)) : undefined;
  if (found === undefined) return undefined;
  return { weight: 'warning', explanation: `相差的${diff}条与文中另一数字“${listed([found])}”相等，可能是把它计入了，请确认统计口径。` };
}

/** Joint items that the paragraph counts: each unit's row has them, the total counts them once. They explain; the text must still say so. */
export function jointReading(one: Compared, view: DocumentView, paragraph: number): string | undefined {
  const surplus = -difference(one);
  const figures = surplus > 0 ? sentencesOf(view.document.paragraphs[paragraph] ?? '').flatMap((sentence) => sentence.figures) : [];
  const found = figures.find(({ value, clause }) => same(value, surplus) && meaningsOf(clause, '').includes('joint'));
  if (found === undefined) return undefined;
  return `相差的${surplus}条与文中联合报送的${found.printed}相等：可能表中各单位都计入，总数只计一次；若是，请在文中或注中写明。`;
}

/** A note that says joint items stand in each unit's row and once in the total: rows that add up to more are what it says. */
function jointNoteReading(one: Compared, view: DocumentView): Reading | undefined {
  const said = documentNotes(view).find(({ text }) =>
    /(?:联合|合报|共同报送)[^。]*(?:总数|合计|全[县市区省])[^。；;]*(?:一次|一[条件])/u.test(text),
  );
  if (said === undefined || difference(one) >= 0) return undefined;
  return {
    weight: 'warning',
    explanation: `注中说明联合报送的信息总数只计一次、表中各单位都计入，相差的${-difference(one)}条可能由此而来，请核对。`,
  };
}

/** The reading of a difference that is found first: what is known, what the text includes, another count of the paragraph, a note. */
export function readingOf(one: Compared, examined: Examined, all: readonly Examined[], view: DocumentView): Reading | undefined {
  return knownReading(one) ?? inclusionReading(examined) ?? neighbourReading(one, examined, all) ?? jointNoteReading(one, view);
}
