/** A docx → the draft of a submission: title, rich text, and the images apart. */
import { strFromU8, strToU8, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { numbersInHtml, writeOutNumbers } from './draft-numbering.ts';
import { type DocxElement, headOf } from './draft-title.ts';
import { sanitizeRichText } from './rich-text.ts';
import { DamagedError, opened } from './unreadable.ts';
import { inspectUpload, type UploadLimits } from './upload-inspect.ts';
import { uploadKinds } from './upload-kinds.ts';
import { zipParts } from './upload-zip.ts';

export interface Draft {
  /** Empty where the document has none that can be told. */
  readonly title: string;
  /** Sanitised; its images are `image:0`, `image:1` and on, for `placeImages` to name once they are stored. */
  readonly bodyHtml: string;
  readonly images: readonly DraftImage[];
  /** What did not come over and what to look at; nothing that stops it. */
  readonly findings: readonly Finding[];
}
export interface DraftImage {
  readonly bytes: Uint8Array;
  readonly alt: string;
}

/** Word's and WPS's styles by name. The title is the item's own, so the first heading is the highest. */
const styleMap = [
  ...['heading', '标题'].flatMap((name) => [2, 3, 4, 4, 4, 4].map((level, i) => `p[style-name='${name} ${i + 1}'] => h${level}:fresh`)),
  ...['公文一级标题', '公文二级标题'].map((name, i) => `p[style-name='${name}'] => h${i + 2}:fresh`),
  "p[style-name='align-center'] => p.align-center:fresh",
  "p[style-name='align-right'] => p.align-right:fresh",
  'u => u',
  'comment-reference => ',
];

const no = (code: string, message: string): Outcome<never> => refuse('findings', [problem(code, message)]);

/**
 * A docx as a draft: headings, lists, marks, alignment, tables with merged cells, images; automatic numbers as text. The title is
 * the first title-like paragraph; what stands above it (发文机关标志, 发文字号) is left out and said. Refused is what `inspectUpload`
 * refuses, and every other kind of file, with what to do. `name` is what messages call the file.
 */
export async function readDraft(bytes: Uint8Array, name = '文档', limits: UploadLimits = {}): Promise<Outcome<Draft>> {
  const inspected = await inspectUpload(bytes, name, limits);
  if (!inspected.ok) return inspected;
  if (inspected.value.kind === 'doc') return no('not-docx', '这是旧格式的 Word 文档（doc、wps），请用 Word 或 WPS 另存为 docx 后再导入');
  if (inspected.value.kind !== 'docx')
    return no('not-docx', `这是${uploadKinds[inspected.value.kind].name}，只有 docx 可以导入为正文；它可以作为附件上传`);
  try {
    return await draftOf(bytes, inspected.value.findings, limits);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    return no('damaged', '文档已损坏，无法读取，请用 Word 或 WPS 另存一次再导入');
  }
}

async function draftOf(bytes: Uint8Array, warnings: readonly Finding[], limits: UploadLimits): Promise<Outcome<Draft>> {
  const buffer = await numbered(bytes);
  const pictures: (Uint8Array | Finding)[] = [];
  let head: { readonly title: string; readonly above: readonly string[] } = { title: '', above: [] };
  const convertImage = mammoth.images.imgElement(async (image) => {
    const at = pictures.push(new Uint8Array()) - 1;
    const content = await image.readAsBuffer();
    pictures[at] = (await imageFinding(content, at + 1, limits)) ?? content;
    return { src: `image:${at}` };
  });
  const transformDocument = (document: DocxElement): DocxElement => {
    const { body, ...rest } = headOf(document);
    head = rest;
    return body;
  };
  const { value } = await opened(() =>
    mammoth.convertToHtml({ buffer }, { styleMap, includeEmbeddedStyleMap: false, convertImage, transformDocument }),
  );
  const images = pictures.filter((picture) => picture instanceof Uint8Array);
  const found = pictures.flatMap((picture) => (picture instanceof Uint8Array ? [] : [picture]));
  const { html, removed } = sanitizeRichText(renumbered(withAlignment(numbersInHtml(value)), pictures), {
    site: '',
    placeholders: images.length,
  });
  if (html === '' && head.title === '') return no('no-text', '文档里没有文字和图片，请检查是否选错了文件');
  const told: Finding[] = [
    ...(head.title === '' ? [{ code: 'no-title', level: 'warning', message: '没有认出标题，请自己填写' } as const] : []),
    ...(head.above.length === 0
      ? []
      : [
          {
            code: 'above-title',
            level: 'note',
            message: `标题之前的文字没有带入：${head.above.join('；').slice(0, 80).toWellFormed()}`,
          } as const,
        ]),
  ];
  return accept({
    title: head.title,
    bodyHtml: html,
    images: withAlts(images, html),
    findings: [...warnings, ...told, ...found, ...removed],
  });
}

/** The same docx with its automatic numbers written out. */
async function numbered(bytes: Uint8Array): Promise<Buffer> {
  const parts = await zipParts(bytes, Number.MAX_SAFE_INTEGER);
  if (!parts.ok) throw new DamagedError('a docx that was inspected could not be unpacked');
  const files = Object.fromEntries(parts.value.map((part) => [part.name, new Uint8Array(part.bytes)]));
  const textOf = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
  const main = 'word/document.xml';
  if (files[main]) files[main] = strToU8(writeOutNumbers(textOf(main), textOf('word/numbering.xml'), textOf('word/styles.xml')));
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** Vector pictures of Word (EMF, WMF) and damaged ones are no images for a page. */
async function imageFinding(content: Uint8Array, number: number, limits: UploadLimits): Promise<Finding | undefined> {
  const inspected = await inspectUpload(content, `图片${number}`, limits);
  if (inspected.ok && inspected.value.mediaType.startsWith('image/')) return undefined;
  const reason =
    inspected.ok || inspected.findings[0]?.code === 'not-allowed' ? '不是网页能显示的图片格式' : (inspected.findings[0]?.message ?? '');
  return {
    code: 'image-not-taken',
    level: 'warning',
    where: `第${number}张图`,
    message: `第${number}张图没有带入：${reason}；请另存为 png 或 jpg 后插入`,
  };
}

const withAlignment = (html: string): string =>
  html.replace(/ class="align-(center|right)"/g, ' align="$1"').replace(/<a href="#(?:foot|end)note-ref-[^"]*">↑<\/a>/g, '');

/** Pictures that were not taken leave no gap in the count; an image without an address is left out. */
function renumbered(html: string, pictures: readonly (Uint8Array | Finding)[]): string {
  let next = 0;
  const places = pictures.map((picture) => (picture instanceof Uint8Array ? `image:${next++}` : ''));
  return html.replace(/ src="image:(\d+)"/g, (_, at: string) => ` src="${places[Number(at)] ?? ''}"`);
}

/** The descriptions as they were cleaned into the text. */
function withAlts(images: readonly Uint8Array[], html: string): readonly DraftImage[] {
  const alts = new Map([...html.matchAll(/<img src="image:(\d+)" alt="([^"]*)"/g)].map(([, at, alt = '']) => [Number(at), alt] as const));
  const decoded = (alt: string): string =>
    alt.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return images.map((bytes, i) => ({ bytes, alt: decoded(alts.get(i) ?? '') }));
}
