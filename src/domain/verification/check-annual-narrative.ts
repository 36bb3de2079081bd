import type { AnnualCell } from '../annual-report/format.ts';
import type { AnnualFigures } from './annual-figures.ts';
import { annualDenials, annualSayings, type Denial, type Saying } from './annual-sayings.ts';
import { figureValue, firstFigure, rowWords } from './annual-words.ts';
import { reportFaults } from './check-annual-identities.ts';
import type { Check, DocumentView } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';

interface Compared {
  readonly saying: Saying;
  readonly met: boolean;
  /** The cells of the first meaning that the tables hold, and their sum. */
  readonly cells: readonly AnnualCell[];
  readonly expected: number;
}

const sum = (cells: readonly AnnualCell[], figures: AnnualFigures): number =>
  tidy(cells.reduce((total, cell) => total + figureValue(figures, cell), 0));

/** A figure of the text beside the tables; undefined where they hold nothing of it. */
function compare(saying: Saying, figures: AnnualFigures): Compared | undefined {
  const held = saying.means.filter((cells) => cells.every((cell) => figures.has(cell)));
  const [cells] = held;
  if (cells === undefined) return undefined;
  const met = held.some((one) => Math.abs(sum(one, figures) - saying.value) <= saying.tolerance + 1e-6);
  return { saying, met, cells, expected: sum(cells, figures) };
}

function contradiction({ saying, cells, expected }: Compared, figures: AnnualFigures, certain: boolean): Finding {
  const names = cells.map((cell) => `“${rowWords(figures.get(cell)!)}”`);
  const place = names.length > 3 ? `${names[0]}等${names.length}项合计` : `${names.join('、')}${names.length > 1 ? '合计' : ''}`;
  const { paragraph, words, value } = saying;
  const message = `第${paragraph + 1}段称“${words}”，表中${place}为${expected}，相差${tidy(Math.abs(value - expected))}。`;
  return { kind: 'narrative', severity: certain ? 'error' : 'warning', where: { paragraph }, stated: value, expected, message };
}

function denied({ paragraph, words, cells }: Denial, figures: AnnualFigures): readonly Finding[] {
  const stated = cells.map((cell) => figures.get(cell)).filter((figure) => figure !== undefined && figure.value > 0);
  const figure = firstFigure(figures, cells);
  if (figure === undefined || stated.length === 0) return [];
  const found = stated.map((one) => `“${rowWords(one!)}”的“${one!.column.label}”为${one!.value}`).slice(0, 3);
  const message = `第${paragraph + 1}段称“${words.slice(0, 30)}”，表中${found.join('、')}。`;
  return [{ kind: 'narrative', severity: 'error', where: { paragraph }, stated: 0, expected: stated[0]!.value, message }];
}

/** What the text says of requests, reviews and files is what the tables say. */
export const annualNarrativeCheck: Check = {
  name: 'the text of an annual report agrees with its tables',
  find: (view: DocumentView) => {
    const figures = view.report?.figures;
    if (figures === undefined || figures.size === 0) return [];
    const { paragraphs } = view.document;
    const compared = annualSayings(paragraphs).flatMap((saying) => compare(saying, figures) ?? []);
    const faults = reportFaults(view);
    // the table's cell is named as wrong already, and the text has it right
    const explained = ({ cells, saying }: Compared): boolean =>
      faults.some(({ cell, expected }) => cells.length === 1 && cells[0] === cell && same(expected, saying.value));
    const wrong = compared.filter((one) => !one.met && !explained(one));
    return [
      ...wrong.map((one) => {
        const { strict, paragraph } = one.saying;
        return contradiction(one, figures, strict && compared.some((other) => other.met && other.saying.paragraph === paragraph));
      }),
      ...annualDenials(paragraphs).flatMap((denial) => denied(denial, figures)),
    ];
  },
};
