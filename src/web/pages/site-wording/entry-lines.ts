/** Entries as rows of a table that is copied and pasted: kind, word, corrections, reason, with tabs between them. */
import { cellMeant, textCell } from '../../../domain/import/csv.ts';
import { type EntryKind, entryFindings, entryKindNames, entryKinds } from '../../../domain/wording/entry.ts';
import { siteWordingWords } from '../../wording/zh-site-wording.ts';

export interface LineEntry {
  readonly kind: EntryKind;
  readonly find: string;
  readonly put: readonly string[];
  readonly why: string | null;
}

const cell = (text: string): string => textCell(text.replace(/[\t\n\r]/g, ' '));

export const tableLine = ({ kind, find, put, why }: LineEntry): string =>
  [entryKindNames[kind], find, put.join('、'), why ?? ''].map(cell).join('\t');

/** Corrections as people write them down. */
export const putOf = (text: string): readonly string[] =>
  text
    .split(/[、；;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

export interface ReadLines {
  readonly entries: readonly LineEntry[];
  /** What stands against single lines, in words. */
  readonly wrong: readonly string[];
}

/** Reads rows as `tableLine` writes them, or as they come from a spreadsheet; empty ones and a row of heads are passed over. */
export function readLines(text: string): ReadLines {
  const words = siteWordingWords.many;
  const entries: LineEntry[] = [];
  const wrong: string[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const [kindName = '', find = '', put = '', why = ''] = line.split(/\t|,|，/).map((one) => cellMeant(one.trim()));
    if (line.trim() === '' || (at === 0 && kindName === siteWordingWords.own.columns.kind)) continue;
    const kind = entryKinds.find((one) => entryKindNames[one] === kindName);
    if (kind === undefined) {
      wrong.push(words.wrong(at + 1, words.unknownKind(kindName)));
      continue;
    }
    const entry = { kind, find, put: putOf(put), why: why || null };
    const [against] = entryFindings({ ...entry, why });
    if (against) wrong.push(words.wrong(at + 1, against.message));
    else entries.push(entry);
  }
  return { entries, wrong };
}

export const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text);
