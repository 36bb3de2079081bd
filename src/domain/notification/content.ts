/** What a message says: plain text, simple html, data for programs. Titles and numbers only; what an item says stays in the office. */
import { showDate } from '../display.ts';
import { escapeMarkup } from '../submission/rich-runs.ts';

export interface MessageContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** For a program. */
  readonly data?: unknown;
  readonly attachment?: { readonly name: string; readonly mediaType: string; readonly base64: string };
}

/** A line of the inbox, as a digest tells it. */
export interface DigestItem {
  readonly task: string;
  readonly taskName: string;
  readonly site: { readonly id: string; readonly name: string };
  /** The item; null where a unit's task in a commission waits, by `commissionTask`. */
  readonly submission: number | null;
  readonly commissionTask?: number | null;
  /** The rectification of what an inspection found, where one waits. */
  readonly rectification?: number | null;
  /** Something besides items: its kind is the task. */
  readonly beside?: number;
  readonly title: string;
  readonly unitName: string;
  readonly urgent: boolean;
  readonly since: string;
}
export interface DigestCount {
  readonly task: string;
  readonly name: string;
  readonly count: number;
}

/** What a digest is made of. */
export interface DigestBasis {
  /** Who is told: a person, or an office. */
  readonly name: string;
  readonly counts: readonly DigestCount[];
  readonly items: readonly DigestItem[];
  /** What was told before, by key. */
  readonly told: readonly string[];
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Under which people reach the platform; links are left out where it is not known. */
  readonly publicUrl: string | undefined;
}

/** By what a waiting thing is known from one digest to the next: it waits anew when it came back. */
export const digestKey = ({ site, task, submission, commissionTask, rectification, beside, since }: DigestItem): string =>
  `${site.id} ${task} ${submission ?? rectification ?? beside ?? `task ${commissionTask}`} ${since}`;

/** The pages on which things besides items are listed. */
const besidePlaces: Readonly<Record<string, string>> = { bulletin: 'received', letter: 'letters', appeal: 'appeals' };

const placeOf = ({ task, submission, commissionTask, rectification, beside }: DigestItem): string => {
  if (submission !== null) return `submissions/${submission}`;
  if (beside !== undefined) return besidePlaces[task] ?? 'inbox';
  return rectification == null ? `asked/${commissionTask}` : `rectifications/${rectification}`;
};

/** Items of which the title is told; the others are only counted. */
export const MOST_TITLES = 50;

/** The digest; undefined where nothing waits that was not told before. */
export function digestContent(basis: DigestBasis): MessageContent | undefined {
  const told = new Set(basis.told);
  const fresh = basis.items.filter((item) => !told.has(digestKey(item)));
  if (fresh.length === 0) return undefined;
  const total = basis.counts.reduce((sum, { count }) => sum + count, 0);
  const shown = [...fresh, ...basis.items.filter((item) => told.has(digestKey(item)))].slice(0, MOST_TITLES);
  const isNew = (item: DigestItem): boolean => !told.has(digestKey(item));
  const groups = basis.counts.map((count) => ({ ...count, items: shown.filter(({ task }) => task === count.task) }));
  const head = `${basis.name}：到${showDate(basis.day)}，有 ${total} 件事等着办，其中新到 ${fresh.length} 件。`;
  const lineOf = (item: DigestItem): string =>
    `${isNew(item) ? '【新】' : ''}${item.urgent ? '【紧急】' : ''}${item.title}（${item.unitName}，${item.site.name}）`;
  const linkOf = (item: DigestItem): string | undefined =>
    basis.publicUrl && `${basis.publicUrl}/s/${encodeURIComponent(item.site.id)}/${placeOf(item)}`;
  const inboxLink = basis.publicUrl && `${basis.publicUrl}/inbox`;
  const left = basis.items.length - shown.length;
  const more = left > 0 ? [`另有 ${left} 件没有列出。`] : [];
  const textLines = [
    head,
    ...groups.flatMap(({ name, count, items }) => [
      '',
      `${name} ${count} 件`,
      ...items.flatMap((item) => [`· ${lineOf(item)}`, ...(linkOf(item) ? [`  ${linkOf(item)}`] : [])]),
    ]),
    ...(more.length > 0 ? ['', ...more] : []),
    ...(inboxLink ? ['', `收件箱：${inboxLink}`] : []),
    ...['', foot],
  ];
  const listed = (item: DigestItem): string => {
    const link = linkOf(item);
    const line = escapeMarkup(lineOf(item));
    return `<li>${link ? `<a href="${escapeMarkup(link)}">${line}</a>` : line}</li>`;
  };
  const parts = groups.map(
    ({ name, count, items }) =>
      `<h2>${escapeMarkup(name)} ${count} 件</h2>${items.length > 0 ? `<ul>${items.map(listed).join('')}</ul>` : ''}`,
  );
  return {
    subject: `报采通：${total} 件待办，新到 ${fresh.length} 件`,
    text: `${textLines.join('\n')}\n`,
    html: page([
      paragraph(head),
      ...parts,
      ...more.map(paragraph),
      ...(inboxLink ? [`<p><a href="${escapeMarkup(inboxLink)}">打开收件箱</a></p>`] : []),
      `<p class="foot">${escapeMarkup(foot)}</p>`,
    ]),
    data: {
      type: 'digest',
      name: basis.name,
      day: basis.day,
      counts: basis.counts,
      items: shown.map((item) => ({ ...item, new: isNew(item), ...(linkOf(item) ? { url: linkOf(item) } : {}) })),
    },
  };
}

const foot = '这封信由系统发出，请不要回复。何时提醒、提醒到哪里，在“我的账户”里改。';

const paragraph = (text: string): string => `<p>${escapeMarkup(text)}</p>`;

/** A page that any mail program shows: no pictures, no scripts, nothing from elsewhere. */
const page = (parts: readonly string[]): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>body{font-family:sans-serif;line-height:1.6}h2{font-size:1em;margin:1em 0 .25em}ul{margin:0;padding-left:1.25em}.foot{color:#555;font-size:.9em}</style></head><body>${parts.join('')}</body></html>`;

const plain = (subject: string, lines: readonly string[]): MessageContent => ({
  subject,
  text: `${lines.join('\n')}\n`,
  html: page(lines.map(paragraph)),
});

/** The code that confirms an address. */
export const codeContent = (name: string, code: string, minutes: number): MessageContent =>
  plain('报采通：邮箱验证码', [
    `${name}：您在报采通填写了这个邮箱。`,
    `验证码：${code}`,
    `请在 ${minutes} 分钟内填到“我的账户”里。不是您本人填写的，不必理会，以后也不会收到邮件。`,
  ]);

export const testContent = (by: string): MessageContent =>
  plain('报采通：试发邮件', [`这是${by}试发的邮件。收到它，说明邮件服务器设置好了。`]);

/** The letter around the month's figures. */
export const figuresLetter = (name: string, title: string, sentences: readonly string[]): MessageContent =>
  plain(`报采通：${title}`, [`${name}：`, ...sentences.map((one) => `${one}。`), `详见附件《${title}》。`]);
