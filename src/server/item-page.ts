/** One item with everything that happened to it. */
import { showDate } from '../domain/display.ts';
import type { HistoryEntry } from '../views/history-entries.ts';
import type { Item, ItemFact } from '../views/item.ts';
import { type Html, html } from './html.ts';
import { empty, homeCrumb, type Page } from './layout.ts';
import { points } from './lines-page.ts';
import { apiView, issuePage, linesPage, sitePage } from './links.ts';
import { factName, issueName, showMoment, stateName, stepName } from './words.ts';

export function itemPageOf(seen: Item): Page {
  const { site, title, unit, source, invented } = seen;
  return {
    title,
    crumbs: [homeCrumb, { name: site.name, href: sitePage(site.id) }, { name: '信息' }],
    data: apiView('item', { site: site.id, item: String(seen.item) }),
    body: html`<h1 class="plain">${title}</h1>
<p class="muted">${unit.name}报送 · 编号 ${source}${invented && html` · <span class="tag">演示用，标题和日期系虚构</span>`}</p>
${earned(seen)}
<section aria-labelledby="facts"><h2 id="facts">经过<span class="count">${seen.facts.length} 条事实</span></h2>
${seen.facts.length === 0 ? empty('这条信息还没有任何事实', html`报送、采用、退稿等事实导入后列在这里。`) : html`<ol class="steps">${seen.facts.map((fact) => factStep(seen, fact))}</ol>`}</section>
${
  seen.issues.length > 0 &&
  html`<section aria-labelledby="in"><h2 id="in">所在的通报</h2><ul>${seen.issues.map(
    (issue) => html`<li><a href="${issuePage(site.id, issue.bulletin)}">${issueName(issue)}</a>（${issue.period.name}）</li>`,
  )}</ul></section>`
}
${seen.history.length > 0 && html`<section aria-labelledby="history"><h2 id="history">办理记录</h2>${historyList(seen.history)}</section>`}`,
  };
}

function earned({ site, earned: list, years }: Item): Html {
  if (list.length === 0)
    return html`<p class="status open"><strong>未得分</strong><span>按计分办法，这条信息的事实不计分（有的办法只计条数）。</span></p>`;
  return html`<ul class="parts">${list.map(
    (one) =>
      html`<li>${years ? html`<a href="${linesPage(site.id, years, { unit: one.unit, figure: '得分', group: '' })}"><span>${one.name}得分</span><strong>${points(one.points)}</strong></a>` : html`<span>${one.name}得分</span><strong>${points(one.points)}</strong>`}</li>`,
  )}</ul>`;
}

function factStep({ site: _ }: Item, fact: ItemFact): Html {
  const said = [fact.outlet, ...fact.attributes, fact.count > 1 ? `${fact.count} 条` : null].filter((one) => one !== null);
  const share = fact.joint && html`<li>联合报送，本单位占 ${fact.share.top}/${fact.share.bottom}</li>`;
  return html`<li id="fact-${fact.id}"><p><time datetime="${fact.on}">${showDate(fact.on)}</time> <strong>${fact.refersTo !== null && fact.fact === 'adjustment' ? '撤销或调整' : factName(fact.fact)}</strong> ${fact.unit.name}${said.length > 0 && html` <span class="muted">${said.join(' · ')}</span>`}${fact.reversedBy.length > 0 && html` <span class="tag">已撤销</span>`}</p>
<ul class="details">${share}${fact.publishedOn !== null && fact.publishedOn !== fact.on && html`<li>${showDate(fact.publishedOn)}发布</li>`}${fact.refersTo !== null && html`<li>针对<a href="#fact-${fact.refersTo}">前面的事实</a></li>`}${fact.note !== null && html`<li>${fact.note}</li>`}${fact.evidence !== null && html`<li>依据：${fact.evidence}</li>`}${fact.earned.map(
    (line) =>
      html`<li>${line.rule}：${points(line.points)} 分${line.note !== null && html` <span class="tag">${line.note}</span>`}${line.day !== fact.on && html`（计入${showDate(line.day)}）`}</li>`,
  )}<li class="muted">编号 ${fact.source}，${showMoment(fact.recordedAt)}录入${fact.file !== null && html`（${fact.file}）`}</li></ul></li>`;
}

export const historyList = (entries: readonly HistoryEntry[]): Html =>
  html`<ol class="steps">${entries.map(
    (entry) =>
      html`<li><p><time datetime="${entry.at}">${showMoment(entry.at)}</time> <strong>${stepName(entry.step)}</strong> <span class="muted">${entry.by}${entry.to !== null && entry.to !== entry.from && html` · ${entry.from !== null && html`${stateName(entry.from)} → `}${stateName(entry.to)}`}</span></p>${entry.reason !== null && html`<p>${entry.reason}</p>`}</li>`,
  )}</ol>`;
