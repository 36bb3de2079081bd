/**
 * Renders what was issued and files it with its hash. What is to be done is read from the tables, so a crash between issuing
 * and filing only delays it, and doing it twice changes nothing.
 */
import { type Platform, perform } from '../actions/action.ts';
import { attachDocument } from '../actions/attach-document.ts';
import { programActor } from '../domain/permission.ts';
import { formats, type Printer } from '../engines/documents.ts';
import type { ContentStore } from '../files/content-store.ts';
import { unrenderedIssues } from '../views/unrendered-issues.ts';

/** Renders every issue that lacks a document; returns how many files were made. */
export async function renderIssues(platform: Platform, documents: ContentStore, printer: Printer): Promise<number> {
  let made = 0;
  for (const { site, bulletin, document, present } of await unrenderedIssues(platform.pool, formats)) {
    for (const format of formats) {
      if (present.includes(format)) continue;
      const { sha256, byteSize } = await documents.put(await printer.print(document, format));
      const filed = await perform(platform, programActor, attachDocument, { site, bulletin, format, sha256, byteSize });
      if (!filed.ok)
        throw new Error(`a rendered document could not be filed: ${filed.findings.map((finding) => finding.message).join('; ')}`);
      made += 1;
    }
  }
  return made;
}
