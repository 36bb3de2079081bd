/** Documents as pages on which `text/hidden.ts` sees what their reader does not. */
import { pageOfDocx } from './docx-page.ts';
import { hiddenPageOfXlsx } from './hidden-xlsx.ts';
import type { UploadKind } from './upload-kinds.ts';

/** More pages of a PDF take longer than somebody waits for an upload. */
const pagesAtOnce = 30;

/** Undefined for kinds that are not looked into. Throws DamagedError, or what pdf.js throws, where the file is damaged. */
export async function hiddenPage(kind: UploadKind, bytes: Uint8Array): Promise<string | undefined> {
  if (kind === 'docx') return pageOfDocx(bytes);
  if (kind === 'xlsx') return hiddenPageOfXlsx(bytes);
  // Loaded with the first PDF: it takes 45 MB.
  return kind === 'pdf' ? (await import('./hidden-pdf.ts')).hiddenPageOfPdf(bytes, pagesAtOnce) : undefined;
}
