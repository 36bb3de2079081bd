/** pdf.js as this project uses it: no fonts drawn, nothing fetched, the character tables of Chinese fonts at hand. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DamagedError, LockedError } from './unreadable.ts';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  readonly close: () => Promise<void>;
}

/**
 * Opens a pdf. pdf.js is loaded with the first: it takes 45 MB, which a process that reads none need not hold. A pdf whose fonts name a
 * character table (UniGB-UCS2-H and the like) without carrying it gives no text at all unless the tables come along.
 * Throws LockedError where it asks for a password, DamagedError where it does not open.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const { getDocument, PasswordException } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes),
    ...{ useSystemFonts: false, disableFontFace: true, verbosity: 0 },
    ...{ cMapUrl: join(folder, 'cmaps/'), cMapPacked: true, standardFontDataUrl: join(folder, 'standard_fonts/') },
  });
  try {
    return { pdf: await task.promise, close: () => task.destroy() };
  } catch (cause) {
    await task.destroy();
    throw cause instanceof PasswordException
      ? new LockedError('the pdf asks for a password', { cause })
      : new DamagedError('a pdf could not be opened', { cause });
  }
}
