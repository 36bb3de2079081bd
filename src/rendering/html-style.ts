import { type FontRole, fontFamilies } from './fonts.ts';
import { a4, linePitch, marginMm, pageNumberDropMm, red, size2, size3, size4, typeAreaMm } from './page.ts';

const family = (role: FontRole, generic: string): string => [...fontFamilies[role].map((name) => `"${name}"`), generic].join(', ');
const px = (points: number): string => `${Math.round(points * 100) / 100}pt`;

/** Screen: the type area in the middle of a page that gives way on a phone. Print: the paper of GB/T 9704-2012. */
export const htmlStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f3f1; color: #000; font: ${px(size3)}/${px(linePitch)} ${family('fangsong', 'serif')}; }
main { max-width: ${a4.widthMm}mm; margin: 1.5rem auto; padding: ${marginMm.top}mm ${marginMm.right}mm ${marginMm.bottom}mm ${marginMm.left}mm; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 18%); }
p { margin: 0; text-align: justify; text-indent: 2em; overflow-wrap: anywhere; }
h1, h2 { margin: ${px(linePitch * 2)} 0 ${px(linePitch)}; text-align: center; text-wrap: balance; font: bold ${px(size2)}/${px(linePitch * 1.15)} ${family('xiaobiaosong', 'serif')}; }
main > header:first-child h1 { margin-top: 0; }
h1 span, h2 span { display: block; }
h2 { margin-top: ${px(linePitch)}; }
h3, h4 { margin: 0; text-indent: 2em; font: normal ${px(size3)}/${px(linePitch)} ${family('heiti', 'sans-serif')}; }
h4 { font-family: ${family('kaiti', 'serif')}; }
.mark { margin-bottom: ${px(linePitch * 2)}; text-align: center; text-indent: 0; color: #${red}; line-height: 1.1; font-weight: bold; font-family: ${family('xiaobiaosong', 'serif')}; white-space: nowrap; }
.number { text-align: center; text-indent: 0; }
.mark + .number, .mark.alone { padding-bottom: 4mm; border-bottom: 1.5pt solid #${red}; }
.mark + .number + h1 { margin-top: ${px(linePitch * 2)}; }
header > h1 + .number, section > h2 + .number { margin: ${px(-linePitch)} 0 ${px(linePitch)}; font-family: ${family('kaiti', 'serif')}; }
.addressees, .label { text-indent: 0; }
.attachments { margin: ${px(linePitch)} 0 0; padding: 0; list-style: none; }
.attachments li { margin-left: 5em; text-indent: -3em; }
.attachments.several li { margin-left: 6em; text-indent: -1em; }
.attachments.several li:first-child { text-indent: -4em; }
.signature { margin: ${px(linePitch)} 0 0; }
.signature p { text-align: left; text-indent: 0; }
.label { font-family: ${family('heiti', 'sans-serif')}; }
section.attachment { margin-top: ${px(linePitch * 2)}; padding-top: ${px(linePitch)}; border-top: 1px dashed #bbb; }
.sheet { overflow-x: auto; margin: 8pt 0; }
table { width: 100%; border-collapse: collapse; }
caption { padding: 6pt 0; font: ${px(size4)}/1.5 ${family('heiti', 'sans-serif')}; }
th, td { border: 0.75pt solid #000; padding: 0.3em 0.35em; line-height: 1.35; }
th { text-align: center; font-weight: normal; font-family: ${family('heiti', 'sans-serif')}; }
th[scope="row"] { font-weight: inherit; font-family: inherit; }
td.right, th.right { text-align: right; font-variant-numeric: tabular-nums; }
td.left, th.left[scope="row"] { text-align: left; }
td.center, th.center[scope="row"] { text-align: center; }
tr.emphasis > * { font-family: ${family('heiti', 'sans-serif')}; }
.note, .maker { font-size: 12pt; line-height: 1.5; }
.maker { text-align: right; padding-right: 2em; text-indent: 0; }
@media (max-width: ${a4.widthMm}mm) { main { margin: 0; padding: 6vw 5vw; box-shadow: none; } }
@page { size: A4; margin: ${marginMm.top}mm ${marginMm.right}mm ${marginMm.bottom}mm ${marginMm.left}mm; }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: ${size4}pt ${family('songti', 'serif')}; vertical-align: top; padding: ${pageNumberDropMm}mm 1em 0 0; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: ${size4}pt ${family('songti', 'serif')}; vertical-align: top; padding: ${pageNumberDropMm}mm 0 0 1em; } }
@media print {
  body { background: none; }
  main { width: ${typeAreaMm.width}mm; max-width: none; margin: 0; padding: 0; box-shadow: none; }
  section.attachment { break-before: page; margin: 0; padding: 0; border: 0; }
  .sheet { overflow: visible; }
  thead { display: table-header-group; }
  tr, .signature { break-inside: avoid; }
  h1, h2, h3, h4, caption, .label { break-after: avoid; }
}
`;
