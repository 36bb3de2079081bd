/** What every page has: head, landmarks, breadcrumbs, foot. */
import { type Content, type Html, html } from './html.ts';

export interface Crumb {
  readonly name: string;
  readonly href?: string;
}
export interface Page {
  readonly title: string;
  /** From the start page down; the last one is this page. */
  readonly crumbs: readonly Crumb[];
  readonly body: Html;
  /** Address of the same data as JSON. */
  readonly data?: string;
}

/** Who looks, where the browser application is there to go to. */
export interface Viewer {
  /** Undefined for a visitor. */
  readonly name: string | undefined;
}

const viewerLink = ({ name }: Viewer): Html =>
  name === undefined ? html`<a class="enter" href="/sign-in">登录</a>` : html`<a class="enter" href="/">${name} · 工作台</a>`;

export function layout({ title, crumbs, body, data }: Page, viewer?: Viewer): string {
  const page = html`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title} · 报采通</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header class="top"><div class="wide"><a class="brand" href="/sites"><b>报采通</b><span>报送、采用、计分、通报</span></a>${viewer && viewerLink(viewer)}</div></header>
${crumbs.length > 1 && crumbsOf(crumbs)}
<main id="main" class="wide">
${body}
</main>
<footer class="wide foot"><p>本页只供查看，不会改动任何数据。${data && html`<a href="${data}">本页数据（JSON）</a>`}</p></footer>
</body>
</html>
`;
  return page.markup;
}

const crumbsOf = (crumbs: readonly Crumb[]): Html =>
  html`<nav class="crumbs wide" aria-label="所在位置"><ol>${crumbs.map(
    ({ name, href }, index) =>
      html`<li>${
        index < crumbs.length - 1 && href !== undefined
          ? html`<a href="${href}">${name}</a>`
          : html`<span aria-current="page">${name}</span>`
      }</li>`,
  )}</ol></nav>`;

/** Something that is empty, and what to do about it. */
export const empty = (title: string, ...advice: readonly Content[]): Html =>
  html`<div class="empty"><p><strong>${title}</strong></p>${advice.map((line) => html`<p>${line}</p>`)}</div>`;

export const homeCrumb: Crumb = { name: '全部网站', href: '/sites' };
