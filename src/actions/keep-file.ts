/** `file.keep`: a file that was inspected and lies in the content store may be named by what people write. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Placed, reachIn } from '../domain/permission.ts';
import { siteExists } from '../store/bulletins.ts';
import { addFile } from '../store/files.ts';
import { wasRemoved } from '../store/redactions.ts';
import type { Action } from './action.ts';

export interface KeepFile {
  readonly site: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

export const keepFile: Action<KeepFile, Omit<KeepFile, 'site'>> = {
  name: 'file.keep',
  says: '保存上传的文件',
  // What it takes was measured and inspected by the door, which alone knows the bytes.
  inside: true,
  needs: 'file.keep',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'sha256', 'name', 'mediaType', 'byteSize'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      name: { type: 'string', minLength: 1 },
      mediaType: { type: 'string', minLength: 1 },
      byteSize: { type: 'integer', minimum: 1 },
    },
  },
  subject: {
    reads: 'file.keep',
    // It belongs to whoever hands it in, for the units they write for.
    load: async ({ db, actor }, { site }): Promise<Placed | undefined> =>
      (await siteExists(db, site))
        ? { site, units: reachIn(actor, 'file.keep', site).ownIn, ...(actor.person === undefined ? {} : { author: actor.person }) }
        : undefined,
    missing: ({ site }) => `没有网站“${site}”，或者您看不到它`,
  },
  run: async ({ client, actor, now, record }, file) => {
    if (await wasRemoved(client, file.site, file.sha256))
      return refuse('conflict', [problem('removed-file', '这个文件因含个人信息或涉密内容已被清除，不能再上传', 'file')]);
    await addFile(client, file, actor.person, now);
    const { site: _, ...kept } = file;
    // Its name may be a person's: that stands where it can be redacted, and not here.
    await record({ thing: 'file', thingId: file.sha256, detail: { mediaType: file.mediaType, byteSize: file.byteSize } });
    return accept(kept);
  },
};
