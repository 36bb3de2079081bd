/** The start page, and the page of one site. */
import { showDate } from '../domain/display.ts';
import type { NamedPeriod } from '../views/period.ts';
import type { SiteIssue, SiteSeen, Sites } from '../views/sites.ts';
import { type Html, html } from './html.ts';
import { empty, homeCrumb, type Page } from './layout.ts';
import { apiView, issuePage, rankingPage, rulebookPage, sitePage } from './links.ts';
import { issueName } from './words.ts';

const command = (text: string): Html => html`<code>${text}</code>`;

export function sitesPage({ sites, next }: Sites): Page {
  const list =
    sites.length === 0
      ? empty(
          '还没有网站',
          html`先设立一个网站：${command('npx baocaitong site set-up 网站.json')}，文件里写明单位和载体。`,
          html`想先看看样子，可以运行 ${command('npm run demo')}，用四个真实办公室的公开数字演示。`,
        )
      : html`<ul class="cards">${sites.map(siteCard)}</ul>`;
  return {
    title: '全部网站',
    crumbs: [homeCrumb],
    data: apiView('sites', {}),
    body: html`<h1>全部网站</h1>
<p class="lead">选一个网站和统计期，看各单位的采用情况和排名；表里的每个数字都能点开，直到每一条信息。</p>
${list}
${next !== null && html`<p><a class="button" href="/sites?after=${encodeURIComponent(next)}">下一页</a></p>`}`,
  };
}

function siteCard(site: SiteSeen): Html {
  const [latest] = site.issues.filter((issue) => !issue.forwards);
  const quarter = site.years[0]?.quarters.at(-1);
  return html`<li class="card">
<h2><a href="${sitePage(site.id)}">${site.name}</a></h2>
<p class="muted">${site.units} 个单位 · ${site.rulebook ? site.rulebook.name : '还没有计分办法'}</p>
${
  latest
    ? html`<p>最近一期：<a href="${rankingPage(site.id, latest.period)}">${latest.period.name}排名</a> · <a href="${issuePage(site.id, latest.bulletin)}">${issueName(latest)}通报</a></p>`
    : html`<p>还没有印发过通报。${quarter && html`最近的数据：<a href="${rankingPage(site.id, quarter)}">${quarter.name}排名</a>`}</p>`
}
</li>`;
}

export function sitePageOf(site: SiteSeen): Page {
  const [year] = site.years;
  const first = site.issues.find((issue) => !issue.forwards)?.period ?? year?.quarters.at(-1);
  return {
    title: site.name,
    crumbs: [homeCrumb, { name: site.name }],
    data: apiView('sites', { site: site.id }),
    body: html`<h1>${site.name}</h1>
<p class="muted">${site.units} 个单位 · ${
      site.rulebook
        ? html`计分办法：<a href="${rulebookPage(site.id)}">${site.rulebook.name}</a>（${showDate(site.rulebook.from)}起施行）`
        : '还没有计分办法'
    }</p>
<section aria-labelledby="issues"><h2 id="issues">已印发的通报</h2>${issuesTable(site)}</section>
<section aria-labelledby="periods"><h2 id="periods">按统计期查看</h2>${periods(site)}${pick(site.id, first)}</section>`,
  };
}

function issuesTable({ id, issues }: SiteSeen): Html {
  if (issues.length === 0)
    return empty('还没有印发过通报', html`拟好底稿后用 ${command('npx baocaitong bulletin issue')} 印发；印发后的数字不再变动，列在这里。`);
  return html`<div class="sheet"><table class="cardlike">
<caption class="hidden">已印发的通报，最近的在前</caption>
<thead><tr><th scope="col">期号</th><th scope="col">标题</th><th scope="col">统计期</th><th scope="col">成文日期</th><th scope="col">发文字号</th></tr></thead>
<tbody>${issues.map((issue) => issueRow(id, issue))}</tbody></table></div>`;
}

const issueRow = (site: string, issue: SiteIssue): Html => html`<tr>
<th scope="row" class="nowrap" data-label="期号">${issueName(issue)}</th>
<td data-label="标题"><a href="${issuePage(site, issue.bulletin)}">${issue.title}</a>${issue.superseded && html` <span class="tag">已更正</span>`}</td>
<td class="nowrap" data-label="统计期">${issue.forwards ? html`<span class="muted">转发</span>` : html`<a href="${rankingPage(site, issue.period)}">${issue.period.name}排名</a>`}</td>
<td class="nowrap" data-label="成文日期">${issue.issuedOn === null ? html`<span class="muted">未标</span>` : showDate(issue.issuedOn)}</td>
<td class="nowrap" data-label="发文字号">${issue.documentNumber ?? html`<span class="muted">无</span>`}</td>
</tr>`;

function periods({ id, years }: SiteSeen): Html {
  if (years.length === 0)
    return empty('还没有任何事实', html`把已有的采用记录导入进来：${command(`npx baocaitong import facts 文件.csv --site ${id}`)}。`);
  const link = (period: NamedPeriod): Html => html`<li><a href="${rankingPage(id, period)}">${period.name}</a></li>`;
  return html`<div class="years">${years.map(
    ({ year, quarters, months }) => html`<div class="year">
<h3><a href="${rankingPage(id, year)}">${year.name}</a></h3>
<ul class="chips" aria-label="${year.name}各季度">${quarters.map(link)}</ul>
<ul class="chips" aria-label="${year.name}各月">${months.map(link)}</ul>
</div>`,
  )}</div>`;
}

const pick = (
  site: string,
  period: NamedPeriod | undefined,
): Html => html`<form class="pick" method="get" action="${sitePage(site)}/ranking">
<p>也可以指定任意起止日期（首尾两天都算在内）：</p>
<label>从 <input type="date" name="from" required value="${period?.from ?? ''}"></label>
<label>到 <input type="date" name="to" required value="${period?.to ?? ''}"></label>
<button type="submit">查看排名</button>
</form>`;
