import { flowOfPart } from './docx-parts.ts';
import type { FlowItem, FlowText } from './flow.ts';
import { DamagedError } from './unreadable.ts';
import { zipParts } from './upload-zip.ts';

/** Styles that say what a paragraph is: ours by name, and Word's own title. */
const roles: ReadonlyMap<string, FlowText['role']> = new Map([
  ['发文机关标志', 'mark'],
  ['公文标题', 'title'],
  ['附件标题', 'heading'],
  ['表题', 'caption'],
  ['title', 'headline'],
]);

/** The most bytes that the parts of a document may unpack to. */
const mostBytes = 64 * 1024 * 1024;
const wanted = new Set(['word/document.xml', 'word/styles.xml']);

function rolesByStyle(styles: string): ReadonlyMap<string, FlowText['role']> {
  const found = new Map<string, FlowText['role']>();
  for (const [, head = '', name = ''] of styles.matchAll(/<w:style\s([^>]*)>\s*<w:name w:val="([^"]*)"/g)) {
    found.set(/w:styleId="([^"]*)"/.exec(head)?.[1] ?? '', roles.get(name) ?? roles.get(name.toLowerCase()));
  }
  return found;
}

/** Texts and tables of a docx. Throws DamagedError where the package is damaged. */
export async function flowOfDocx(bytes: Uint8Array): Promise<readonly FlowItem[]> {
  const parts = await zipParts(bytes, mostBytes, (name) => wanted.has(name));
  if (!parts.ok) throw new DamagedError('a docx could not be unpacked');
  const textOf = (wantedName: string): string => parts.value.find(({ name }) => name === wantedName)?.bytes.toString() ?? '';
  const byStyle = rolesByStyle(textOf('word/styles.xml'));
  const flow = flowOfPart(textOf('word/document.xml'), (style) => byStyle.get(style));
  if (flow === undefined) throw new DamagedError('a docx without a main part');
  return flow;
}
