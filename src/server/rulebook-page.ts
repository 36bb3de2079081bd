/** A rulebook in words and as data. */
import { showDate } from '../domain/display.ts';
import type { RulebookSeen } from '../views/rulebook.ts';
import { html } from './html.ts';
import { empty, homeCrumb, type Page } from './layout.ts';
import { apiView, rulebookPage, sitePage } from './links.ts';

export function rulebookPageOf(seen: RulebookSeen): Page {
  const { site, name, from, until, rules, notes, all } = seen;
  return {
    title: name,
    crumbs: [homeCrumb, { name: site.name, href: sitePage(site.id) }, { name: '计分办法' }],
    data: apiView('rulebook', { site: site.id, on: from }),
    body: html`<h1>${name}</h1>
<p class="muted">${showDate(from)}起施行${until === null ? '，现行有效' : `，到${showDate(until)}为止`} · 采用按${seen.countsAt === 'adoption' ? '采用（决定）' : '发布'}日期归期</p>
<section aria-labelledby="rules"><h2 id="rules">计分规则</h2>${
      rules.length === 0
        ? empty('这个办法不计分', '它只规定数哪些条数、怎样列表，见下面的说明。')
        : html`<div class="sheet narrow"><table class="cardlike"><caption class="hidden">计分规则</caption><thead><tr><th scope="col">规则</th><th scope="col">怎样计分</th></tr></thead><tbody>${rules.map(
            (rule) =>
              html`<tr><th scope="row" class="nowrap left" data-label="规则">${rule.name}</th><td data-label="怎样计分">${rule.words}</td></tr>`,
          )}</tbody></table></div>`
    }</section>
<section aria-labelledby="notes"><h2 id="notes">表下的注</h2><ol class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ol></section>
${
  all.length > 1 &&
  html`<section aria-labelledby="all"><h2 id="all">历次办法</h2><ul>${all.map((one) => html`<li><a href="${rulebookPage(site.id, one.from)}">${one.name}</a>（${showDate(one.from)}起）</li>`)}</ul></section>`
}
<section aria-labelledby="data"><h2 id="data">办法的数据</h2><details><summary>展开 JSON 原文</summary><pre tabindex="0">${JSON.stringify(seen.rulebook, null, 2)}</pre></details></section>`,
  };
}
