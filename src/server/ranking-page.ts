/** The ranking of a period: every figure is a link into what it is made of. */
import { showDate } from '../domain/display.ts';
import type { Ranking, RankingCell, RankingTable } from '../views/ranking.ts';
import { type Html, html } from './html.ts';
import { empty, homeCrumb, type Page } from './layout.ts';
import { apiView, issuePage, itemPage, linesPage, rankingPage, rulebookPage, sitePage } from './links.ts';
import { factName, issueName, showMoment } from './words.ts';

type Days = Pick<Ranking['period'], 'from' | 'to'>;

export function rankingPageOf(seen: Ranking): Page {
  const { site, period, tables, areas } = seen;
  const listed = tables.filter((table) => table.rows.length > 0);
  const several = listed.length + (areas.length > 0 ? 1 : 0) > 1;
  return {
    title: `${site.name}${period.name}排名`,
    crumbs: [homeCrumb, { name: site.name, href: sitePage(site.id) }, { name: `${period.name}排名` }],
    data: apiView('ranking', { site: site.id, from: period.from, to: period.to }),
    body: html`<h1>${site.name}<span class="sub">${period.name}排名</span></h1>
${standing(seen)}
${seen.rulebook === null ? noRulebook() : listed.length === 0 ? nothing(seen) : html`<p class="hint">点任何一个数字，看它由哪些明细构成。</p>`}
${
  several &&
  html`<nav class="jump" aria-label="本页各表"><ul class="chips">${listed.map((table, index) => html`<li><a href="#table-${index + 1}">${table.title}</a></li>`)}${areas.length > 0 && html`<li><a href="#areas">各地区明细</a></li>`}</ul></nav>`
}
${listed.map((table, index) => section(site.id, period, table, index))}
${areas.length > 0 && areasSection(seen)}
${totals(seen)}
${named('本期为零的单位', seen.zeroUnits)}
${named('不参加排名的单位', seen.excluded)}
${notes(seen)}
${late(seen)}
${neighbours(seen)}`,
  };
}

function standing({ site, issue, rulebook }: Ranking): Html {
  const book = rulebook && html`<span>计分办法：<a href="${rulebookPage(site.id, rulebook.from)}">${rulebook.name}</a></span>`;
  if (issue === null)
    return html`<div class="status open"><strong>未印发</strong><span>数字按现有事实实时计算，导入新的事实后会变。</span>${book}</div>`;
  return html`<div class="status"><strong>已印发</strong><span><a href="${issuePage(site.id, issue.bulletin)}">${issueName(issue)}通报</a>${issue.documentNumber !== null && html`（${issue.documentNumber}）`}，数字于${showMoment(issue.frozenAt)}定稿，不再变动。</span>${book}</div>`;
}

const noRulebook = (): Html =>
  empty(
    '这个网站还没有计分办法，算不出排名',
    html`写好办法后采用它：<code>npx baocaitong rulebook adopt --site 网站 办法.json</code>。办法怎样写，见随附的 docs/rulebook.md。`,
  );

const nothing = ({ site }: Ranking): Html =>
  empty('这段时间没有可以列出的数字', html`可能还没有导入，或者选错了日期。<a href="${sitePage(site.id)}">看看哪些月份有事实</a>。`);

function section(site: string, period: Days, table: RankingTable, index: number): Html {
  const id = `table-${index + 1}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${table.title}</h2>${rankingTable(site, period, table)}</section>`;
}

