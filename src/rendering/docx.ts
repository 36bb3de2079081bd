import {
  AlignmentType,
  BorderStyle,
  DocumentGridType,
  Document as File,
  type FileChild,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { attachmentListLines, type OfficialDocument, type Piece, piecesOf, plainText } from '../domain/document.ts';
import { breakByMeaning } from './break-title.ts';
import { type Layouts, layoutOf, layoutTables } from './columns.ts';
import { characterTwips, exactly, pitchTwips, runOf, runs, styles, twips, twipsOfMm } from './docx-styles.ts';
import { brokenRuns, tableParts } from './docx-table.ts';
import {
  a4,
  capacity,
  charactersPerLine,
  marginMm,
  markSize,
  markTopMm,
  pageNumberDropMm,
  pointsPerMm,
  red,
  redLineDropMm,
  signatureWidth,
  size2,
  size3,
  size4,
  textWidth,
} from './page.ts';
import { sealedZip } from './sealed-zip.ts';
import { blankLinesBefore, closesText, signatureStarts } from './spacing.ts';

interface Context {
  /** The text's last paragraph before the signature. */
  readonly closes: boolean;
  readonly before: Piece | undefined;
  readonly after: Piece | undefined;
  readonly layouts: Layouts;
}

const redLine = { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: Math.round(redLineDropMm * pointsPerMm) } };

function attachmentList(names: readonly string[], before: number): Paragraph[] {
  return attachmentListLines(names).map((text, i) => {
    const number = names.length > 1 ? textWidth(`${i + 1}.`) : 0;
    const hanging = i === 0 ? 3 + number : number;
    return new Paragraph({
      style: 'AttachmentList',
      keepNext: true,
      spacing: { before: i === 0 ? before : 0 },
      indent: { left: Math.round((5 + number) * characterTwips), hanging: Math.round(hanging * characterTwips) },
      children: [new TextRun({ ...runs.OfficialBody, text })],
    });
  });
}

function signature(piece: Extract<Piece, { kind: 'signature' }>, before: number): Paragraph[] {
  const texts = piece.date === undefined ? piece.issuers : [...piece.issuers, piece.date];
  const starts = signatureStarts(piece.issuers.map(signatureWidth), piece.date === undefined ? undefined : signatureWidth(piece.date));
  return texts.map((text, i) => {
    const start = Math.min(starts[i] ?? charactersPerLine, charactersPerLine);
    const size = Math.floor(2 * size3 * Math.min(1, start / signatureWidth(text))) / 2;
    return new Paragraph({
      style: 'OfficialSignature',
      keepNext: i < texts.length - 1,
      spacing: { before: i === 0 ? before : 0 },
      indent: { left: Math.round((charactersPerLine - start) * characterTwips) },
      children: [new TextRun({ ...runOf('fangsong', size), text })],
    });
  });
}

const single = (style: string, text: string, run: ReturnType<typeof runOf>, before: number, more: object = {}): Paragraph[] => [
  new Paragraph({ style, spacing: { before }, children: [new TextRun({ ...run, text })], ...more }),
];

const paragraphStyles = {
  body: ['OfficialBody', runs.OfficialBody],
  heading1: ['OfficialHeading1', runs.OfficialHeading1],
  heading2: ['OfficialHeading2', runs.OfficialHeading2],
} as const;

