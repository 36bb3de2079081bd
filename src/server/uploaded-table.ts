/** An uploaded csv or xlsx as a stream of rows. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { openTableFile, type TableFile } from '../reading/rows.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import type { LooksIntoUploads } from './options.ts';
import type { Upload } from './uploads.ts';

/** A page shows the sentence alone, so that the row stands in it. */
const withPlace = (finding: Finding): Finding =>
  finding.where?.startsWith('第') ? { ...finding, message: `${finding.where}：${finding.message}` } : finding;

/** Opens the table for `use`, which is told the file's name as it may be kept; what cannot be read is refused in words. */
export async function withUploadedTable<Result>(
  reader: Pick<LooksIntoUploads, 'inspect'>,
  { name, bytes }: Upload,
  use: (table: TableFile, name: string) => Promise<Outcome<Result>>,
): Promise<Outcome<Result>> {
  const inspected = await reader.inspect(bytes, name);
  if (!inspected.ok) return inspected;
  const folder = await mkdtemp(join(tmpdir(), 'bct-table-'));
  // The reader walks through a file, which may be larger than memory.
  const path = join(folder, 'table');
  try {
    await writeFile(path, bytes);
    const outcome = await use(await openTableFile(path), inspected.value.name);
    return outcome.ok ? outcome : { ...outcome, findings: outcome.findings.map(withPlace) };
  } catch (fault) {
    if (!(fault instanceof UnreadableError)) throw fault;
    return refuse('bad-input', [problem('unreadable', fault.message.replaceAll(path, '文件'), 'file')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
