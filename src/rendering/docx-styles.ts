import { AlignmentType, type IParagraphStyleOptions, type IRunOptions, type IStylesOptions, LineRuleType } from 'docx';
import { docxFont, type FontRole } from './fonts.ts';
import { linePitch, pointsPerMm, red, size2, size3, size4 } from './page.ts';

/** Twentieths of a point, Word's measure. */
export const twips = (points: number): number => Math.round(points * 20);
export const twipsOfMm = (mm: number): number => twips(mm * pointsPerMm);

/** Characters of 3号 stand 0.25 pt closer than their size, so that 28 fill a line whatever the rounding. */
const characterSpacing = -5;
export const characterTwips = size3 * 20 + characterSpacing;
export const pitchTwips = twips(linePitch);

/** The font for every script: Word otherwise takes Latin letters and “ ” from another font than the Chinese around them. */
const fontOf = (role: FontRole) => ({
  ascii: docxFont[role],
  hAnsi: docxFont[role],
  eastAsia: docxFont[role],
  cs: docxFont[role],
  hint: 'eastAsia',
});

/** Size in points and font; 3号 stands at the grid's pitch. */
export const runOf = (role: FontRole, size: number, more: Partial<IRunOptions> = {}): IRunOptions => ({
  font: fontOf(role),
  size: size * 2,
  ...(size === size3 ? { characterSpacing } : {}),
  ...more,
});

export const exactly = (points: number) => ({ line: twips(points), lineRule: LineRuleType.EXACT });

export const headlinePitch = linePitch * 1.15;

/** The look of each paragraph style; reading knows the pieces by these ids. */
export const runs = {
  OfficialMark: (size: number) => runOf('xiaobiaosong', size, { color: red, bold: false }),
  OfficialTitle: runOf('xiaobiaosong', size2),
  OfficialBody: runOf('fangsong', size3),
  OfficialHeading1: runOf('heiti', size3),
  OfficialHeading2: runOf('kaiti', size3),
  OfficialLabel: runOf('heiti', size3),
  OfficialCaption: runOf('heiti', size4),
} as const;

const style = (id: string, name: string, run: IRunOptions, paragraph: IParagraphStyleOptions['paragraph']): IParagraphStyleOptions => ({
  id,
  name,
  basedOn: 'Normal',
  quickFormat: true,
  run: run as NonNullable<IParagraphStyleOptions['run']>,
  ...(paragraph ? { paragraph } : {}),
});

const pitch = exactly(linePitch);
const indent = { firstLine: 2 * characterTwips };
const centre = AlignmentType.CENTER;
const justified = AlignmentType.BOTH;

export const styles: IStylesOptions = {
  default: { document: { run: runOf('fangsong', size3) as object, paragraph: { spacing: pitch } } },
  paragraphStyles: [
    style('OfficialMark', '发文机关标志', runOf('xiaobiaosong', 62, { color: red }), { alignment: centre }),
    style('OfficialNumber', '发文字号', runs.OfficialBody, { alignment: centre, spacing: pitch }),
    style('OfficialTitle', '公文标题', runs.OfficialTitle, { alignment: centre, spacing: exactly(headlinePitch), keepNext: true }),
    style('AttachmentTitle', '附件标题', runs.OfficialTitle, { alignment: centre, spacing: exactly(headlinePitch), keepNext: true }),
    style('OfficialAddressees', '主送机关', runs.OfficialBody, { alignment: justified, spacing: pitch }),
    style('OfficialBody', '公文正文', runs.OfficialBody, { alignment: justified, spacing: pitch, indent }),
    style('OfficialHeading1', '公文一级标题', runs.OfficialHeading1, { spacing: pitch, indent, keepNext: true, outlineLevel: 0 }),
    style('OfficialHeading2', '公文二级标题', runs.OfficialHeading2, { spacing: pitch, indent, outlineLevel: 1 }),
    style('AttachmentList', '附件说明', runs.OfficialBody, { spacing: pitch }),
    style('OfficialSignature', '署名和成文日期', runs.OfficialBody, { spacing: pitch, keepLines: true }),
    style('AttachmentLabel', '附件序号', runs.OfficialLabel, { spacing: pitch, keepNext: true }),
    style('TableCaption', '表题', runs.OfficialCaption, { alignment: centre, keepNext: true }),
    style('TableCell', '表格文字', runOf('fangsong', 10.5), {}),
    style('TableNote', '表注', runOf('fangsong', 10.5), { alignment: justified }),
    style('PageNumber', '页码', runOf('songti', size4), { spacing: exactly(size4) }),
  ],
};
