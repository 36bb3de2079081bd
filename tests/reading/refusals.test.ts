import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/reading/read.ts';
import { UnreadableError } from '../../src/reading/unreadable.ts';
import { renderDocx } from '../../src/rendering/docx.ts';
import { plain } from '../rendering/bulletins.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const refusal = async (content: Uint8Array, name: string): Promise<string> => {
  const error = await readDocument(content, name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnreadableError);
  return (error as Error).message;
};

describe('a file that cannot be read is refused in a sentence that names it', () => {
  it('empty, unknown, or a zip of something else', async () => {
    expect(await refusal(bytes(''), '通报.docx')).toContain('“通报.docx”是空的');
    expect(await refusal(bytes('hello'), '通报.bin')).toContain('无法识别文件“通报.bin”');
    expect(await refusal(zipSync({ 'a.txt': bytes('a') }), '材料.zip')).toContain('“材料.zip”是压缩包');
  });
  it('old Office files that are neither Word nor Excel, or cut off', async () => {
    expect(await refusal(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), '通报.doc')).toContain('不是 Word 或 Excel 文件，或者不完整');
  });
  it('damaged packages and pdfs', async () => {
    const docx = await renderDocx(plain);
    expect(await refusal(docx.slice(0, docx.length - 200), '通报.docx')).toContain('已损坏');
    expect(await refusal(bytes('%PDF-1.7\nnothing'), '通报.pdf')).toContain('已损坏');
  });
  it('pages without any text', async () => {
    expect(await refusal(bytes('<html><body></body></html>'), '空.html')).toContain('没有文字');
  });
});

describe('a page of another hand', () => {
  it('in GBK is read in its encoding, with the cells under a wide one left empty', async () => {
    const html =
      '<meta charset="gb2312"><h1>A</h1><table><tr><td colspan="2">x</td><td>1</td></tr><tr><td>y</td><td>2</td><td>3</td></tr></table>';
    const read = await readDocument(Uint8Array.from([...bytes(html), 0xb1, 0xa8]), 'a.html');
    expect(read.tables[0]).toEqual({ caption: 'A', columns: ['x', '', '1'], rows: [['y', 2, 3]] });
    expect(read.paragraphs).toEqual(['报']);
  });
});
