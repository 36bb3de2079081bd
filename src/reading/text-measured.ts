/** A table of measures in plain text, as it comes out of a page: what is counted, its unit, the figure; long names over several lines. */
import { plainText } from '../domain/document.ts';
import type { TextTable } from './text-table.ts';

const head = /^((?:统计)?指标(?:名称)?)(计量单位|单位)(统计数|数值|数量|本年数|合计)$/;
const unit = '人次|万元|[条件次篇个人项份户元]|—{1,2}|-{1,2}';
const ended = new RegExp(`^(.*?)\\s*(?:(?<=^|\\s)(${unit}))\\s*([-+]?[\\d０-９][\\d０-９.,，．]*)?$`);
/** Signs that a line opens another one, whatever the line before it was. */
const opens = /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]|其中[：:]|注[：:]|填报)/;

/** The table that begins in a line of titles (统计指标 单位 统计数); undefined where none does. */
export function measuredAt(lines: readonly string[], at: number): TextTable | undefined {
  const titles = head.exec(plainText(lines[at] ?? '').replaceAll(' ', ''))?.slice(1);
  if (titles === undefined) return undefined;
  const rows: string[][] = [];
  let name = '';
  let end = at + 1;
  for (let next = at + 1; next < lines.length && name.length <= 200; next += 1) {
    const line = (lines[next] ?? '').trim();
    if (line === '') continue;
    const found = ended.exec(line);
    // 项 at the end of a sentence that goes on is no unit.
    const match = found?.[3] === undefined && /[，。]/.test(found?.[1] ?? '') ? null : found;
    if (match === null && name !== '' && opens.test(line) && !/^[（(][^）)]{4,}/.test(line)) break;
    name += match?.[1] ?? line;
    if (match === null) continue;
    const [, , measure = '', figure = ''] = match;
    const none = /^[—-]/.test(measure);
    rows.push(none ? [name, '', figure === '' ? measure : figure] : [name, measure, figure]);
    name = '';
    end = next + 1;
  }
  return rows.length < 3 ? undefined : { grids: [{ rows: [titles, ...rows], headRows: 1 }], end };
}
