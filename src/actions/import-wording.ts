/** `wording.import`: a file of an office's own words, persons in office and what is switched off: all of it or nothing; twice is as once. */
import type { SheetRow } from '../domain/import/cell.ts';
import { planWording, readWordingFile, type WordingPlan } from '../domain/import/wording-file.ts';
import { accept } from '../domain/outcome.ts';
import { heldWording, keepPlanned } from '../store/wording-import.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export interface ImportWording {
  readonly site: string;
  readonly fileName: string;
  readonly sha256: string;
  /** The rows of the file, heading included, in portions of any size. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
}
export interface ImportedWording {
  readonly added: number;
  readonly changed: number;
  /** Rows that were kept already, exactly so. */
  readonly known: number;
}

/** Words that the line of history names. */
const mostNamed = 200;

export const importWording: Action<ImportWording, ImportedWording> = {
  name: 'wording.import',
  says: '导入本站用语、领导姓名职务、停用的自带词语',
  // Two files at once would each add the same word.
  alone: true,
  inside: true,
  needs: 'wording.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'fileName', 'sha256', 'rows'],
    properties: {
      site: siteSchema,
      fileName: { type: 'string', minLength: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      rows: { type: 'object' },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, fileName, sha256, rows }) {
    const read = await readWordingFile(rows);
    if (!read.ok) return read;
    const plan = planWording(read.value, await heldWording(client, site));
    await keepPlanned(client, site, plan, { person: actor.person, name: actor.name, now });
    const counts = { added: plan.added.length, changed: plan.changed.length, known: plan.known };
    await record({ thing: 'wording', thingId: sha256.slice(0, 16), detail: { file: fileName, sha256, ...counts, ...namedIn(plan) } });
    return accept(counts);
  },
};

const namedIn = ({ added, changed }: WordingPlan): Record<string, readonly string[]> => {
  const name = (read: WordingPlan['added'][number]): string =>
    read.what === 'entry' ? read.find : read.what === 'off' ? read.key : `${read.post} ${read.name}`;
  const words = [...added, ...changed.map(({ read }) => read)].slice(0, mostNamed).map(name);
  return words.length > 0 ? { words } : {};
};
