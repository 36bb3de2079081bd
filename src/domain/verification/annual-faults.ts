/** Which identities of an annual report are broken, and which single cell, put right, would mend all that it breaks. */
import { type AnnualCell, type AnnualIdentity, annualCell } from '../annual-report/format.ts';
import type { AnnualFigures } from './annual-figures.ts';
import { same, tidy } from './figures.ts';

/** An identity as the document has it. */
export interface Balance {
  readonly identity: AnnualIdentity;
  /** Parts less totals; 0 where it holds. */
  readonly off: number;
  /** Cells of it that were not found. */
  readonly missing: readonly AnnualCell[];
}

export interface AnnualFault {
  readonly cell: AnnualCell;
  readonly expected: number;
  /** What it breaks. */
  readonly broken: readonly Balance[];
  /** Whether this cell alone can be wrong, if there is one fault. */
  readonly sure: boolean;
  /** The total of its row went along: it is wrong by the same. */
  readonly along?: AnnualCell;
}

/** What is known beside the tables: whether a cell is said elsewhere to hold a value. */
export type Witness = (cell: AnnualCell, value: number) => boolean;

const sumOf = (cells: readonly AnnualCell[], figures: AnnualFigures): number =>
  cells.reduce((sum, cell) => sum + (figures.get(cell)?.value ?? 0), 0);

function balanceOf(identity: AnnualIdentity, figures: AnnualFigures): Balance | undefined {
  const { parts, totals } = identity;
  const found = parts.filter((cell) => figures.has(cell));
  if (found.length === 0 || !totals.some((cell) => figures.has(cell))) return undefined;
  // only the total was filled in: nothing says that it is wrong
  if (found.every((cell) => figures.get(cell)!.cell.kind === 'blank')) return undefined;
  const off = tidy(sumOf(parts, figures) - sumOf(totals, figures));
  return { identity, off, missing: [...parts, ...totals].filter((cell) => !figures.has(cell)) };
}

/** All identities of a format of which the document has both sides. */
export function balancesOf(identities: readonly AnnualIdentity[], figures: AnnualFigures): readonly Balance[] {
  return identities.flatMap((identity) => balanceOf(identity, figures) ?? []);
}

const isBroken = ({ off }: Balance): boolean => !same(off, 0);

/** What a cell had to be for the identity to hold. */
function corrected(cell: AnnualCell, { identity, off }: Balance, figures: AnnualFigures): number {
  const sign = identity.parts.includes(cell) ? 1 : -1;
  return tidy((figures.get(cell)?.value ?? 0) - sign * off);
}

const holds = (cell: AnnualCell, { identity }: Balance): boolean => identity.parts.includes(cell) || identity.totals.includes(cell);

/** What mends all that a cell (and the total that went along) breaks: undefined where it would break what holds. */
function mending(cells: readonly AnnualCell[], open: readonly Balance[], all: readonly Balance[], figures: AnnualFigures) {
  const broken = all.filter((one) => cells.filter((cell) => holds(cell, one)).length === 1);
  if (broken.length < 2 || !broken.every((one) => open.includes(one))) return undefined;
  const changes = broken.map((one) => {
    const cell = cells.find((each) => holds(each, one))!;
    return corrected(cell, one, figures) - figures.get(cell)!.value;
  });
  const [change = 0, ...others] = changes;
  const fits = others.every((other) => same(other, change)) && cells.every((cell) => figures.get(cell)!.value + change >= 0);
  return fits ? { broken, expected: tidy(figures.get(cells[0]!)!.value + change) } : undefined;
}

/** The cell whose correction mends the most broken identities at once and breaks none that holds. */
function culprit(open: readonly Balance[], all: readonly Balance[], figures: AnnualFigures): AnnualFault | undefined {
  const cells = new Set(open.flatMap(({ identity }) => [...identity.parts, ...identity.totals]).filter((cell) => figures.has(cell)));
  let best: AnnualFault | undefined;
  for (const cell of cells) {
    const found = mending([cell], open, all, figures);
    if (found !== undefined && found.broken.length > (best?.broken.length ?? 0)) best = { cell, ...found, sure: true };
  }
  return best;
}

/** The cell that is wrong together with the total of its row: the one that mends most; among equals the one a witness or the balance names. */
function culpritWithTotal(
  open: readonly Balance[],
  all: readonly Balance[],
  figures: AnnualFigures,
  witness: Witness,
): AnnualFault | undefined {
  const balances = new Set(open.map(({ identity }) => identity.balance));
  const found = open
    .flatMap(({ identity }) => [...identity.parts, ...identity.totals])
    .filter((cell) => figures.has(cell))
    .flatMap((cell): (AnnualFault & { readonly rank: number })[] => {
      const row = figures.get(cell)!.row;
      const total = annualCell(row.id, row.columns.at(-1)!.id);
      if (cell === total || !figures.has(total)) return [];
      const mended = mending([cell, total], open, all, figures);
      if (mended === undefined) return [];
      const likely =
        witness(cell, mended.expected) || witness(total, figures.get(total)!.value + mended.expected - figures.get(cell)!.value);
      return [
        { cell, ...mended, along: total, sure: likely, rank: mended.broken.length * 4 + (likely ? 2 : 0) + (balances.has(cell) ? 1 : 0) },
      ];
    })
    .toSorted((a, b) => b.rank - a.rank);
  const [best, second] = found;
  if (best === undefined || best.rank === second?.rank) return undefined;
  return { ...best, sure: best.sure || best.rank - (second?.rank ?? 0) >= 4 };
}

/**
 * The faults of a report, each broken identity in one of them. A cell stands in several identities, so where all of these are broken by the
 * same amount it is the one that is wrong. What is left is laid to a cell of which a witness says another figure, else to the balance.
 */
export function annualFaults(balances: readonly Balance[], figures: AnnualFigures, witness: Witness): readonly AnnualFault[] {
  const faults: AnnualFault[] = [];
  let open = balances.filter(isBroken);
  const next = (): AnnualFault | undefined => culprit(open, balances, figures) ?? culpritWithTotal(open, balances, figures, witness);
  for (let fault = next(); fault !== undefined; fault = next()) {
    faults.push(fault);
    const { broken } = fault;
    open = open.filter((one) => !broken.includes(one));
  }
  const rest = open.map((broken): AnnualFault => {
    const { parts, totals, balance } = broken.identity;
    const cells = [balance, ...totals, ...parts].filter((cell) => figures.has(cell));
    const told = cells.find((cell) => witness(cell, corrected(cell, broken, figures)));
    const cell = told ?? cells.find((one) => corrected(one, broken, figures) >= 0) ?? cells[0]!;
    return { cell, expected: corrected(cell, broken, figures), broken: [broken], sure: told !== undefined };
  });
  return [...faults, ...rest];
}
