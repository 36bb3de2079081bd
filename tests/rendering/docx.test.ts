import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../src/rendering/docx.ts';
import { corners, ordos } from './bulletins.ts';

const part = (bytes: Uint8Array, path: string): string => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());

describe('the docx', () => {
  it('is A4 with the margins and the line grid of the standard', async () => {
    const xml = part(await renderDocx(ordos), 'word/document.xml');
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xml).toMatch(/<w:docGrid w:type="lines" w:linePitch="580"/);
  });

  it('names a font for every script on every run', async () => {
    for (const document of [ordos, corners]) {
      const runs = part(await renderDocx(document), 'word/document.xml').match(/<w:r>.*?<\/w:r>/gs) ?? [];
      expect(runs.length).toBeGreaterThan(20);
      for (const run of runs) expect(run).toMatch(/<w:rFonts(?=[^>]* w:ascii=)(?=[^>]* w:hAnsi=)(?=[^>]* w:eastAsia=)/);
    }
  });

  it('repeats table heads, keeps rows whole, and starts attachments on a new page', async () => {
    const xml = part(await renderDocx(ordos), 'word/document.xml');
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(4);
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(4 + 51);
    expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1);
  });

  it('numbers pages at the right on odd and at the left on even pages', async () => {
    const bytes = await renderDocx(ordos);
    expect(part(bytes, 'word/settings.xml')).toContain('<w:evenAndOddHeaders');
    const footers = [part(bytes, 'word/footer1.xml'), part(bytes, 'word/footer2.xml')];
    expect(footers.map((footer) => /<w:jc w:val="(\w+)"/.exec(footer)?.[1])).toEqual(['right', 'left']);
  });

  it('holds no clock: the same document twice is the same file, dated with its date of issue', async () => {
    const [first, second] = [await renderDocx(ordos), await renderDocx(ordos)];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(part(first, 'docProps/core.xml').match(/2020-07-15T00:00:00Z/g)).toHaveLength(2);
  });

  it('puts no blank between Chinese and digits and leaves exact lines exact', async () => {
    expect(part(await renderDocx(ordos), 'word/styles.xml')).toMatch(
      /<w:pPrDefault><w:pPr>.*?autoSpaceDN w:val="0".*?snapToGrid w:val="0"/,
    );
  });
});
