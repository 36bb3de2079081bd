/** A file of an office's own words as a whole: read with every bad row named, held against what is kept, and written. */
import { accept, type Outcome, problem, refuse } from '../outcome.ts';
import { type EntryKind, entryKindNames } from '../wording/entry.ts';
import { cellText, type SheetRow } from './cell.ts';
import type { ImportFinding } from './row.ts';
import {
  type EntryRow,
  type HolderRow,
  holderKindName,
  looksLikeWordingHeader,
  type OffRow,
  offKindName,
  readWordingHeader,
  type WordingRow,
  wordingHeading,
  wordingReader,
} from './wording.ts';

export interface HeldEntry {
  readonly id: number;
  readonly kind: EntryKind;
  readonly find: string;
  readonly put: readonly string[];
  readonly why: string | null;
}
export interface HeldHolder {
  readonly id: number;
  readonly name: string;
  readonly post: string;
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to: string | null;
  readonly position: number | null;
}
/** All that an office keeps of its own about wording. */
export interface HeldWording {
  readonly entries: readonly HeldEntry[];
  readonly holders: readonly HeldHolder[];
  readonly off: readonly string[];
}

/** A title may stand above the heading, and an office's name above that. */
const HEADING_WITHIN = 10;
const MOST_ROWS = 20_000;
const MOST_FINDINGS = 1000;

/** Every row below the heading, or every reason why not. */
export async function readWordingFile(rows: AsyncIterable<readonly SheetRow[]>): Promise<Outcome<readonly WordingRow[]>> {
  const read: WordingRow[] = [];
  const findings: ImportFinding[] = [];
  const lines = new Map<string, number>();
  let reader: ReturnType<typeof wordingReader> | undefined;
  let tried = 0;
  for await (const row of eachRow(rows)) {
    if (!reader) {
      tried += 1;
      if (!looksLikeWordingHeader(row) && tried < HEADING_WITHIN) continue;
      const heading = readWordingHeader(row);
      if (heading.findings.length > 0) return refuse('bad-input', heading.findings);
      reader = wordingReader(heading.columns);
      continue;
    }
    const reading = reader(row);
    if (reading.ok) {
      const twice = saidBefore(reading.read, lines);
      if (twice) findings.push(twice);
      else read.push(reading.read);
    } else findings.push(...reading.findings);
    if (read.length > MOST_ROWS) return refuse('bad-input', [problem('too-long', `文件超过 ${MOST_ROWS} 行，请分开导入`)]);
    if (findings.length > MOST_FINDINGS) break;
  }
  if (!reader) return refuse('bad-input', [problem('no-heading', '文件中没有表头：要有写着“种类”“词语”等列名的一行')]);
  if (findings.length > 0) return refuse('findings', findings);
  return read.length === 0 ? refuse('bad-input', [problem('no-rows', '表头下面没有内容')]) : accept(read);
}

async function* eachRow(rows: AsyncIterable<readonly SheetRow[]>): AsyncGenerator<SheetRow> {
  for await (const portion of rows) for (const row of portion) if (row.cells.some((cell) => cellText(cell) !== undefined)) yield row;
}

/** By which a row is the same thing as another one, or as something that is kept. */
function keyOf(read: WordingRow): string {
  if (read.what === 'entry') return `entry ${read.find}`;
  return read.what === 'off' ? `off ${read.key}` : `holder ${read.name} ${read.post} ${read.from}`;
}

function saidBefore(read: WordingRow, lines: Map<string, number>): ImportFinding | undefined {
  const key = keyOf(read);
  const first = lines.get(key);
  if (first === undefined) {
    lines.set(key, read.row);
    return undefined;
  }
  const what = read.what === 'entry' ? `“${read.find}”` : read.what === 'off' ? `“${read.key}”` : `“${read.name}”的这一职务、到任日期`;
  return { code: 'twice', level: 'error', row: read.row, where: `第${read.row}行`, message: `${what}在第${first}行已经写过，只留一行` };
}

/** What a file would do to what is kept. Nothing that it does not name is touched. */
export interface WordingPlan {
  readonly added: readonly WordingRow[];
  readonly changed: readonly (
    | { readonly read: EntryRow & { readonly why: string | null }; readonly was: HeldEntry }
    | { readonly read: HolderRow & { readonly to: string | null; readonly position: number | null }; readonly was: HeldHolder }
  )[];
  /** Rows that are kept already, exactly so. */
  readonly known: number;
}