function pieceParts(piece: Piece, { closes, before, after, layouts }: Context): readonly FileChild[] {
  const blank = blankLinesBefore(piece, before) * pitchTwips;
  switch (piece.kind) {
    case 'mark': {
      const size = markSize(piece.text);
      const spacing = { before: twipsOfMm(markTopMm), ...exactly(size * 1.1) };
      return single('OfficialMark', piece.text, runs.OfficialMark(size), 0, {
        spacing,
        ...(after?.kind === 'number' ? {} : { border: redLine }),
      });
    }
    case 'number':
      return single('OfficialNumber', piece.text, runOf(piece.below === 'mark' ? 'fangsong' : 'kaiti', size3), blank, {
        ...(piece.below === 'mark' ? { border: redLine } : {}),
      });
    case 'title':
      return [
        new Paragraph({
          style: piece.of === 'document' ? 'OfficialTitle' : 'AttachmentTitle',
          spacing: { before: blank },
          children: brokenRuns(breakByMeaning(piece.text, capacity(size2)), runs.OfficialTitle),
        }),
      ];
    case 'addressees':
      return single('OfficialAddressees', piece.text, runs.OfficialBody, blank);
    case 'paragraph': {
      const [style, run] = paragraphStyles[piece.style];
      return single(style, piece.text, run, blank, closes ? { keepNext: true } : {});
    }
    case 'table':
      return tableParts(piece.table, layoutOf(layouts, piece.table), blank);
    case 'attachment-list':
      return attachmentList(piece.names, blank);
    case 'signature':
      return signature(piece, blank);
    case 'remark':
      return single('OfficialBody', piece.text, runs.OfficialBody, blank);
    case 'label':
      return single('AttachmentLabel', piece.text, runs.OfficialLabel, 0, { pageBreakBefore: true });
  }
}

function footer(side: 'left' | 'right'): Footer {
  const children = [new TextRun({ ...runOf('songti', size4), children: ['— ', PageNumber.CURRENT, ' —'] })];
  const alignment = side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT;
  return new Footer({ children: [new Paragraph({ style: 'PageNumber', alignment, indent: { [side]: twips(size4) }, children })] });
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The package's properties: title and issuer, and the date of issue where a clock would otherwise stand. */
function coreProperties(document: OfficialDocument): string {
  const at = `${document.issuedOn ?? '2000-01-01'}T00:00:00Z`;
  const stamp = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  const spaces =
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const issuer = escaped(document.issuers.map(plainText).join('、'));
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties ${spaces}><dc:title>${escaped(plainText(document.title))}</dc:title>` +
    `<dc:creator>${issuer}</dc:creator>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
  );
}

/**
 * What the library cannot say: no blank between Chinese and digits, no snapping of exact line heights to the grid (both
 * LibreOffice and Word would otherwise open up titles and cells), a page's last line free to stand alone.
 */
function withParagraphDefaults(stylesXml: string): string {
  const defaults = '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>';
  const edited = stylesXml.replace('<w:pPrDefault><w:pPr>', `<w:pPrDefault><w:pPr>${defaults}`);
  if (edited === stylesXml) throw new Error('the docx library no longer writes paragraph defaults where they are expected');
  return edited;
}

/**
 * The document as docx after GB/T 9704-2012: A4 (11906 × 16838 twips), the type area's margins, 22 lines of 28.99 pt
 * exactly, fonts named for every script on every run. The grid is `lines`: `linesAndChars` makes LibreOffice spread
 * characters. Rendering again gives the same bytes. Throws RangeError where `issuedOn` is no day.
 */
export async function renderDocx(document: OfficialDocument): Promise<Uint8Array> {
  const pieces = piecesOf(document);
  const layouts = layoutTables(pieces);
  const children = pieces.flatMap((piece, i) =>
    pieceParts(piece, { closes: closesText(pieces, i), before: pieces[i - 1], after: pieces[i + 1], layouts }),
  );
  const dropTwips = twipsOfMm(marginMm.bottom - pageNumberDropMm) - twips(size4);
  const file = new File({
    styles,
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15 },
    sections: [
      {
        properties: {
          page: {
            size: { width: twipsOfMm(a4.widthMm), height: twipsOfMm(a4.heightMm) },
            margin: {
              top: twipsOfMm(marginMm.top),
              right: twipsOfMm(marginMm.right),
              bottom: twipsOfMm(marginMm.bottom),
              left: twipsOfMm(marginMm.left),
              header: twipsOfMm(15),
              footer: dropTwips,
              gutter: 0,
            },
          },
          grid: { type: DocumentGridType.LINES, linePitch: pitchTwips },
        },
        footers: { default: footer('right'), even: footer('left') },
        children,
      },
    ],
  });
  const packed = await Packer.pack(file, 'uint8array');
  return sealedZip(packed, { 'docProps/core.xml': () => coreProperties(document), 'word/styles.xml': withParagraphDefaults });
}