/** One table; also on the page of an issue. */
export function rankingTable(site: string, period: Days, table: RankingTable): Html {
  const head = table.columns.map(({ title, align }) => html`<th scope="col" class="${align}">${title}</th>`);
  const rows = table.rows.map(
    (row) =>
      html`<tr>${row.cells.map((cell, index) => cellOf(site, period, cell, table.columns[index] ?? { figure: '', align: 'right' }, row.name))}</tr>
`,
  );
  return html`<div class="sheet"><table class="ranking">
<caption class="hidden">${table.title}，${table.rows.length} 个单位</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

function cellOf(
  site: string,
  period: Days,
  { shown, opens }: RankingCell,
  { figure, align, title }: { figure: string; align: string; title?: string },
  unit: string,
): Html {
  const content = opens
    ? html`<a class="${figure === '单位' ? 'unit' : 'figure'}" href="${linesPage(site, period, opens)}" title="${unit}：${figure === '单位' ? '得分' : (title ?? figure)}的明细">${shown}</a>`
    : shown;
  return figure === '单位' ? html`<th scope="row" class="left">${content}</th>` : html`<td class="${align}">${content}</td>`;
}

function areasSection({ site, period, areas }: Ranking): Html {
  const link = (cell: RankingCell): Html =>
    cell.opens ? html`<a class="figure" href="${linesPage(site.id, period, cell.opens)}">${cell.shown}</a>` : html`${cell.shown}`;
  return html`<section aria-labelledby="areas"><h2 id="areas">各地区明细</h2><div class="areas">${areas.map(
    ({ area, rows }) => html`<div class="sheet"><table class="ranking small">
<caption>${area}</caption>
<thead class="hidden"><tr><th scope="col">单位</th><th scope="col">条数</th></tr></thead>
<tbody>${rows.map(
      (row, index) =>
        html`<tr${index === 0 && html` class="strong"`}><th scope="row" class="left">${row.name}${row.remark !== null && html`<span class="muted">（${row.remark}）</span>`}</th><td class="right">${link(row.cell)}</td></tr>`,
    )}</tbody></table></div>`,
  )}</div></section>`;
}

function totals({ totals: list }: Ranking): Html | false {
  if (list.length === 0) return false;
  return html`<section aria-labelledby="totals"><h2 id="totals">全部合计</h2><dl class="totals">${list.map(
    ({ name, shown }) => html`<div><dt>${name}</dt><dd>${shown === '' ? '无' : shown}</dd></div>`,
  )}</dl></section>`;
}

const named = (title: string, names: readonly string[]): Html | false =>
  names.length > 0 && html`<section><h2>${title}<span class="count">${names.length} 个</span></h2><p>${names.join('、')}</p></section>`;

function notes({ notes: list }: Ranking): Html | false {
  if (list.length === 0) return false;
  return html`<section aria-labelledby="notes"><h2 id="notes">注</h2><ol class="notes">${list.map((note) => html`<li>${note}</li>`)}</ol></section>`;
}

function late({ site, late: { count, entries } }: Ranking): Html | false {
  if (count === 0) return false;
  return html`<section aria-labelledby="late"><h2 id="late">印发以后补录的<span class="count">${count} 条</span></h2>
<p>这些事实的日期在本期，但录入时本期通报已经印发。本期数字不变，它们作为“补记”计入以后的统计期。</p>
<div class="sheet"><table class="cardlike"><caption class="hidden">补录的事实和它们计入的日期</caption>
<thead><tr><th scope="col">日期</th><th scope="col">单位</th><th scope="col">事实</th><th scope="col">计入</th></tr></thead>
<tbody>${entries.map(
    (entry) => html`<tr><td class="nowrap" data-label="日期">${showDate(entry.on)}</td><td data-label="单位">${entry.unit}</td>
<td data-label="事实">${factName(entry.fact)} ${entry.item === null ? entry.title : html`<a href="${itemPage(site.id, entry.item)}">${entry.title ?? '（无标题）'}</a>`}</td>
<td class="nowrap" data-label="计入">${showDate(entry.countsOn)}所在的一期</td></tr>`,
  )}</tbody></table></div>${count > entries.length && html`<p class="muted">只列出前 ${entries.length} 条。</p>`}</section>`;
}

const neighbours = ({ site, previous, next }: Ranking): Html => html`<nav class="neighbours" aria-label="相邻的统计期">
<a href="${rankingPage(site.id, previous)}" rel="prev">‹ ${previous.name}</a><a href="${rankingPage(site.id, next)}" rel="next">${next.name} ›</a></nav>`;
