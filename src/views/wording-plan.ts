/** What a file of words would do to what a site keeps, before it is done: what is new, what changes, what is there already. */
import type { SheetRow } from '../domain/import/cell.ts';
import { type PlannedLine, plannedLines, planWording, readWordingFile } from '../domain/import/wording-file.ts';
import { accept } from '../domain/outcome.ts';
import { visibleSite } from '../store/visible.ts';
import { heldWording } from '../store/wording-import.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface WordingPlanInput {
  readonly site: string;
  /** The rows of the file, heading included, in portions of any size. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
}
export interface ShownPlan {
  readonly added: number;
  readonly changed: number;
  readonly known: number;
  /** The first of what is new or changes, in the order of the file. */
  readonly lines: readonly PlannedLine[];
}

const mostShown = 300;

/** Not open by name: it takes a file that a door has opened. */
export const wordingPlan = makeView<WordingPlanInput, ShownPlan>(
  { view: 'wording-plan', says: '一个用语文件导入以后会新增、改动什么' },
  {
    type: 'object',
    required: ['site', 'rows'],
    properties: { site: siteProperty, rows: { type: 'object' } },
    additionalProperties: false,
  },
  async (client, actor, { site, rows }) => {
    const seen = await visibleSite(client, actor, 'wording.keep', site);
    if (!seen.ok) return seen;
    const read = await readWordingFile(rows);
    if (!read.ok) return read;
    const plan = planWording(read.value, await heldWording(client, site));
    const [added, changed] = [plan.added.length, plan.changed.length];
    return accept({ added, changed, known: plan.known, lines: plannedLines(plan).slice(0, mostShown) });
  },
);
