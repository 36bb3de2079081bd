/** An issued bulletin: its text, its tables as frozen, its files, and what proves that nothing was changed. */
import { showDate } from '../domain/display.ts';
import type { BulletinIssue } from '../views/bulletin-issue.ts';
import { type Html, html } from './html.ts';
import { historyList } from './item-page.ts';
import { homeCrumb, type Page } from './layout.ts';
import { apiView, documentPage, filePage, issuePage, rankingPage, rulebookPage, sitePage } from './links.ts';
import { rankingTable } from './ranking-page.ts';
import { formatNames, issueName, showMoment, showSize, stateName } from './words.ts';

export function issuePageOf(seen: BulletinIssue): Page {
  const { site, issue, document } = seen;
  return {
    title: document.title,
    crumbs: [homeCrumb, { name: site.name, href: sitePage(site.id) }, { name: `${issueName(issue)}通报` }],
    data: apiView('bulletin-issue', { site: site.id, bulletin: String(issue.bulletin) }),
    body: html`<h1>${document.title}<span class="sub">${issueName(issue)}</span></h1>
${standing(seen)}
${files(seen)}
<section aria-labelledby="text"><h2 id="text">正文</h2><div class="paper">${paragraphs(seen)}</div></section>
${seen.tables.map((table, index) => html`<section aria-labelledby="table-${index + 1}"><h2 id="table-${index + 1}">${table.title}</h2>${rankingTable(site.id, seen.period, table)}</section>`)}
${overruled(seen)}
${proof(seen)}
<section aria-labelledby="history"><h2 id="history">办理记录</h2>${historyList(seen.history)}</section>`,
  };
}

function standing({ site, state, period, tables, corrects, correctedBy }: BulletinIssue): Html {
  const link = (bulletin: number): Html => html`<a href="${issuePage(site.id, bulletin)}">第 ${bulletin} 号</a>`;
  return html`<div class="status${correctedBy !== null && ' open'}"><strong>${stateName(state)}</strong>
<span>${tables.length > 0 ? html`统计期：<a href="${rankingPage(site.id, period)}">${period.name}排名</a>` : html`转发上级通报，自己没有统计表`}</span>
${corrects !== null && html`<span>更正${link(corrects)}通报</span>`}${correctedBy !== null && html`<span>已由${link(correctedBy)}通报更正，以更正后的为准</span>`}</div>`;
}

function files({ site, issue, files: list }: BulletinIssue): Html {
  const read = html`<a class="button" href="${documentPage(site.id, issue.bulletin)}">按公文版式阅读</a>`;
  if (list.length === 0) return html`<p class="files">${read}<span class="muted">文件正在生成，稍后刷新本页即可下载。</span></p>`;
  return html`<p class="files">${read}${list.map(
    (file) =>
      html`<a class="button plain" href="${filePage(site.id, issue.bulletin, file.format)}" download>${formatNames[file.format] ?? file.format}<span class="muted">${showSize(file.byteSize)}</span></a>`,
  )}</p>`;
}

const paragraphs = ({
  document,
}: BulletinIssue): Html => html`${document.addressees !== undefined && html`<p class="flush">${document.addressees}：</p>`}
${document.blocks.map((block) => block.kind === 'paragraph' && (block.style === 'body' ? html`<p>${block.text}</p>` : html`<h3>${block.text}</h3>`))}
${document.attachments.length > 0 && html`<p class="flush muted">附件：${document.attachments.map((attachment) => attachment.title).join('；')}</p>`}
<p class="sign">${document.issuers.join('　')}${document.issuedOn !== undefined && html`<br>${showDate(document.issuedOn)}`}</p>
${document.remark !== undefined && html`<p>（${document.remark}）</p>`}`;

const overruled = ({ overruled: list }: BulletinIssue): Html | false =>
  list.length > 0 &&
  html`<section aria-labelledby="overruled"><h2 id="overruled">印发前核对时放行的问题</h2><ul>${list.map(({ kind, reason }) => html`<li>${kind}：${reason}</li>`)}</ul></section>`;

function proof({ site, issue, rulebook, files: list }: BulletinIssue): Html {
  return html`<section aria-labelledby="proof"><h2 id="proof">凭据</h2>
<dl class="proof"><div><dt>定稿</dt><dd>${showMoment(issue.frozenAt)}</dd></div>
${issue.documentNumber !== null && html`<div><dt>发文字号</dt><dd>${issue.documentNumber}</dd></div>`}
${rulebook && html`<div><dt>计分办法</dt><dd><a href="${rulebookPage(site.id, rulebook.from)}">${rulebook.name}</a></dd></div>`}
<div><dt>正文和数字的校验值</dt><dd><code>${issue.sha256}</code></dd></div>
${list.map((file) => html`<div><dt>${formatNames[file.format] ?? file.format}的校验值</dt><dd><code>${file.sha256}</code></dd></div>`)}</dl>
<p class="muted">校验值是 SHA-256：内容变动一个字，它就完全不同。</p></section>`;
}
