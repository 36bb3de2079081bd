/** One document in all the formats an office hands out, from the compiler and fonts that live as long as the process. */
import type { OfficialDocument } from '../domain/document.ts';
import { renderDocx } from '../rendering/docx.ts';
import { renderHtml } from '../rendering/html.ts';
import { typstSource } from '../rendering/typst.ts';
import { renderXlsx } from '../rendering/xlsx.ts';
import { createTypst } from './typst.ts';

export const formats = ['docx', 'xlsx', 'pdf', 'html'] as const;
export type Format = (typeof formats)[number];

export interface Printer {
  readonly print: (document: OfficialDocument, format: Format) => Promise<Uint8Array>;
}

/** The Typst compiler reads its fonts when the first pdf is asked for. */
export function createPrinter(options: { readonly fontFolders: readonly string[] }): Printer {
  let typst: ReturnType<typeof createTypst> | undefined;
  return {
    print: async (document, format) => {
      if (format === 'docx') return renderDocx(document);
      if (format === 'xlsx') return renderXlsx(document);
      if (format === 'html') return renderHtml(document);
      typst ??= createTypst(options);
      return typst.pdf(typstSource(document));
    },
  };
}
