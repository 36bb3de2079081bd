/** Published documents for tests that read them where they are kept beside the checkout; without that folder such tests are shown as skipped. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = [join(import.meta.dirname, '../../../shared'), '/work/shared'].find(existsSync);

/** Are the documents at hand? */
export const havePublished = folder !== undefined;

const at = (path: string): string => join(folder ?? '', path);

/** Where the only file of a folder that begins with this number stands (`corpus`, `043`). Throws where there is none. */
export function publishedFile(part: string, number: string): string {
  const name = readdirSync(at(part)).find((one) => one.startsWith(`${number}-`) || one.startsWith(`${number}_`));
  if (name === undefined) throw new Error(`no document ${number} in ${part}`);
  return at(`${part}/${name}`);
}

/** The names of all published documents of a folder, in order. */
export const publishedNames = (part: string): readonly string[] => readdirSync(at(part)).sort();

export const publishedPath = at;

/** The text or JSON of one of them. */
export const published = (path: string): string => readFileSync(at(path), 'utf8');
