/** One uploaded file as bytes: counted while it comes, so that neither one file nor all together fill the memory. */
import type { FastifyRequest } from 'fastify';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { uploadKinds } from '../reading/upload-kinds.ts';
import { DoorRefusal } from './faults.ts';

/** No kind of file may be larger. */
export const mostBytes = Math.max(...Object.values(uploadKinds).map(({ size }) => size));

/** Of all files that are coming in at one moment. */
const mostAtOnce = 4 * mostBytes;

export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

export type ReceiveUpload = <Result>(
  request: FastifyRequest,
  use: (upload: Upload) => Promise<Outcome<Result>>,
) => Promise<Outcome<Result>>;

/** Gives what receives uploads; the bytes are let go when `use` is done with them. */
export function makeReceiveUpload(): ReceiveUpload {
  let underWay = 0;
  const collect = async (request: FastifyRequest, count: (bytes: number) => void): Promise<Outcome<Upload>> => {
    const part = request.isMultipart() ? await request.file() : undefined;
    if (!part) return refuse('bad-input', [problem('no-file', '没有收到文件：请以 multipart/form-data 上传一个文件', 'file')]);
    const chunks: Buffer[] = [];
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      count(chunk.byteLength);
      if (underWay > mostAtOnce) throw new DoorRefusal('busy', '同时上传的文件太多，请稍后再试。');
      chunks.push(chunk);
    }
    if (part.file.truncated)
      throw new DoorRefusal('too-large', `文件“${part.filename}”超过 ${mostBytes / 1024 / 1024} MB，请压缩或拆分后再上传。`);
    return accept({ name: part.filename, bytes: Buffer.concat(chunks) });
  };
  return async (request, use) => {
    let own = 0;
    const count = (bytes: number): void => {
      own += bytes;
      underWay += bytes;
    };
    try {
      const upload = await collect(request, count).catch((fault: Error & { readonly statusCode?: number }) => {
        if (fault instanceof DoorRefusal || fault.statusCode !== undefined) throw fault;
        // The reader of multipart throws plain errors where the form breaks off or is none.
        return refuse('bad-input', [problem('broken-upload', '上传的内容不完整，请重新上传', 'file')]);
      });
      return upload.ok ? await use(upload.value) : upload;
    } finally {
      underWay -= own;
    }
  };
}
