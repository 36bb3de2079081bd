/** Files in and out: an upload is inspected, kept under its SHA-256 and named to the actions; its bytes come back to whoever may see them. */
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Platform, perform } from '../actions/action.ts';
import { keepFile } from '../actions/keep-file.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, mayIn } from '../domain/permission.ts';
import { placeImages } from '../domain/submission/rich-text.ts';
import { file } from '../views/file.ts';
import type { FindAsker } from './asker.ts';
import { disposition } from './disposition.ts';
import { importUploadedList } from './inspection-routes.ts';
import type { LooksIntoUploads, ServerOptions } from './options.ts';
import { sendData, sendRefusal } from './respond.ts';
import { makeReceiveUpload, mostBytes, type Upload } from './uploads.ts';

interface Door extends Pick<ServerOptions, 'files'> {
  readonly platform: Platform;
  readonly reader: LooksIntoUploads;
  readonly findAsker: FindAsker;
}

/** What actions name an uploaded file by. */
export interface StoredFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

export async function mountFiles(app: FastifyInstance, door: Door): Promise<void> {
  app.get<{ Params: { site: string; sha256: string } }>('/api/file/:site/:sha256', async (request, reply) => {
    const asker = await door.findAsker(request, reply, 'known');
    if (!asker) return reply;
    const seen = await file(door.platform.pool, asker.actor, request.params);
    return seen.ok ? sendFile(request, reply, door, seen.value) : sendRefusal(request, reply, seen);
  });
  // The reader of uploads is known only to the routes in here: no other route takes multipart.
  await app.register(async (inner) => {
    await inner.register(multipart, { limits: { files: 1, fields: 4, fieldSize: 4096, parts: 5, fileSize: mostBytes, headerPairs: 100 } });
    const receive = makeReceiveUpload();
    type Use<Result> = (actor: Actor, site: string, upload: Upload, query: Readonly<Record<string, unknown>>) => Promise<Outcome<Result>>;
    const mount = <Result>(path: string, use: Use<Result>): void => {
      inner.post<{ Querystring: { readonly site?: unknown } & Record<string, unknown> }>(
        path,
        { bodyLimit: mostBytes + 64 * 1024 },
        async (request, reply) => {
          const asker = await door.findAsker(request, reply, 'known');
          if (!asker) return reply;
          const { site } = request.query;
          if (typeof site !== 'string' || site === '' || site.includes('\0'))
            return sendRefusal(request, reply, refuse('bad-input', [problem('missing', '缺少 site', 'site')]));
          if (!mayIn(asker.actor, 'file.keep', site))
            return sendRefusal(request, reply, refuse('forbidden', [problem('forbidden', '您没有在这个网站上传文件的权限', 'site')]));
          const outcome = await receive(request, (upload) => use(asker.actor, site, upload, request.query));
          return outcome.ok ? sendData(reply, outcome.value) : sendRefusal(request, reply, outcome);
        },
      );
    };
    mount('/api/upload', (actor, site, upload) => keepUpload(door, actor, site, upload));
    mount('/api/read-draft', (actor, site, upload) => readUploadedDraft(door, actor, site, upload));
    mount('/api/import-inspection', (actor, site, upload, { name, kind }) => {
      const given = { site, name: typeof name === 'string' ? name : '', kind: typeof kind === 'string' ? kind : undefined };
      return importUploadedList(door, actor, given, upload);
    });
  });
}

/** Inspects, keeps and names one file. Bytes whose keeping is refused stay in the store, where nothing names them. */
async function keepUpload(
  { platform, files, reader }: Pick<Door, 'platform' | 'files' | 'reader'>,
  actor: Actor,
  site: string,
  { name, bytes }: Upload,
): Promise<Outcome<StoredFile & { readonly findings: readonly Finding[] }>> {
  const inspected = await reader.inspect(bytes, name);
  if (!inspected.ok) return inspected;
  const { sha256, byteSize } = await files.put(bytes);
  const kept = await perform(platform, actor, keepFile, {
    site,
    sha256,
    byteSize,
    name: inspected.value.name,
    mediaType: inspected.value.mediaType,
  });
  return kept.ok ? accept({ ...kept.value, findings: inspected.value.findings }) : kept;
}

/** What a docx would be as a draft. Its images are kept, since the text names them; the text is not. */
async function readUploadedDraft(
  door: Pick<Door, 'platform' | 'files' | 'reader'>,
  actor: Actor,
  site: string,
  { name, bytes }: Upload,
): Promise<Outcome<{ title: string; bodyHtml: string; attachments: readonly StoredFile[]; findings: readonly Finding[] }>> {
  const read = await door.reader.draft(bytes, name);
  if (!read.ok) return read;
  const { title, bodyHtml, images, findings } = read.value;
  const attachments: StoredFile[] = [];
  for (const [index, image] of images.entries()) {
    const kept = await keepUpload(door, actor, site, { name: `图${index + 1}`, bytes: Buffer.from(image.bytes) });
    if (!kept.ok) return kept;
    const { findings: _, ...stored } = kept.value;
    attachments.push(stored);
  }
  return accept({ title, bodyHtml: placeImages(bodyHtml, site, (index) => attachments[index]?.sha256), attachments, findings });
}

const shownInPlace = /^(?:image\/(?:png|jpeg|gif|webp)|application\/pdf)$/;

/** A file is looked at as it is, or saved; it runs nothing and loads nothing. */
const filePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

async function sendFile(request: FastifyRequest, reply: FastifyReply, { files }: Door, seen: StoredFile): Promise<FastifyReply> {
  const etag = `"${seen.sha256}"`;
  // Kept by the browser, but asked for each time: whether one may see it can change.
  reply.header('cache-control', 'private, no-cache').header('etag', etag);
  // Chromium shows no PDF in a sandbox; everything else gets one.
  const isPdf = seen.mediaType === 'application/pdf';
  reply.header('content-security-policy', isPdf ? filePolicy : `${filePolicy}; sandbox`);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const how = shownInPlace.test(seen.mediaType) ? 'inline' : 'attachment';
  return reply
    .type(seen.mediaType)
    .header('content-disposition', disposition(how, seen.name))
    .header('content-length', String(seen.byteSize))
    .send(await opened(files.stream(seen.sha256)));
}

/** The stream, once its first piece is there: bytes that are missing are a fault, and not an answer that breaks off. */
async function opened(pieces: AsyncIterable<Buffer>): Promise<Readable> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = async function* (): AsyncIterable<Buffer> {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return Readable.from(all());
}
