import { accept, problem, refuse } from '../domain/outcome.ts';
import { addDocument, issueExists } from '../store/bulletins.ts';
import type { Action } from './action.ts';

export interface AttachDocument {
  readonly site: string;
  readonly bulletin: number;
  readonly format: 'docx' | 'xlsx' | 'pdf' | 'html';
  readonly sha256: string;
  readonly byteSize: number;
}

/** Files a rendered document of an issue under its hash. Doing it twice changes nothing. */
export const attachDocument: Action<AttachDocument, { readonly filed: true }> = {
  name: 'document.attach',
  says: '归档印好的公文',
  input: {
    type: 'object',
    required: ['site', 'bulletin', 'format', 'sha256', 'byteSize'],
    properties: {
      site: { type: 'string' },
      bulletin: { type: 'integer' },
      format: { type: 'string', enum: ['docx', 'xlsx', 'pdf', 'html'] },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      byteSize: { type: 'integer', minimum: 1 },
    },
    additionalProperties: false,
  },
  inside: true,
  needs: 'document.attach',
  siteOf: (input) => input.site,
  run: async ({ db, now, record }, { site, bulletin, format, sha256, byteSize }) => {
    if (!(await issueExists(db, site, bulletin)))
      return refuse('not-found', [problem('unknown-issue', `第 ${bulletin} 号通报没有印发`, 'bulletin')]);
    await addDocument(db, { site, bulletinId: bulletin, format, sha256, byteSize, now });
    await record({ site, thing: 'bulletin', thingId: String(bulletin), detail: { format, sha256 } });
    return accept({ filed: true });
  },
};
