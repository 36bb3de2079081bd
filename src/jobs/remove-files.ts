/** Takes the bytes of redacted files out of the content store. Which these are is read from the tables, so a crash only delays it. */
import type { Platform } from '../actions/action.ts';
import type { ContentStore } from '../files/content-store.ts';
import { filesToRemove } from '../views/files-to-remove.ts';

/** Gives how many files went. */
export async function removeFiles(platform: Pick<Platform, 'pool'>, documents: Pick<ContentStore, 'exists' | 'remove'>): Promise<number> {
  let removed = 0;
  for (const sha256 of await filesToRemove(platform.pool)) {
    if (!(await documents.exists(sha256))) continue;
    await documents.remove(sha256);
    removed += 1;
  }
  return removed;
}
