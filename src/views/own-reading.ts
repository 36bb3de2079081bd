/** A site's own model or gate by the hash of its bytes, for the browsers of those who write for the site. */

import { accept, problem, refuse } from '../domain/outcome.ts';
import type { OwnReading } from '../domain/wording/proofreader.ts';
import { reachedSite } from '../store/visible.ts';
import { gateBytes, ownReading as loadOwn } from '../store/wording.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

/** The model's bytes lie in the content store; those of a gate are given. */
export type FoundReading = { readonly gate: Buffer } | { readonly model: NonNullable<OwnReading['model']> };

/** Not open by name: a door sends the bytes. */
export const ownReading = makeView<{ readonly site: string; readonly sha256: string }, FoundReading>(
  { view: 'own-reading', says: '本站自己的语言模型或取舍' },
  {
    type: 'object',
    required: ['site', 'sha256'],
    properties: { site: siteProperty, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    additionalProperties: false,
  },
  async (client, actor, { site, sha256 }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const { model } = await loadOwn(client, site);
    if (model?.sha256 === sha256) return accept({ model });
    const gate = await gateBytes(client, site, sha256);
    return gate ? accept({ gate }) : refuse('not-found', [problem('unknown-file', '没有这个文件，或者已经换了新的', 'sha256')]);
  },
);
