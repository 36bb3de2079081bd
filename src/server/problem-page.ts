/** A refusal or a fault as a page: what happened, where, and what to do. */
import { html } from './html.ts';
import { homeCrumb, type Page } from './layout.ts';
import type { Problem, ProblemCode } from './problem.ts';

const fieldNames: Readonly<Record<string, string>> = {
  from: '起始日期',
  to: '截止日期',
  on: '日期',
  over: '时间范围',
  site: '网站',
  unit: '单位',
  item: '信息编号',
  bulletin: '通报编号',
  figure: '数字名称',
};

const advice: Partial<Record<ProblemCode, string>> = {
  'no-page': '地址可能写错了，或者链接过时了。',
  'not-found': '它可能已经改名或并入别处，也可能地址写错了。',
  'bad-input': '请改正地址里的内容，或者从上一页重新选择。',
  method: '这里的页面只供查看。',
  fault: '这不是您的操作造成的。请稍后再试；如果一再出现，请把下面的编号告诉管理员。',
};

export function problemPage({ title, detail, status, code, request, findings }: Problem): Page {
  const list = findings.map(
    ({ where, message }) => html`<li>${where !== undefined && html`<strong>${fieldNames[where] ?? where}</strong>：`}${message}</li>`,
  );
  return {
    title,
    crumbs: [homeCrumb, { name: title }],
    body: html`<h1>${title}</h1>
${findings.length > 0 ? html`<ul class="problems">${list}</ul>` : detail !== '' && html`<p>${detail}</p>`}
${advice[code] !== undefined && html`<p>${advice[code]}</p>`}
<p><a class="button" href="/sites">回到全部网站</a></p>
<p class="muted">状态 ${status} · 请求编号 ${request}</p>`,
  };
}
