/** `search.index`: what changed in a site since the index came by last is found by its present words. */
import { accept } from '../domain/outcome.ts';
import { indexSite } from '../store/search.ts';
import type { Action } from './action.ts';

export interface IndexSearch {
  readonly site: string;
}
export interface IndexedSearch {
  readonly indexed: number;
  /** Nothing is left to index. */
  readonly complete: boolean;
}

/** So many items at once, that the transaction is short. */
const itemsAtOnce = 300;

export const indexSearch: Action<IndexSearch, IndexedSearch> = {
  name: 'search.index',
  says: '更新检索用的词',
  input: { type: 'object', required: ['site'], properties: { site: { type: 'string', minLength: 1 } }, additionalProperties: false },
  inside: true,
  needs: 'search.index',
  siteOf: ({ site }) => site,
  run: async ({ client, now, goesOn }, { site }) => {
    // What it keeps is made of items whose own lines tell of every change.
    goesOn();
    return accept(await indexSite(client, site, now, itemsAtOnce));
  },
};
