import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** What becomes of an entry's text; an entry that is not there yet is given as an empty text. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/**
 * The same package with edits to some of its entries and the clock taken out: entries carry the first day a zip can name
 * instead of the hour of writing, so that rendering a document again gives the same bytes.
 */
export function sealedZip(bytes: Uint8Array, edits: Edits): Uint8Array {
  const entries = unzipSync(bytes);
  for (const [path, edit] of Object.entries(edits)) {
    const old = entries[path];
    entries[path] = strToU8(edit(old ? strFromU8(old) : ''));
  }
  return zipSync(entries, { mtime: new Date(1980, 0, 1), level: 4 });
}
