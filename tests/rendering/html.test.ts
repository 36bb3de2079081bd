import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/rendering/html.ts';
import { corners, documents, ordos } from './bulletins.ts';

const page = (document: (typeof documents)[number][1]): string => new TextDecoder().decode(renderHtml(document));

describe('the html page', () => {
  it('escapes all text', () => {
    const html = page(corners);
    expect(html).toContain('“测试”&lt;数据&gt;&amp;表格');
    expect(html).toContain('&lt;br&gt;');
    const hostile = page({ ...corners, title: '<script>alert(1)</script>"\'', mark: '<img src=x onerror=y>' });
    expect(hostile).not.toMatch(/<script|<img/);
  });

  it('needs no network and no script', () => {
    for (const [, document] of documents) {
      const head = page(document).replace(/https:\/\/example\.gov\.cn[^<]*/, '');
      expect(head).not.toMatch(/<script|<link|@import|url\(|src=|https?:\/\//);
    }
  });

  it('says what each figure belongs to: captions, heads of columns and of rows', () => {
    const html = page(ordos);
    expect(html.match(/<caption>/g)).toHaveLength(4);
    expect(html.match(/<th scope="col">/g)).toHaveLength(4 * 7);
    expect(html.match(/<th scope="row"/g)).toHaveLength(51);
    expect(html).toMatch(/<html lang="zh-CN">/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  it('prints on A4 with the standard’s margins and each attachment on a new page', () => {
    expect(page(ordos)).toMatch(/@page \{ size: A4; margin: 37mm 26mm 35mm 28mm; \}/);
    expect(page(ordos)).toMatch(/section\.attachment \{ break-before: page;/);
  });
});
