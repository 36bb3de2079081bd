import { marginMm } from './page.ts';
import type { Edits } from './sealed-zip.ts';

interface PrintedSheet {
  readonly name: string;
  /** The row repeated on every page, counted from 1. */
  readonly headRow: number | undefined;
}

/** The defined name of the title's cell: readers need not guess which line it is. */
const titleName = '公文标题';

const inches = (mm: number): string => (mm / 25.4).toFixed(4);

const pageSetup =
  `<printOptions horizontalCentered="1"/>` +
  `<pageMargins left="${inches(marginMm.left)}" right="${inches(marginMm.right)}" top="${inches(marginMm.top)}" bottom="${inches(marginMm.bottom)}" ` +
  `header="${inches(15)}" footer="${inches(23)}"/>` +
  '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter differentOddEven="1"><oddFooter>&amp;R— &amp;P —</oddFooter><evenFooter>&amp;L— &amp;P —</evenFooter></headerFooter>';

/** A4 upright, one page wide and as long as need be, margins and page numbers of GB/T 9704-2012. */
function withPageSetup(sheetXml: string): string {
  const stripped = sheetXml.replace(/<(printOptions|pageMargins|pageSetup)\b[^>]*\/>/g, '');
  const withFit = stripped.replace(/(<worksheet\b[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
  const edited = withFit.replace(/(<\/mergeCells>|(?<!<\/mergeCells>)<\/sheetData>(?!<mergeCells))/, `$1${pageSetup}`);
  if (edited === withFit || withFit === stripped) throw new Error('the xlsx library no longer writes sheets as expected');
  return edited;
}

const quotedSheet = (name: string): string => `'${name.replace(/'/g, "''")}'`.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function withNames(workbookXml: string, sheets: readonly PrintedSheet[], titleRow: number): string {
  const title = `<definedName name="${titleName}">${quotedSheet(sheets[0]?.name ?? '')}!$A$${titleRow}</definedName>`;
  const heads = sheets.flatMap(({ name, headRow }, i) =>
    headRow === undefined
      ? []
      : [`<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${quotedSheet(name)}!$${headRow}:$${headRow}</definedName>`],
  );
  const edited = workbookXml
    .replace('</sheets>', `</sheets><definedNames>${heads.join('')}${title}</definedNames>`)
    .replace('<definedNames/>', '');
  if (edited === workbookXml) throw new Error('the xlsx library no longer writes the workbook as expected');
  return edited;
}

/** What the writer cannot say itself: paper, margins, page numbers, column heads repeated on every page, and where the title stands. */
export function workbookEdits(sheets: readonly PrintedSheet[], titleRow: number): Edits {
  const edits: Record<string, (text: string) => string> = { 'xl/workbook.xml': (text) => withNames(text, sheets, titleRow) };
  for (let i = 1; i <= sheets.length; i += 1) edits[`xl/worksheets/sheet${i}.xml`] = withPageSetup;
  return edits;
}
