/** A file that was handed in: what it is called and what it is, for whoever may have its bytes. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type FileRow, fileReached } from '../store/files.ts';
import { makeView } from './view.ts';

export interface FileInput {
  readonly site: string;
  readonly sha256: string;
}

export const file = makeView<FileInput, FileRow>(
  { view: 'file', says: '一个附件的名称、类型和大小' },
  {
    type: 'object',
    required: ['site', 'sha256'],
    properties: { site: { type: 'string', minLength: 1 }, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    additionalProperties: false,
  },
  async (client, actor, { site, sha256 }) => {
    const found = await fileReached(client, actor, site, sha256);
    return found ? accept(found) : refuse('not-found', [problem('unknown-file', '没有这个文件，或者您看不到它', 'sha256')]);
  },
);
