/** All that a site keeps of its own about wording, as the rows of a file that can be imported again, here or elsewhere. */
import { wordingTable } from '../domain/import/wording-file.ts';
import { accept } from '../domain/outcome.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { heldWording } from '../store/wording-import.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface WordingFile {
  readonly site: VisibleSite;
  /** The heading first; each cell as it is meant, not yet guarded for spreadsheets. */
  readonly rows: readonly (readonly string[])[];
}

export const wordingFile = makeView<{ readonly site: string }, WordingFile>(
  { view: 'wording-file', says: '本站用语、领导姓名职务、停用的自带词语，整理成可以再导入的表' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await visibleSite(client, actor, 'wording.keep', site);
    return seen.ok ? accept({ site: seen.value, rows: wordingTable(await heldWording(client, site)) }) : seen;
  },
);
