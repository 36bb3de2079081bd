/** What one figure of a unit is made of: score lines, counted facts, or the parts of a formula. */
import { showDate } from '../domain/display.ts';
import type { RuleSum, ScoreLineShown } from '../views/lines.ts';
import type { ScoreLines } from '../views/score-lines.ts';
import { type Html, html } from './html.ts';
import { empty, homeCrumb, type Page } from './layout.ts';
import { apiView, itemPage, linesPage, rankingPage, rulebookPage, sitePage } from './links.ts';
import { factName } from './words.ts';

export function linesPageOf(seen: ScoreLines): Page {
  const { site, period, unit, figure } = seen;
  return {
    title: `${unit.name} · ${figure.title} · ${period.name}`,
    crumbs: [
      homeCrumb,
      { name: site.name, href: sitePage(site.id) },
      { name: `${period.name}排名`, href: rankingPage(site.id, period) },
      { name: `${unit.name}的${figure.title}` },
    ],
    data: apiView('score-lines', {
      site: site.id,
      unit: unit.key,
      from: period.from,
      to: period.to,
      figure: figure.name,
      ...(seen.group === null ? {} : { group: seen.group }),
    }),
    body: html`<h1>${unit.name}<span class="sub">${seen.over?.name ?? period.name}</span></h1>
<p class="bigfigure"><span>${figure.title}</span><strong>${figure.shown}</strong>${seen.issue === null ? html`<span class="tag">未印发，随事实变动</span>` : html`<span class="tag solid">已印发</span>`}</p>
${seen.now !== null && html`<p class="warning">印发时为 ${figure.shown}，按现在的事实和名册算为 ${seen.now}。已印发的数字不变。</p>`}
${seen.kind === 'formula' ? formula(seen) : itemised(seen)}`,
  };
}

function formula(seen: ScoreLines): Html {
  const { site, period, figure, parts } = seen;
  const heading = figure.name === '名次' ? '名次按这些数字排出' : '由这些数字算出';
  return html`<section aria-labelledby="parts"><h2 id="parts">${heading}</h2>
${figure.name !== '名次' && html`<p class="formula"><code>${figure.title} ＝ ${seen.formula}</code></p>`}
${
  parts.length === 0
    ? html`<p>名次不按数字，按名册的次序。</p>`
    : html`<ul class="parts">${parts.map(
        (part) =>
          html`<li><a href="${linesPage(site.id, period, part, { over: part.over })}"><span>${part.figure}</span><strong>${part.shown}</strong></a></li>`,
      )}</ul><p class="hint">点每个数字，再往下看明细。</p>`
}
<p class="muted">算法见<a href="${rulebookPage(site.id, period.to)}">计分办法</a>。</p></section>`;
}

function itemised(seen: ScoreLines): Html {
  if (seen.count === 0 && seen.rule === null)
    return empty(
      seen.kind === 'facts' ? '没有计入的事实，所以是零' : '没有得分明细，所以是零',
      html`这段时间里，这个单位没有计分办法要算的事实。<a href="${rankingPage(seen.site.id, seen.period)}">回到排名</a>。`,
    );
  return html`${seen.rules.length > 0 && ruleSums(seen)}${linesSection(seen)}`;
}

const linkOf = ({ unit, figure, group, over }: ScoreLines) => ({
  target: { unit: unit.key, figure: figure.name, group: group ?? '' },
  over: over === null ? null : `${over.from}..${over.to}`,
});

function ruleSums(seen: ScoreLines): Html {
  const { site, period, rules, rule } = seen;
  const { target, over } = linkOf(seen);
  const row = (one: RuleSum): Html => html`<tr${one.rule === rule && html` class="chosen"`}>
<th scope="row" class="left" data-label="规则"><a href="${linesPage(site.id, period, target, { over, rule: one.rule })}">${one.name}</a>${one.words !== null && one.words !== one.name && html`<span class="words">${one.words}</span>`}</th>
<td class="right" data-label="明细">${one.lines} 条</td><td class="right" data-label="得分">${points(one.points)}</td></tr>`;
  return html`<section aria-labelledby="rules"><h2 id="rules">按规则</h2>
<div class="sheet narrow"><table><caption class="hidden">每条规则给了多少分</caption>
<thead><tr><th scope="col" class="left">规则</th><th scope="col" class="right">明细</th><th scope="col" class="right">得分</th></tr></thead>
<tbody>${rules.map(row)}</tbody></table></div>
${rule !== null && html`<p><a class="button" href="${linesPage(site.id, period, target, { over })}">看全部规则的明细</a></p>`}</section>`;
}

function linesSection(seen: ScoreLines): Html {
  const { site, period, kind, count, lines, next, rule } = seen;
  const { target, over } = linkOf(seen);
  const what = kind === 'facts' ? '计入的事实' : '得分明细';
  const several = new Set(lines.map((line) => line.unit)).size > 1 || lines.some((line) => line.unit !== seen.unit.key);
  const amount = kind === 'facts' ? '计数' : '得分';
  const columns = 3 + (several ? 1 : 0) + (kind === 'facts' ? 0 : 1);
  return html`<section aria-labelledby="lines"><h2 id="lines">${what}<span class="count">${count} 条</span></h2>
<div class="sheet"><table class="cardlike lines"><caption class="hidden">${what}，按日期</caption>
<thead><tr><th scope="col">日期</th>${several && html`<th scope="col">单位</th>`}<th scope="col">信息</th>${kind !== 'facts' && html`<th scope="col">规则</th>`}<th scope="col">说明</th><th scope="col" class="right">${amount}</th></tr></thead>
<tbody>
${lines.map((line) => lineRow(seen, line, several))}</tbody>
<tfoot><tr><th scope="row" colspan="${columns}" class="right">${rule === null ? '合计' : '这条规则合计'}${count > lines.length && `（全部 ${count} 条）`}</th><td class="right" data-label="合计"><strong>${seen.sum}</strong></td></tr></tfoot>
</table></div>
${next !== null && html`<p><a class="button" rel="next" href="${linesPage(site.id, period, target, { over, rule, after: next })}">后 200 条</a></p>`}</section>`;
}

/** A line is about an item, or a rule alone gave it: a cap, a quota, base points. */
function lineRow({ site, kind }: ScoreLines, line: ScoreLineShown, several: boolean): Html {
  const title = line.title ?? (line.fact === null ? '（按规则计，不对应单条信息）' : '（无标题）');
  const about = line.item === null ? title : html`<a href="${itemPage(site.id, line.item)}">${title}</a>`;
  const said = [line.fact === null ? null : factName(line.fact), line.outlet, ...line.attributes].filter((one) => one !== null);
  return html`<tr id="${line.key}"><td class="nowrap" data-label="日期">${showDate(line.day)}</td>${several && html`<td data-label="单位">${line.unitName}</td>`}<td class="about" data-label="信息">${about}</td>${
    kind !== 'facts' && html`<td class="nowrap" data-label="规则">${line.ruleName ?? ''}</td>`
  }<td class="said" data-label="说明">${line.note !== null && html`<span class="tag">${line.note}</span> `}${said.join(' · ')}</td><td class="right" data-label="${kind === 'facts' ? '计数' : '得分'}">${points(line.points)}</td></tr>
`;
}

/** Deductions and reversals stand out. */
export const points = (text: string): Html => (text.startsWith('-') ? html`<span class="minus">${text}</span>` : html`${text}`);