/** Holds a file against what is kept. A column that the file has not leaves what is kept as it is. */
export function planWording(rows: readonly WordingRow[], held: HeldWording): WordingPlan {
  const entries = new Map(held.entries.map((one) => [one.find, one]));
  const off = new Set(held.off);
  const holderOf = matchedHolders(rows, held.holders);
  const added: WordingRow[] = [];
  const changed: WordingPlan['changed'][number][] = [];
  for (const read of rows) {
    if (read.what === 'off') {
      if (!off.has(read.key)) added.push(read);
    } else if (read.what === 'entry') {
      const was = entries.get(read.find);
      const why = read.why === undefined ? (was?.why ?? null) : read.why;
      if (!was) added.push(read);
      else if (was.kind !== read.kind || was.why !== why || was.put.join('\n') !== read.put.join('\n'))
        changed.push({ read: { ...read, why }, was });
    } else {
      const was = holderOf.get(read);
      const to = read.to === undefined ? (was?.to ?? null) : read.to;
      const position = read.position === undefined ? (was?.position ?? null) : read.position;
      if (!was) added.push(read);
      else if (was.from !== read.from || was.to !== to || was.position !== position) changed.push({ read: { ...read, to, position }, was });
    }
  }
  return { added, changed, known: rows.length - added.length - changed.length };
}

/** Who is meant: the same name and post from the same day on, else with days that overlap (the day was corrected); each once. */
function matchedHolders(rows: readonly WordingRow[], held: readonly HeldHolder[]): ReadonlyMap<HolderRow, HeldHolder> {
  const matched = new Map<HolderRow, HeldHolder>();
  const taken = new Set<HeldHolder>();
  const holders = rows.filter((one): one is HolderRow => one.what === 'holder');
  const match = (same: (read: HolderRow, was: HeldHolder) => boolean): void => {
    for (const read of holders) {
      if (matched.has(read)) continue;
      const was = held.find((one) => !taken.has(one) && one.name === read.name && one.post === read.post && same(read, one));
      if (!was) continue;
      matched.set(read, was);
      taken.add(was);
    }
  };
  match((read, was) => read.from === was.from);
  match((read, was) => read.from <= (was.to ?? '9999-12-31') && was.from <= (read.to ?? '9999-12-31'));
  return matched;
}

const signs = /[、；;]/;
const putCell = (put: readonly string[]): string => (put.some((one) => signs.test(one)) ? `${put.join('\n')}\n` : put.join('、'));

/** All that is kept, as rows of the file that reads as the same again; the heading is the first. */
export function wordingTable({ entries, holders, off }: HeldWording): readonly (readonly string[])[] {
  return [
    wordingHeading,
    ...entries.map(({ kind, find, put, why }) => [entryKindNames[kind], find, putCell(put), why ?? '', '', '', '', '']),
    ...holders.map((one) => [holderKindName, one.name, '', '', one.post, one.from, one.to ?? '', String(one.position ?? '')]),
    ...off.map((key) => [offKindName, key, '', '', '', '', '', '']),
  ];
}

/** A row of a plan as a person reads it. */
export interface PlannedLine {
  readonly row: number;
  readonly state: 'added' | 'changed';
  readonly kind: string;
  readonly what: string;
  readonly says: string;
  /** What it said before; only where it changes. */
  readonly before?: string;
}

type Saying = Pick<HeldEntry, 'kind' | 'put'> & { readonly why?: string | null | undefined };
const entrySays = ({ put, why }: Saying): string =>
  [...(put.length > 0 ? [`应为${put.join('、')}`] : []), ...(why ? [why] : [])].join('；');
type Holding = Pick<HeldHolder, 'from'> & { readonly to?: string | null | undefined; readonly position?: number | null | undefined };
const holderSays = ({ from, to, position }: Holding): string => `${from} 至 ${to ?? '今'}${position ? `，排序 ${position}` : ''}`;

/** The new ones and the changed ones in the order of the file. */
export function plannedLines({ added, changed }: WordingPlan): readonly PlannedLine[] {
  const line = (read: EntryRow | HolderRow | OffRow) => {
    if (read.what === 'entry') return { kind: entryKindNames[read.kind], what: read.find, says: entrySays(read) };
    if (read.what === 'off') return { kind: offKindName, what: read.key, says: '' };
    return { kind: holderKindName, what: `${read.post} ${read.name}`, says: holderSays(read) };
  };
  const before = (was: HeldEntry | HeldHolder): string =>
    'find' in was ? [entryKindNames[was.kind], entrySays(was)].filter((one) => one !== '').join('：') : holderSays(was);
  return [
    ...added.map((read): PlannedLine => ({ row: read.row, state: 'added', ...line(read) })),
    ...changed.map(({ read, was }): PlannedLine => ({ row: read.row, state: 'changed', ...line(read), before: before(was) })),
  ].sort((a, b) => a.row - b.row);
}
