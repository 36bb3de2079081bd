/** One uploaded file as bytes: counted while it comes, so that neither one file nor all together fill the memory. */
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type Outcome, problem, refuse } from '../domain/outcome.ts';
import { uploadKinds } from '../reading/upload-kinds.ts';

/** No kind of file may be larger. */
export const mostBytes = Math.max(...Object.values(uploadKinds).map(({ size }) => size));

/** Of all files that are coming in at one moment. */
const mostAtOnce = 4 * mostBytes;

export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Too many bytes of others are under way. */
export class TooBusy extends Error {
  readonly statusCode = 503;
}

export type ReceiveUpload = <Result>(request: FastifyRequest, use: (upload: Upload) => Promise<Result>) => Promise<Outcome<Result>>;

/** Gives what receives uploads; the bytes are let go when `use` is done with them. */
export function makeReceiveUpload(): ReceiveUpload {
  let underWay = 0;
  return async (request, use) => {
    const part = request.isMultipart() ? await request.file() : undefined;
    if (!part) return refuse('bad-input', [problem('no-file', '没有收到文件：请以 multipart/form-data 上传一个文件', 'file')]);
    let own = 0;
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        own += chunk.byteLength;
        underWay += chunk.byteLength;
        if (underWay > mostAtOnce) throw new TooBusy('too many uploads at once');
        chunks.push(chunk);
      }
      if (part.file.truncated) return tooLarge(part);
      return { ok: true, value: await use({ name: part.filename, bytes: Buffer.concat(chunks) }) };
    } finally {
      underWay -= own;
    }
  };
}

const tooLarge = ({ filename }: MultipartFile) =>
  refuse('findings', [problem('too-large', `文件“${filename}”超过 ${mostBytes / 1024 / 1024} MB，请压缩或拆分后再上传`, 'file')]);
