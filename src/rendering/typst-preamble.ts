import { type FontRole, fontFamilies } from './fonts.ts';
import * as page from './page.ts';

/** A Typst string literal. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

export const points = (value: number): string => `${Math.round(value * 1000) / 1000}pt`;
export const millimetres = (value: number): string => `${Math.round(value * 1000) / 1000}mm`;

const family = (role: FontRole): string => `(${fontFamilies[role].map(quoted).join(', ')})`;

const gap = page.linePitch - page.size3;

/**
 * The look, as Typst functions that the document's source calls. Every line box is exactly one size high whatever font a
 * character comes from (top-edge and bottom-edge), so 22 lines always fill a page.
 * `reserve` hangs an invisible box under a paragraph's last line and takes its height back after it: where the signature
 * would not fit under the text, the text's last lines go with it to the next page.
 */
export const preamble = `
#let xiaobiaosong = ${family('xiaobiaosong')}
#let fangsong = ${family('fangsong')}
#let heiti = ${family('heiti')}
#let kaiti = ${family('kaiti')}
#let songti = ${family('songti')}
#let pitch = ${points(page.linePitch)}
#let gap = ${points(gap)}
#let character = ${points(page.characterPitch)}
#set page(
  width: ${page.a4.widthMm}mm, height: ${page.a4.heightMm}mm,
  margin: (top: ${page.marginMm.top}mm + ${points(gap / 2)}, right: ${page.marginMm.right}mm, bottom: ${page.marginMm.bottom}mm, left: ${page.marginMm.left}mm),
  footer-descent: ${page.pageNumberDropMm}mm,
  footer: context {
    let n = counter(page).get().first()
    set text(font: songti, size: ${page.size4}pt, tracking: 0pt)
    set par(first-line-indent: 0pt)
    if calc.odd(n) { align(top + right, pad(right: ${page.size4}pt)[— #n —]) } else { align(top + left, pad(left: ${page.size4}pt)[— #n —]) }
  },
)
#set text(font: fangsong, size: ${page.size3}pt, lang: "zh", region: "cn", tracking: character - ${page.size3}pt, cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: gap, spacing: gap, justify: true, first-line-indent: (amount: 2 * character, all: true))
#let flush(body) = { set par(first-line-indent: 0pt); body }
#let put(blank, body, ..rest) = block(width: 100%, above: gap + blank * pitch, below: gap, ..rest, body)
#let broken(lines) = lines.join(linebreak())
#let centred(body) = { set par(first-line-indent: 0pt, justify: false); align(center, body) }
#let redline() = block(above: ${page.redLineDropMm}mm, below: gap, line(length: 100%, stroke: 1.5pt + rgb("#${page.red}")))
#let mark(size, it) = { v(${page.markTopMm}mm - ${points(gap / 2)}); block(width: 100%, below: gap, centred(text(font: xiaobiaosong, weight: 700, size: size, tracking: 0pt, fill: rgb("#${page.red}"), it))) }
#let number(blank, it) = put(blank, centred(it))
#let numberbelow(blank, it) = put(blank, centred(text(font: kaiti, it)), sticky: true)
#let headline(blank, lines) = put(blank, { set par(leading: ${points(page.linePitch * 1.15 - page.size2)}); centred(text(font: xiaobiaosong, weight: 700, size: ${page.size2}pt, tracking: 0pt, broken(lines))) }, sticky: true)
#let addressees(blank, it) = put(blank, flush(it))
#let kept(it, reserve) = if reserve == 0pt { par(it) } else {
  par({ it; box(width: 0pt, height: reserve, baseline: reserve) })
  v(0.12em - reserve)
}
#let body(blank, it, reserve: 0pt) = put(blank, kept(it, reserve))
#let heading1(blank, it, reserve: 0pt) = put(blank, par(text(font: heiti, it)), sticky: true)
#let heading2(blank, it, reserve: 0pt) = put(blank, kept(text(font: kaiti, it), reserve))
#let attachments(blank, ..names) = put(blank, sticky: true, pad(left: 2 * character, flush({
  let names = names.pos()
  if names.len() == 1 { grid(columns: (3 * character, 1fr), [附件：], names.first()) } else {
    grid(columns: (3 * character, auto, 1fr), row-gutter: gap, ..for (i, name) in names.enumerate() { (if i == 0 [附件：] else [], [#(i + 1).], name) })
  }
})))
#let signature(blank, ..lines) = put(blank, flush({
  for (i, (start, size, it)) in lines.pos().enumerate() { block(above: if i == 0 { 0pt } else { gap }, below: gap, pad(left: (${page.charactersPerLine} - start) * character, text(size: size, it))) }
}), breakable: false)
#let remark(blank, it) = put(blank, par(it))
#let label(it) = { pagebreak(weak: true); put(0, flush(text(font: heiti, it)), sticky: true) }
#let caption(blank, lines) = block(width: 100%, above: gap + calc.max(blank, 0.4) * pitch, below: gap, sticky: true, centred(text(font: heiti, size: ${page.size4}pt, tracking: 0pt, broken(lines))))
#let strong-cell(it) = text(font: heiti, it)
#let sheet(above, size, widths, aligns, insets, head, ..cells) = block(width: 100%, above: above, below: gap, {
  set text(size: size, tracking: 0pt)
  set par(first-line-indent: 0pt, justify: false, leading: 0.35em)
  set table.cell(breakable: false)
  table(
    columns: widths, align: aligns, inset: insets, stroke: 0.5pt,
    table.header(..head.map(lines => table.cell(align: center + horizon, inset: (x: 1pt, y: 0.3 * size), text(font: heiti, broken(lines))))),
    ..cells,
  )
})
#let foot(size, it) = block(width: 100%, above: 0.5 * size, below: gap, { set text(size: size, tracking: 0pt); set par(leading: 0.45em, first-line-indent: (amount: 2em, all: true)); par(it) })
#let maker(size, it) = block(width: 100%, above: 0.5 * size, below: gap, align(right, pad(right: 2em, text(size: size, tracking: 0pt, it))))
`;
