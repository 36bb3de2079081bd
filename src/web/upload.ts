/** Sends one file with progress; fetch cannot say how far it is, XMLHttpRequest can. */
import type { StoredFile } from './client.ts';
import { Refused, refusedFrom } from './refused.ts';
import { signInAgain } from './session.ts';
import { zh } from './wording/zh.ts';

export interface UploadOptions {
  /** Told the share that is sent, 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Stores a file and gives what actions name it by. */
export const upload = (site: string, file: File, options: UploadOptions = {}): Promise<StoredFile> =>
  send<StoredFile>(`/api/upload?site=${encodeURIComponent(site)}`, file, options);

/** Posts a file to an address of the API; asks to sign in again where the session has ended. */
export async function send<Answer>(path: string, file: File, options: UploadOptions = {}): Promise<Answer> {
  for (;;) {
    const { status, text, header } = await post(path, file, options);
    if (status === 401) {
      await signInAgain();
      continue;
    }
    if (status < 200 || status >= 300) throw refusedFrom(status, text, header);
    return JSON.parse(text) as Answer;
  }
}

interface Posted {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

function post(path: string, file: File, { progress, signal }: UploadOptions): Promise<Posted> {
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0);
    request.onload = () =>
      resolve({ status: request.status, text: request.responseText, header: (name) => request.getResponseHeader(name) });
    const broken = (code: 'unreachable' | 'interrupted') => () =>
      reject(new Refused({ code, status: 0, title: zh.client.uploadFailed, detail: zh.client[`${code}Upload`] }));
    request.onerror = broken('unreachable');
    request.onabort = broken('interrupted');
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
