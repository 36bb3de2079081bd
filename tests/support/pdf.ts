// Pdfs as other makers write them: texts at places, lines, in a Chinese font that is named but not carried along.

export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
}
/** A line from one point to another. */
export type PdfLine = readonly [x1: number, y1: number, x2: number, y2: number];

export interface PdfSheet {
  readonly texts: readonly PdfText[];
  readonly lines?: readonly PdfLine[];
  /** Degrees that the page is turned by when shown. */
  readonly turned?: 0 | 90;
  /** Everything is drawn turned the other way, so that it stands upright again. */
  readonly drawnTurned?: boolean;
}

const hex = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

function contentOf({ texts, lines = [], drawnTurned }: PdfSheet): string {
  const shown = texts.map(({ text, x, y, size = 14 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`);
  const turn = drawnTurned ? ['0 1 -1 0 595 0 cm'] : [];
  return [...turn, ...shown, ...lines.map(([x1, y1, x2, y2]) => `${x1} ${y1} m ${x2} ${y2} l S`)].join('\n');
}

/** The objects, from 1 on, as a file with its table of places. */
export function pdfOfObjects(objects: readonly string[], trailer = ''): Uint8Array {
  const places: number[] = [];
  let file = '%PDF-1.7\n';
  objects.forEach((object, i) => {
    places.push(file.length);
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
}

const font =
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 ' +
  '/BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] >>] >>';

/** A pdf of these pages (A4, 595 × 842 points). */
export function pdfOf(sheets: readonly PdfSheet[]): Uint8Array {
  const kids = sheets.map((_, i) => `${4 + i * 2} 0 R`).join(' ');
  const pages = sheets.flatMap((sheet, i) => {
    const content = contentOf(sheet);
    return [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate ${sheet.turned ?? 0} /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ];
  });
  return pdfOfObjects(['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`, font, ...pages]);
}
