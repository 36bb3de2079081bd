/** `fact.import`: the rows of one file become facts of a site, all of them or none. */

import type { Cell, SheetRow } from '../domain/import/cell.ts';
import { cellText } from '../domain/import/cell.ts';
import { looksLikeHeader, readHeader } from '../domain/import/columns.ts';
import { inOrder, stagedFinding } from '../domain/import/faults.ts';
import { type ImportFinding, type RowReading, rowReader } from '../domain/import/row.ts';
import { indexNames } from '../domain/import/unit-names.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type FactKind, factKinds } from '../domain/scoring/fact.ts';
import { loadRoster, openStage, type Roster, type Stage, saveStaged } from '../store/import.ts';
import { checkStaged } from '../store/import-checks.ts';
import type { Action } from './action.ts';

export interface ImportFactsInput {
  readonly site: string;
  readonly fileName: string;
  /** Of the whole file; with the row number it is the key of a row that has none. */
  readonly sha256: string;
  /** The rows of the table, heading included, in portions of any size. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  /** The kind of every row, where the file has no column for it. */
  readonly fact?: FactKind;
  /** Rows without a key may say the same as rows imported earlier. */
  readonly allowRepeats?: boolean;
}

export interface ImportedFacts {
  readonly importId: number;
  /** Rows that were new. */
  readonly added: number;
  /** Rows that were there already, with the same content. */
  readonly known: number;
  /** Rows of the table of facts: more than `added` where several units share an item. */
  readonly facts: number;
  readonly submissions: number;
  readonly notes: readonly Finding[];
}

/** A title may stand above the heading, and an office's name above that. */
const HEADING_WITHIN = 10;
/** A file that is wrong from top to bottom need not be listed to its end. */
const MOST_FINDINGS = 100_000;

export const importFacts: Action<ImportFactsInput, ImportedFacts> = {
  name: 'fact.import',
  says: '导入事实',
  // Its rows are a stream, which a door makes of a file.
  inside: true,
  needs: 'fact.import',
  siteOf: (input) => input.site,
  input: {
    type: 'object',
    required: ['site', 'fileName', 'sha256', 'rows'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      fileName: { type: 'string', minLength: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      rows: { type: 'object' },
      fact: { enum: [...factKinds] },
      allowRepeats: { type: 'boolean' },
    },
  },
  async run({ client, now, record, progress }, input): Promise<Outcome<ImportedFacts>> {
    const { site, fileName, sha256 } = input;
    const roster = await loadRoster(client, site);
    if (!roster) return refuse('not-found', [problem('no-site', `没有网站“${site}”，请先用 baocaitong site set-up 设立`)]);
    const stage = await openStage(client, `${sha256.slice(0, 32)}:`);
    const read = await stageRows(stage, roster, input, progress).catch(async (error: unknown) => {
      await stage.abandon();
      throw error;
    });
    const staged = await stage.close();
    if (!read.headed) return refuse('bad-input', read.findings);
    const checked = await checkStaged(client, site, staged, { allowRepeats: input.allowRepeats ?? false });
    const findings = [...read.findings, ...checked.faults.map(stagedFinding)];
    if (findings.length > 0) return refuse('findings', inOrder(findings as ImportFinding[]));
    const saved = await saveStaged(client, { site, fileName, sha256, rows: staged.rows, known: checked.known, now });
    const detail = { file: fileName, sha256, rows: staged.rows, added: saved.added, known: checked.known };
    await record({ site, thing: 'import', thingId: String(saved.importId), detail });
    return accept({ ...saved, known: checked.known, notes: read.notes });
  },
};

interface Read {
  /** A heading was found and holds what is needed. */
  readonly headed: boolean;
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
}

async function stageRows(stage: Stage, roster: Roster, input: ImportFactsInput, progress: (done: number) => void): Promise<Read> {
  const findings: Finding[] = [];
  const notes: Finding[] = [];
  let reader: ((row: SheetRow) => RowReading) | undefined;
  let tried = 0;
  let done = 0;
  for await (const portion of input.rows) {
    for (const row of portion) {
      if (row.cells.every((cell: Cell) => cellText(cell) === undefined)) continue;
      if (!reader) {
        tried += 1;
        if (!looksLikeHeader(row) && tried < HEADING_WITHIN) continue;
        const { columns, findings: faults } = readHeader(row, { hasFact: input.fact !== undefined });
        if (faults.length > 0) return { headed: false, findings: faults, notes };
        if (columns.others.length > 0) notes.push(keptNote(columns.others));
        reader = rowReader({
          columns,
          units: indexNames(roster.units),
          outlets: roster.outlets,
          ...(input.fact ? { fact: input.fact } : {}),
        });
        continue;
      }
      const reading = reader(row);
      if (reading.ok) {
        const waiting = stage.add(reading.fact);
        if (waiting) await waiting;
      } else if (findings.length < MOST_FINDINGS) findings.push(...reading.findings);
      done += 1;
    }
    progress(done);
  }
  if (reader) return { headed: true, findings, notes };
  return { headed: false, findings: [problem('no-heading', '文件中没有表头：要有写着“单位”“日期”“类型”等列名的一行')], notes };
}

const keptNote = (others: readonly { readonly name: string }[]): Finding => ({
  code: 'kept-columns',
  level: 'note',
  message: `列${others.map(({ name }) => `“${name}”`).join('')}不是通用的列，照原样存为附加属性`,
});
