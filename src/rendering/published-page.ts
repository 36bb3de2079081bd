/** The page of a published item: plain, readable HTML with the labels of 政府网站发展指引, which needs nothing from elsewhere. */
import { type PublishedFile, type PublishedItem, pageLabels, pageTime } from '../domain/adoption/delivery.ts';
import { escapeMarkup } from '../domain/submission/rich-runs.ts';
import { imagesOf } from '../domain/submission/rich-text.ts';

const style = `body{margin:0;background:#fff;color:#222;font:18px/1.8 "Noto Serif SC","Source Han Serif SC",SimSun,serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem 4rem}h1{font-size:1.6rem;line-height:1.4;text-align:center}
.about{margin:0 0 1.5rem;padding-bottom:.75rem;border-bottom:1px solid #ddd;color:#555;font-size:.9rem;text-align:center}
.about span{margin:0 .75rem}p{margin:.75em 0;text-align:justify}img{max-width:100%;height:auto}
table{border-collapse:collapse;margin:1em auto;max-width:100%}td,th{border:1px solid #999;padding:.3em .6em}
.files,.turns{margin-top:2rem;padding-top:.75rem;border-top:1px solid #ddd}@media print{main{max-width:none}}`;

/** HTML of an item; pictures and attachments lie under `files/` beside it. Files that are missing from `files` are not linked. */
export function publishedPage(item: PublishedItem, files: readonly PublishedFile[]): string {
  const pathOf = new Map(files.map((file) => [file.sha256, file.path]));
  const picture = imagesOf(item.body)
    .map(({ sha256 }) => pathOf.get(sha256))
    .find((path) => path !== undefined);
  const labels = pageLabels(item, picture).map(([name, content]) => `<meta name="${name}" content="${escapeMarkup(content)}">`);
  const about = [
    `<span>发布时间：${pageTime(item.publishedAt)}</span>`,
    `<span>来源：${escapeMarkup(item.content.source ?? item.unitName)}</span>`,
    ...(item.content.byline ? [`<span>作者：${escapeMarkup(item.content.byline)}</span>`] : []),
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${labels.join('\n')}
<title>${escapeMarkup(`${item.title}_${item.siteName}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(item.title)}</h1>
<p class="about">${about.join('')}</p>
${withPictures(item.body, pathOf)}
${policyHtml(item)}${interviewHtml(item)}${filesHtml(item, pathOf)}</main>
</body>
</html>
`;
}

/** The pictures of the text at their places beside the page. */
const withPictures = (body: string, pathOf: ReadonlyMap<string, string>): string =>
  body.replace(/<img src="\/api\/file\/[^/"]+\/([0-9a-f]{64})"([^>]*)>/g, (_, sha256: string, rest: string) => {
    const path = pathOf.get(sha256);
    return path === undefined ? '' : `<img src="${path}"${rest}>`;
  });

function policyHtml({ content: { policy } }: PublishedItem): string {
  if (!policy) return '';
  const name = escapeMarkup(`${policy.title}${policy.documentNumber ? `（${policy.documentNumber}）` : ''}`);
  const linked = policy.address && /^https?:\/\//i.test(policy.address) ? `<a href="${escapeMarkup(policy.address)}">${name}</a>` : name;
  return `<p>所解读的政策文件：${linked}</p>\n`;
}

function interviewHtml({ content: { interview } }: PublishedItem): string {
  const guests = interview?.guests?.map(({ name, post }) => escapeMarkup(post ? `${name}（${post}）` : name)) ?? [];
  const turns = interview?.transcript ?? [];
  if (guests.length === 0 && turns.length === 0) return '';
  const said = turns.map((turn) => `<p><strong>${escapeMarkup(turn.speaker)}：</strong>${escapeMarkup(turn.said)}</p>`);
  return `<section class="turns">${guests.length > 0 ? `<p>嘉宾：${guests.join('、')}</p>` : ''}${said.join('\n')}</section>\n`;
}

function filesHtml({ content: { attachments = [] } }: PublishedItem, pathOf: ReadonlyMap<string, string>): string {
  const links = attachments.flatMap(({ sha256, name, description }, index) => {
    const path = pathOf.get(sha256);
    if (path === undefined) return [];
    const said = description ? `（${escapeMarkup(description)}）` : '';
    return [`<p>附件${index + 1}：<a href="${path}" download="${escapeMarkup(name)}">${escapeMarkup(name)}</a>${said}</p>`];
  });
  return links.length === 0 ? '' : `<section class="files">${links.join('\n')}</section>\n`;
}
