/** `published.import`: old published texts of one file, all of them or none; the same file twice changes nothing. */
import type { SheetRow } from '../domain/import/cell.ts';
import { cellText } from '../domain/import/cell.ts';
import {
  asMarkup,
  looksLikePublishedHeader,
  type PublishedText,
  publishedReader,
  readPublishedHeader,
} from '../domain/import/published.ts';
import { indexNames } from '../domain/import/unit-names.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { loadRoster } from '../store/import.ts';
import { addPublished, ownUnit, type PublishedRow, sectionsByName } from '../store/published.ts';
import { textToHash } from '../store/submission-texts.ts';
import type { Action, ActionContext } from './action.ts';

export interface ImportPublished {
  readonly site: string;
  readonly fileName: string;
  readonly sha256: string;
  /** The rows of the list, heading included, in portions of any size. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
}
export interface ImportedTexts {
  readonly added: number;
  readonly known: number;
  readonly notes: readonly Finding[];
}

/** A title may stand above the heading, and an office's name above that. */
const HEADING_WITHIN = 10;
const MOST_FINDINGS = 10_000;

export const importPublished: Action<ImportPublished, ImportedTexts> = {
  name: 'published.import',
  says: '导入以前发布的稿件',
  inside: true,
  needs: 'published.import',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'fileName', 'sha256', 'rows'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      fileName: { type: 'string', minLength: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      rows: { type: 'object' },
    },
  },
  async run(context, { site, fileName, sha256, rows }) {
    const { client, record, progress } = context;
    const roster = await loadRoster(client, site);
    if (!roster) return refuse('not-found', [problem('no-site', `没有网站“${site}”，请先用 baocaitong site set-up 设立`)]);
    const [own, sections] = [await ownUnit(client, site), await sectionsByName(client, site)];
    const names = indexNames(roster.units);
    const findings: Finding[] = [];
    const unknownSections = new Set<string>();
    const keys = new Map<string, number>();
    let read: ReturnType<typeof publishedReader> | undefined;
    let [tried, done, added, known] = [0, 0, 0, 0];
    for await (const portion of rows) {
      const texts: PublishedText[] = [];
      for (const row of portion) {
        if (row.cells.every((cell) => cellText(cell) === undefined)) continue;
        if (!read) {
          tried += 1;
          if (!looksLikePublishedHeader(row) && tried < HEADING_WITHIN) continue;
          const { columns, findings: faults } = readPublishedHeader(row);
          if (faults.length > 0) return refuse('bad-input', faults);
          read = publishedReader(columns, names, own);
          continue;
        }
        const reading = read(row);
        if (!reading.ok) findings.push(...reading.findings);
        else {
          const first = keys.get(reading.text.key);
          if (first === undefined) texts.push(reading.text);
          else findings.push(problem('twice', `和第${first}行是同一篇`, `第${row.row}行`));
          keys.set(reading.text.key, first ?? row.row);
        }
        done += 1;
      }
      if (findings.length > MOST_FINDINGS) break;
      if (findings.length === 0 && texts.length > 0) {
        const kept = texts.map((text) => keptRow(context, site, text, sections, unknownSections));
        const saved = await addPublished(client, site, kept, context.actor.name, context.now);
        added += saved.added;
        known += saved.known;
        for (const { row, key } of saved.changed)
          findings.push(problem('changed', `“${key.replace('published:', '')}”以前导入过，但内容不同`, `第${row}行`));
      }
      progress(done);
    }
    if (!read) return refuse('bad-input', [problem('no-heading', '文件中没有表头：要有写着“标题”“发布日期”等列名的一行')]);
    if (findings.length > 0) return refuse('findings', findings);
    const notes = [...unknownSections].map(
      (name): Finding => ({ code: 'unknown-section', level: 'note', message: `没有栏目“${name}”，这些稿件不记栏目` }),
    );
    await record({ thing: 'import', thingId: sha256.slice(0, 16), detail: { file: fileName, sha256, rows: done, added, known } });
    return accept({ added, known, notes });
  },
};

/** The text as it is kept: cleaned, with its hash. Pictures of the old site do not come with it. */
function keptRow(
  { tools }: ActionContext,
  site: string,
  text: PublishedText,
  sections: ReadonlyMap<string, number>,
  unknown: Set<string>,
): PublishedRow {
  const { html } = tools.cleanBody(asMarkup(text.body), site);
  const section = text.section === undefined ? undefined : sections.get(text.section);
  if (text.section !== undefined && section === undefined) unknown.add(text.section);
  const sha256 = tools.sha256(textToHash({ title: text.title, body: html, content: {} }));
  return {
    row: text.row,
    key: text.key,
    title: text.title,
    at: new Date(text.at),
    address: text.address,
    unit: text.unit,
    section,
    body: html,
    sha256,
  };
}
