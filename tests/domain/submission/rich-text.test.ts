// What checks, differences, search and delivery know of a stored text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagesOf, paragraphsOf, placeImages, plainText, tableCount } from '../../../src/domain/submission/rich-text.ts';
import { sanitizeRichText } from '../../../src/reading/rich-text.ts';

const sha = 'b'.repeat(64);
const image = `<img src="/api/file/baotou/${sha}" alt="现场 &quot;一&quot;" width="9">`;

describe('the plain text of a stored text', () => {
  it('has a line for each paragraph, heading, item and caption, and tabs between cells', () => {
    const html =
      `<h2>一、总体</h2><p>采用<strong>12</strong>条，<br>换行 &lt;b&gt; &amp;amp; "x"</p><ul><li>甲</li><li><p>乙</p><ol><li>子</li></ol></li></ul>` +
      `<blockquote><p>引</p></blockquote><figure>${image}<figcaption>图1</figcaption></figure>` +
      '<table><thead><tr><th colspan="2">单位</th><th>数</th></tr></thead><tbody><tr><td><p>一</p><p>二</p></td><td></td><td>3</td></tr></tbody></table><p>末</p>';
    expect(paragraphsOf(html)).toEqual([
      ...['一、总体', '采用12条，', '换行 <b> &amp; "x"', '甲', '乙', '子', '引', '图1', '单位\t数', '一 二\t\t3', '末'],
    ]);
    expect(sanitizeRichText(html, { site: 'baotou' }).html).toBe(html.replaceAll('"x"', '&quot;x&quot;'));
  });

  it('is empty where nothing is written, and keeps a table within a cell on its row', () => {
    expect(plainText('')).toBe('');
    expect(paragraphsOf(image)).toEqual([]);
    expect(
      plainText(
        '<table><tbody><tr><td><table><tbody><tr><td>内</td><td>内二</td></tr></tbody></table></td><td>外</td></tr></tbody></table>',
      ),
    ).toBe('内 内二\t外');
  });

  it('reads what an editor holds before it is saved', () => {
    expect(plainText('<p style="text-align: center;">甲&nbsp;乙&#8212;&#x4e00;</p><p></p><p>丙<br class="x">丁</p>')).toBe(
      '甲 乙—一\n丙\n丁',
    );
  });

  it('loses no letter of any text that was cleaned', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const escaped = texts.map((text) => `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`).join('');
        const letters = (text: string): string => text.replace(/[^\p{L}\p{N}<>&"']/gu, '');
        expect(letters(plainText(sanitizeRichText(escaped, { site: 'x' }).html))).toBe(letters(texts.join('')));
      }),
    );
  });
});

describe('images and tables of a stored text', () => {
  it('are named and counted', () => {
    expect(imagesOf(`<p>${image}</p>${image.replace(/alt="[^"]*"/, 'alt=""')}`)).toEqual([
      { sha256: sha, alt: '现场 "一"' },
      { sha256: sha, alt: '' },
    ]);
    expect(tableCount('<table><tbody><tr><td>a</td></tr></tbody></table><p>table</p><table></table>')).toBe(2);
    expect(imagesOf('<p>没有</p>')).toEqual([]);
  });

  it('take the place that a draft kept for them', () => {
    const draft = '<p>甲<img src="image:1" alt="图"><img src="image:0" alt=""></p>';
    expect(placeImages(draft, 'baotou', (index) => (index === 1 ? sha : undefined))).toBe(
      `<p>甲<img src="/api/file/baotou/${sha}" alt="图"></p>`,
    );
  });
});
