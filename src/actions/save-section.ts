/** `section.save`: makes a section (栏目), or changes one. A section is closed, never deleted: items stand in it. */
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { type SavedSection, saveSectionRow, sectionTree } from '../store/sections.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface SaveSection {
  readonly site: string;
  /** Absent for a new one. */
  readonly section?: number;
  readonly name: string;
  readonly parent?: number | null;
  /** Words that suggest it to a writer. */
  readonly keywords?: readonly string[];
  /** 网站发展指引: ColumnType and ColumnDescription. */
  readonly columnType?: string;
  readonly description?: string;
  readonly position?: number;
  readonly active?: boolean;
}

const line = { type: 'string', maxLength: 200 } as const;

export const saveSection: Action<SaveSection, { readonly section: number }> = {
  name: 'section.save',
  says: '设立或修改栏目',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'name'],
    additionalProperties: false,
    properties: {
      site: siteSchema,
      section: idSchema,
      name: { type: 'string', pattern: '\\S', maxLength: 60, description: '请写栏目名称' },
      parent: { anyOf: [idSchema, { type: 'null' }] },
      keywords: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 20 }, maxItems: 100 },
      columnType: line,
      description: { type: 'string', maxLength: 1000 },
      position: { type: 'integer', minimum: 0, maximum: 1_000_000 },
      active: { type: 'boolean' },
    },
  },
  async run({ client, record }, { site, section, ...given }) {
    const held = await sectionTree(client, site);
    if (!held) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
    const findings = sectionFindings({ ...given, name: given.name.trim() }, section, held);
    if (findings.length > 0) return refuse(findings.some(({ code }) => code === 'not-found') ? 'not-found' : 'bad-input', findings);
    const saved = await saveSectionRow(client, site, section, { ...given, name: given.name.trim() });
    await record({ thing: 'section', thingId: String(saved), detail: given });
    return accept({ section: saved });
  },
};

function sectionFindings(
  given: Pick<SaveSection, 'name' | 'parent'>,
  section: number | undefined,
  held: readonly SavedSection[],
): Finding[] {
  const findings: Finding[] = [];
  if (section !== undefined && !held.some(({ id }) => id === section)) return [problem('not-found', `没有 ${section} 号栏目`, 'section')];
  if (held.some(({ id, name }) => name === given.name && id !== section))
    findings.push(problem('duplicate', `已有栏目“${given.name}”`, 'name'));
  if (given.parent == null) return findings;
  const parents = new Map(held.map(({ id, parent }) => [id, parent]));
  if (!parents.has(given.parent)) return [...findings, problem('unknown-section', `没有 ${given.parent} 号栏目`, 'parent')];
  for (let at: number | null | undefined = given.parent, steps = 0; at != null && steps <= held.length; at = parents.get(at), steps += 1)
    if (at === section) return [...findings, problem('circle', '上级栏目绕回了自身', 'parent')];
  return findings;
}
