/** An inspection list comes in as a file, its bulletin goes out in the formats an office hands out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Platform, perform } from '../actions/action.ts';
import { type ImportedInspection, importInspection } from '../actions/import-inspection.ts';
import type { OfficialDocument } from '../domain/document.ts';
import { type InspectedKind, inspectedKinds } from '../domain/inspection/subject.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { type Format, formats, type Printer } from '../engines/documents.ts';
import { openTableFile } from '../reading/rows.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { inspectionDocument } from '../views/inspection-document.ts';
import { inspectionIssue } from '../views/inspection-issue.ts';
import type { FindAsker } from './asker.ts';
import { disposition } from './disposition.ts';
import type { LooksIntoUploads } from './options.ts';
import { sendRefusal } from './respond.ts';
import type { Upload } from './uploads.ts';

const mediaTypes: Readonly<Record<Format, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
};

/**
 * `GET /api/inspection-document/:site/:inspection/:format`: rendered from the figures of the moment.
 * `GET /api/inspection-issue/:site/:issue/:format`: rendered from what was frozen when it was issued, so it says the same whenever it is.
 */
export function mountInspectionDocument(
  app: FastifyInstance,
  { platform, print, findAsker }: { readonly platform: Platform; readonly print: Printer['print']; readonly findAsker: FindAsker },
): void {
  type Wanted = { readonly Params: { readonly site: string; readonly id: string; readonly format: string } };
  const mount = (
    path: string,
    look: (actor: Actor, site: string, id: number) => Promise<Outcome<{ readonly name: string; readonly document: OfficialDocument }>>,
  ): void => {
    app.get<Wanted>(`/api/${path}/:site/:id/:format`, async (request, reply) => {
      const asker = await findAsker(request, reply, 'known');
      if (!asker) return reply;
      const { site, id, format } = request.params;
      const wanted = formats.find((one) => one === format);
      if (wanted === undefined) return sendRefusal(request, reply, refuse('not-found', [problem('format', `没有“${format}”这种格式`)]));
      const seen = await look(asker.actor, site, Number(id));
      if (!seen.ok) return sendRefusal(request, reply, seen);
      reply
        .header('cache-control', 'private, no-store')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .header('content-disposition', disposition('attachment', `${seen.value.name}.${wanted}`));
      return reply.type(mediaTypes[wanted]).send(Buffer.from(await print(seen.value.document, wanted)));
    });
  };
  mount('inspection-document', async (actor, site, inspection) => {
    const seen = await inspectionDocument(platform.pool, actor, { site, inspection });
    return seen.ok ? accept({ name: `${seen.value.name}情况通报`, document: seen.value.document }) : seen;
  });
  mount('inspection-issue', async (actor, site, issue) => {
    const seen = await inspectionIssue(platform.pool, actor, { site, issue });
    return seen.ok ? accept({ name: `${seen.value.documentNumber} ${seen.value.name}情况通报`, document: seen.value.document }) : seen;
  });
}

/** A page shows the sentence alone, so that the row stands in it. */
const withPlace = (finding: Finding): Finding =>
  finding.where?.startsWith('第') ? { ...finding, message: `${finding.where}：${finding.message}` } : finding;

/** Reads an uploaded list and imports it, all of it or nothing. */
export async function importUploadedList(
  { platform, reader }: { readonly platform: Platform; readonly reader: LooksIntoUploads },
  actor: Actor,
  given: { readonly site: string; readonly name: string; readonly kind: string | undefined },
  { name: fileName, bytes }: Upload,
): Promise<Outcome<ImportedInspection>> {
  const inspected = await reader.inspect(bytes, fileName);
  if (!inspected.ok) return inspected;
  const ending = extname(inspected.value.name);
  const kind = inspectedKinds.find((one) => one === given.kind) as InspectedKind | undefined;
  const folder = await mkdtemp(join(tmpdir(), 'bct-list-'));
  try {
    // The reader walks through a file, which may be larger than memory.
    const path = join(folder, 'list');
    await writeFile(path, bytes);
    const { sha256, rows } = await openTableFile(path);
    const name = given.name.trim() || inspected.value.name.slice(0, -ending.length || undefined);
    const input = { site: given.site, name, fileName: inspected.value.name, sha256, rows, ...(kind ? { kind } : {}) };
    const outcome = await perform(platform, actor, importInspection, input);
    return outcome.ok ? outcome : { ...outcome, findings: outcome.findings.map(withPlace) };
  } catch (fault) {
    if (!(fault instanceof UnreadableError)) throw fault;
    return refuse('bad-input', [problem('unreadable', fault.message.replaceAll(join(folder, 'list'), '文件'), 'file')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
