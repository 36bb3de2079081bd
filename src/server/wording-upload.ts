/** An uploaded file of an office's own words: what it would do, and doing it. */
import { type Platform, perform } from '../actions/action.ts';
import { type ImportedWording, importWording } from '../actions/import-wording.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { type ShownPlan, wordingPlan } from '../views/wording-plan.ts';
import type { LooksIntoUploads } from './options.ts';
import { withUploadedTable } from './uploaded-table.ts';
import type { Upload } from './uploads.ts';

interface UploadDoor {
  readonly platform: Platform;
  readonly reader: Pick<LooksIntoUploads, 'inspect'>;
}

/** What is read of a workbook of several sheets is told. */
export type PlannedUpload = ShownPlan & { readonly sheet?: string; readonly otherSheets?: readonly string[] };

export const planUploadedWording = (
  { platform, reader }: UploadDoor,
  actor: Actor,
  site: string,
  upload: Upload,
): Promise<Outcome<PlannedUpload>> =>
  withUploadedTable(reader, upload, async ({ rows, readAs }) => {
    const seen = await wordingPlan(platform.pool, actor, { site, rows });
    return seen.ok ? accept({ ...seen.value, ...('sheet' in readAs ? readAs : {}) }) : seen;
  });

export const importUploadedWording = (
  { platform, reader }: UploadDoor,
  actor: Actor,
  site: string,
  upload: Upload,
): Promise<Outcome<ImportedWording>> =>
  withUploadedTable(reader, upload, ({ rows, sha256 }, fileName) =>
    perform(platform, actor, importWording, { site, fileName, sha256, rows }),
  );
