/** What goes on while a text is cleaned: what was taken out is remembered, and images find their place. */
import type { Finding } from '../outcome.ts';
import { declarationsOf, type MarkupTag } from './markup.ts';
import type { RichRun, RunMarks } from './rich-runs.ts';

export interface RichTextOptions {
  /** Only images of this site stand in the text. */
  readonly site: string;
  /** The files that may stand in it, by SHA-256; any of the site where not given. */
  readonly images?: ReadonlySet<string>;
  /** Keep images that came inside the text (`data:`) as `image:<n>`, for the door to store and `placeImages` to name. */
  readonly collectImages?: boolean;
  /** So many images already are `image:0`, `image:1` and on, and stay: the text of a draft. */
  readonly placeholders?: number;
}

/** An image that came inside the text, as its `data:` address. */
interface InlineImage {
  readonly source: string;
  readonly alt: string;
}

export interface Cleaning {
  readonly options: RichTextOptions;
  /** By code: the finding, with how often and the first place. */
  readonly removed: Map<string, { readonly message: string; readonly where?: string; readonly times: number }>;
  readonly images: InlineImage[];
}

export const startCleaning = (options: RichTextOptions): Cleaning => ({ options, removed: new Map(), images: [] });

/** Remembers that something was taken out; `where` is the text it held or stood at. */
export function tell({ removed }: Cleaning, code: string, message: string, where = ''): void {
  const before = removed.get(code);
  const place = before?.where ?? (where === '' ? undefined : where.replace(/\s+/g, ' ').slice(0, 40).toWellFormed());
  removed.set(code, { message, times: (before?.times ?? 0) + 1, ...(place === undefined ? {} : { where: place }) });
}

/** One finding a kind, in the order first met. */
export const toldFindings = ({ removed }: Cleaning): readonly Finding[] =>
  [...removed].map(([code, { message, where, times }]) => ({
    code,
    level: 'warning',
    ...(where === undefined ? {} : { where }),
    message: times > 1 ? `${message}（${times} 处）` : message,
  }));

const stored = /^\/api\/file\/([^/?#]+)\/([0-9a-f]{64})$/;
const raster = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;

/** The address at which a stored file of a site is fetched; the only one an image may have. */
export const imageSource = (site: string, sha256: string): string => `/api/file/${encodeURIComponent(site)}/${sha256}`;

/** Adds an image to a paragraph's runs, or says why it is not there. */
export function addImage(runs: RichRun[], tag: MarkupTag, marks: RunMarks, cleaning: Cleaning): void {
  const alt = altOf(tag.attributes.get('alt') ?? '');
  const src = sourceOf((tag.attributes.get('src') ?? '').trim(), alt, cleaning);
  if (src === undefined) return;
  const style = declarationsOf(tag);
  const [width, height] = [sizeOf(tag, style, 'width'), sizeOf(tag, style, 'height')];
  const image = { src, alt, ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
  runs.push({ kind: 'image', image, marks: marks.href === undefined ? {} : { href: marks.href } });
}

function sourceOf(src: string, alt: string, cleaning: Cleaning): string | undefined {
  const { site, images, collectImages, placeholders = 0 } = cleaning.options;
  const place = /^image:(\d{1,5})$/.exec(src)?.[1];
  if (place !== undefined && Number(place) < placeholders) return src;
  const [, , sha256 = ''] = stored.exec(src) ?? [];
  if (sha256 !== '' && src === imageSource(site, sha256)) {
    if (images === undefined || images.has(sha256)) return src;
    tell(cleaning, 'image-unknown', '图片不在本件的文件之中，已去掉，请重新上传', alt);
    return undefined;
  }
  if (raster.test(src)) {
    if (collectImages) return `image:${cleaning.images.push({ source: src, alt }) - 1}`;
    tell(cleaning, 'data-image', '粘贴在文字里的图片没有保存，请用“插入图片”上传', alt);
  } else if (/^(?:file:|blob:|cid:|[a-z]:\\)/i.test(src)) {
    tell(cleaning, 'image-not-pasted', '图片没有随文字一起粘贴过来，请单独上传', alt || src);
  } else if (src !== '') {
    tell(cleaning, 'image-elsewhere', '引用其他地方的图片已去掉，请下载后上传', alt || src);
  }
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: just what an alternative text cannot show
const unshown = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]+/g;
/** Word writes what its recognition guesses; as a description of the picture it is worse than none. */
const guessed = /^(?:IMG_\d+|图片\s*\d*|(?:文本|图片|手机屏幕截图|表格|日程表)[^。]{0,20}描述已自动生成)$/i;

function altOf(alt: string): string {
  const text = alt.toWellFormed().replace(unshown, ' ').replace(/\s+/g, ' ').trim();
  return guessed.test(text) ? '' : text.slice(0, 300).toWellFormed().trim();
}

/** Width or height in whole pixels, by the attribute or the style. */
function sizeOf(tag: MarkupTag, style: ReadonlyMap<string, string>, name: 'width' | 'height'): number | undefined {
  const [, digits = '', unit = ''] =
    /^\s*(\d{1,5}(?:\.\d{1,3})?)(px|pt)?\s*$/.exec(tag.attributes.get(name) ?? style.get(name) ?? '') ?? [];
  const pixels = Math.round(Number(digits) * (unit === 'pt' ? 4 / 3 : 1));
  return digits !== '' && pixels >= 1 && pixels <= 4000 ? pixels : undefined;
}
