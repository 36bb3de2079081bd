/** Keeps what items are found by up to date. What is to be indexed is read from the tables, so a crash only delays it. */
import { type Platform, perform } from '../actions/action.ts';
import { indexSearch } from '../actions/index-search.ts';
import { programActor } from '../domain/permission.ts';
import { sitesToIndex } from '../views/sites-to-index.ts';

/** Indexes all that is new or changed; gives how many items. */
export async function indexSearches(platform: Platform): Promise<number> {
  let indexed = 0;
  for (const site of await sitesToIndex(platform.pool, platform.now())) {
    for (let complete = false; !complete; ) {
      const done = await perform(platform, programActor, indexSearch, { site });
      if (!done.ok) throw new Error(`the items of ${site} could not be indexed: ${done.findings.map(({ message }) => message).join('; ')}`);
      indexed += done.value.indexed;
      complete = done.value.complete;
    }
  }
  return indexed;
}
