import mammoth from 'mammoth';
import type { FlowItem } from './flow.ts';
import { flowOfHtml } from './html.ts';
import { opened } from './unreadable.ts';

/** Styles that say what a paragraph is: ours by name, and Word's own title. */
const styleMap = [
  "p[style-name='发文机关标志'] => p.mark:fresh",
  "p[style-name='公文标题'] => h1.title:fresh",
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='附件标题'] => h2:fresh",
  "p[style-name='公文一级标题'] => h3:fresh",
  "p[style-name='公文二级标题'] => h4:fresh",
  "p[style-name='表题'] => p.caption:fresh",
];

/** Texts and tables of a docx. Throws DamagedError where the package is damaged. */
export async function flowOfDocx(bytes: Uint8Array): Promise<readonly FlowItem[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { value } = await opened(() => mammoth.convertToHtml({ buffer }, { styleMap }));
  return flowOfHtml(value);
}
