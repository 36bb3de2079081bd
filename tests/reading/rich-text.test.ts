// What is pasted, imported or sent as a submission's text, and what of it is stored.
import fc from 'fast-check';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { placeImages } from '../../src/domain/submission/rich-text.ts';
import { sanitizeRichText } from '../../src/reading/rich-text.ts';

const sha = 'a'.repeat(64);
const source = `/api/file/baotou/${sha}`;
const clean = (html: string): string => sanitizeRichText(html, { site: 'baotou' }).html;
const codes = (html: string): readonly string[] => sanitizeRichText(html, { site: 'baotou' }).removed.map(({ code }) => code);

/** Every tag that is stored, with the attributes it may have and what these may be. */
const vocabulary: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  ...Object.fromEntries(
    'strong em u s sub sup br ul ol li blockquote figure figcaption table thead tbody tr'.split(' ').map((tag) => [tag, {}]),
  ),
  ...Object.fromEntries('p h2 h3 h4'.split(' ').map((tag) => [tag, { style: /^text-align:(center|right)$/ }])),
  ...Object.fromEntries('td th'.split(' ').map((tag) => [tag, { colspan: /^\d{1,3}$/, rowspan: /^\d{1,3}$/ }])),
  a: { href: /^(https?:\/\/|mailto:)[^\s]+$/i, rel: /^noopener noreferrer$/ },
  img: { src: /^\/api\/file\/baotou\/[0-9a-f]{64}$/, alt: /^/, width: /^\d{1,4}$/, height: /^\d{1,4}$/ },
};

/** What a browser would build of the HTML and the vocabulary does not know. */
function strangers(html: string): string[] {
  const walk = (node: DefaultTreeAdapterMap['childNode']): string[] => {
    if (defaultTreeAdapter.isTextNode(node)) return [];
    if (!defaultTreeAdapter.isElementNode(node)) return [node.nodeName];
    const known = vocabulary[node.tagName];
    const wrong = node.attrs.filter(({ name, value }) => !known?.[name]?.test(value)).map(({ name, value }) => `${name}=${value}`);
    return [...(known ? [] : [node.tagName]), ...wrong, ...node.childNodes.flatMap(walk)];
  };
  return parseFragment(html).childNodes.flatMap(walk);
}

const names =
  `p h1 h2 h3 h6 div span b strong i em u s del ins sub sup font a img br ul ol li blockquote figure figcaption table thead tbody tfoot tr
 td th caption colgroup col center pre hr script style svg math iframe object form input textarea button select option template noscript title
 o:p v:shape xml details summary dl dt dd article nobr plaintext xmp`.split(/\s+/);
const attributes = [
  'style="text-align:center"',
  'style="text-align: right; font-weight:bold"',
  "style='mso-list:l0 level1 lfo1'",
  "style='mso-list:Ignore'",
  'style="display:none"',
  'style="font-weight:normal;text-decoration:underline"',
  'align=center',
  'class=MsoNormal',
  'onclick="alert(1)"',
  'href="https://www.gov.cn/a?b=1&amp;c=2"',
  'href="javascript:alert(1)"',
  `src="${source}" alt="图 &quot;一&quot;"`,
  'src=x onerror=alert(1)',
  'src="data:image/png;base64,iVBORw0KGgo="',
  'colspan=3 rowspan="2"',
  'hidden',
  'cite="mailto:a" datetime=2024',
];
const words = [
  '采用',
  ' ',
  '\n',
  '&nbsp;&nbsp;',
  '　　',
  'a < b',
  '&lt;script&gt;',
  '1.',
  '·',
  '\u200b',
  '\u202e',
  '</p>',
  '</div>',
  '</table>',
  '<!--[if x]>',
  '<![endif]-->',
  '&amp;amp;',
  '"\'',
  '\ud83d',
];
const piece: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...words),
  fc.tuple(fc.constantFrom(...names), fc.subarray(attributes, { maxLength: 2 })).map(([name, some]) => `<${[name, ...some].join(' ')}>`),
  fc.constantFrom(...names).map((name) => `</${name}>`),
  fc.string({ maxLength: 5 }),
);
const anyHtml = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const nested = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(...words.slice(0, 8)),
    fc
      .tuple(fc.constantFrom(...names), fc.subarray(attributes, { maxLength: 2 }), fc.array(tie('node'), { maxLength: 4 }))
      .map(([name, some, inner]) => `<${[name, ...some].join(' ')}>${inner.join('')}</${name}>`),
  ),
})).node;

describe('whatever comes in', () => {
  const whatever = fc.oneof(anyHtml, nested, fc.string({ unit: 'binary' }));

  it('leaves only the vocabulary, as a browser will read it', () => {
    fc.assert(
      fc.property(whatever, (html) => {
        expect(strangers(clean(html))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('comes to rest: cleaning again changes nothing and finds nothing more', () => {
    fc.assert(
      fc.property(whatever, (html) => {
        const once = clean(html);
        const twice = sanitizeRichText(once, { site: 'baotou' });
        expect(twice.html).toBe(once);
        expect(twice.removed).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads back as the browser reads it: nothing opens, closes or moves', () => {
    fc.assert(
      fc.property(whatever, (html) => {
        // Written by another hand from the parsed tree, what is stored is still the same markup.
        const once = clean(html);
        const tagsOf = (text: string): string[] => text.match(/<\/?[a-z0-9]+/g) ?? [];
        const again: string[] = [];
        const walk = (node: DefaultTreeAdapterMap['childNode']): void => {
          if (!defaultTreeAdapter.isElementNode(node)) return;
          again.push(`<${node.tagName}`);
          node.childNodes.forEach(walk);
          if (node.tagName !== 'br' && node.tagName !== 'img') again.push(`</${node.tagName}`);
        };
        parseFragment(once).childNodes.forEach(walk);
        expect(again).toEqual(tagsOf(once));
      }),
      { numRuns: 500 },
    );
  });
});

describe('attacks', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.example/x">x</a>',
    '<a href="https://www.gov.cn@evil.example/">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<template><img src=x onerror=alert(1)></template>',
    '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
    `<img src="/api/file/other/${sha}">`,
    `<img src="/api/file/baotou/${sha}?x=1">`,
    '<img src="https://track.example/p.gif">',
    '<img src="image:0">',
    '<meta http-equiv=refresh content="0;url=//evil"><base href=//evil><link rel=stylesheet href=//evil>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<!--><script>alert(1)</script>-->',
    '<textarea></textarea><script>alert(1)</script>',
    '<xmp><p title="</xmp><script>alert(1)</script>">',
  ])('%s leaves nothing that acts or calls out', (html) => {
    const result = clean(html);
    expect(strangers(result)).toEqual([]);
    expect(result).not.toMatch(/<(?:script|svg|img|iframe|style|math)|evil\.example\/"|javascript:[^<]*">/);
  });

  it('with markup without end are answered with the bare text, at once', () => {
    const endless = Array.from({ length: 3000 }, (_, i) => `<b a=${i}>`).join('') + '<p>完'.repeat(3000);
    for (const html of [
      endless,
      `${'<div>'.repeat(20_000)}通报`,
      `<p ${'a '.repeat(5000)}>通报`,
      '<'.repeat(300_000),
      '<p>x'.repeat(80_000),
    ]) {
      const { html: kept, removed } = sanitizeRichText(html, { site: 'baotou' });
      expect(sanitizeRichText(kept, { site: 'baotou' })).toEqual({ html: kept, removed: [], dataImages: [] });
      if (!html.startsWith('<<')) expect(removed.map(({ code, level }) => [code, level])).toEqual([['too-complex', 'error']]);
    }
    expect(clean(endless)).toContain('<p>完</p>');
  });

  it('are told to the writer', () => {
    expect(codes('<script>x</script><p>a</p><iframe></iframe><input><a href="javascript:1">b</a>')).toEqual([
      'script-removed',
      'embed-removed',
      'form-removed',
      'link-removed',
    ]);
    const [finding] = sanitizeRichText('<a href="ftp://x">甲</a><a href="ftp://y">乙</a>', { site: 'baotou' }).removed;
    expect(finding).toEqual({ code: 'link-removed', level: 'warning', where: '甲', message: expect.stringContaining('2 处') });
  });

  it('by hidden text do not bring it in', () => {
    const hidden = ['display:none', 'visibility: hidden', 'font-size:0', 'mso-hide:all', 'position:absolute;left:-9999px', 'opacity:0.0'];
    for (const style of hidden) expect(clean(`<p>可见<span style="${style}">博彩</span></p>`), style).toBe('<p>可见</p>');
    expect(codes('<p hidden>博彩</p>')).toEqual(['hidden-text-removed']);
    expect(clean('<p>反\u202e转\u200b字\u00ad</p>')).toBe('<p>反转字</p>');
  });
});

describe('text as people write it', () => {
  it('keeps paragraphs, headings, marks, links, lists and quotes', () => {
    const html =
      '<h2>一、总体情况</h2><p>上半年<strong>采用</strong>信息<em>12</em>条，<u>下划</u>、<s>删除</s>、H<sub>2</sub>O、m<sup>2</sup>。<br>换行</p>' +
      '<ul><li>甲</li><li>乙<ol><li>子</li></ol></li></ul><blockquote><p>引文</p></blockquote>' +
      '<p style="text-align:right">办公室</p><p><a href="https://www.gov.cn/" rel="noopener noreferrer">政府网</a></p>';
    const stored = html.replace('<li>乙<ol>', '<li><p>乙</p><ol>');
    expect(clean(html)).toBe(stored);
    expect(codes(html)).toEqual([]);
  });

  it('keeps what the editor writes, with its own habits', () => {
    expect(clean('<ul><li><p>甲</p></li></ul><p style="text-align: center;">题</p><p></p>')).toBe(
      '<ul><li>甲</li></ul><p style="text-align:center">题</p>',
    );
    expect(
      clean(
        '<table style="min-width:50px"><colgroup><col></colgroup><tbody><tr><th colspan="1" rowspan="1"><p>单位</p></th></tr></tbody></table>',
      ),
    ).toBe('<table><tbody><tr><th>单位</th></tr></tbody></table>');
    expect(clean('<p><a target="_blank" rel="nofollow" href="http://a.cn/b">链</a></p>')).toContain(
      '<a href="http://a.cn/b" rel="noopener noreferrer">',
    );
  });

  it('keeps tables with merged cells, head and alignment', () => {
    const table =
      '<table><thead><tr><th colspan="2">合计</th><th rowspan="2">名次</th></tr></thead>' +
      '<tbody><tr><td><p style="text-align:right">12</p></td><td></td></tr></tbody></table>';
    expect(clean(table)).toBe(table);
    expect(clean('<table><caption>表1</caption><tr><td align=right>12<td>b</table>')).toBe(
      '<p>表1</p><table><tbody><tr><td><p style="text-align:right">12</p></td><td>b</td></tr></tbody></table>',
    );
  });

  it('keeps images of the site with their description and size, and figures with captions', () => {
    const figure = `<figure><img src="${source}" alt="会议现场" width="640" height="360"><figcaption>图1 会议现场</figcaption></figure>`;
    expect(clean(figure)).toBe(figure);
    expect(clean(`<p><img alt=x src="${source}" style="width:75pt"></p>`)).toBe(`<p><img src="${source}" alt="x" width="100"></p>`);
    expect(sanitizeRichText(figure, { site: 'baotou', images: new Set() }).removed.map(({ code }) => code)).toEqual(['image-unknown']);
    expect(sanitizeRichText(figure, { site: 'baotou', images: new Set([sha]) }).html).toBe(figure);
  });

  it('drops empty paragraphs and indents, and splits paragraphs that were made with line breaks', () => {
    expect(clean('<p>　　各单位：</p><p>&nbsp;</p><p><br></p><p>&nbsp;&nbsp;&nbsp;&nbsp;按照要求 </p>')).toBe(
      '<p>各单位：</p><p>按照要求</p>',
    );
    expect(clean('<p>　　第一段<br>　　第二段<br><br>第三段<br>同段</p>')).toBe('<p>第一段</p><p>第二段</p><p>第三段<br>同段</p>');
    expect(clean('<div>甲<div>乙</div>丙</div>丁')).toBe('<p>甲</p><p>乙</p><p>丙</p><p>丁</p>');
  });

  it('keeps a name with a blank in it, and joins Chinese lines that only the source broke', () => {
    expect(clean('<p>张　三  李 四\n通报\nof 2024\n年</p>')).toBe('<p>张　三 李 四通报 of 2024 年</p>');
  });
});

describe('images inside the text', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo=';

  it('are refused with a word, unless the caller wants to store them', () => {
    expect(clean(`<p>甲<img src="${png}"></p>`)).toBe('<p>甲</p>');
    expect(codes(`<img src="${png}">`)).toEqual(['data-image']);
    expect(codes('<img src="file:///C:/Users/x/clip_image001.png">')).toEqual(['image-not-pasted']);
    expect(codes('<img src="https://mp.weixin.qq.com/x.png">')).toEqual(['image-elsewhere']);
  });

  it('are given back as bytes, and find their place once they are stored', () => {
    const { html, dataImages, removed } = sanitizeRichText(`<p>甲<img src="${png}" alt="图"><img src="${png}"></p>`, {
      site: 'baotou',
      collectImages: true,
    });
    expect(removed).toEqual([]);
    expect(dataImages.map(({ alt, bytes }) => [alt, Buffer.from(bytes).toString('hex')])).toEqual([
      ['图', '89504e470d0a1a0a'],
      ['', '89504e470d0a1a0a'],
    ]);
    const placed = placeImages(html, 'baotou', (index) => (index === 0 ? sha : undefined));
    expect(placed).toBe(`<p>甲<img src="${source}" alt="图"></p>`);
    expect(clean(placed)).toBe(placed);
  });
});

describe('text pasted from Word and WPS', () => {
  const marker = (text: string): string =>
    `<![if !supportLists]><span lang=EN-US style='font-family:Symbol'><span style='mso-list:Ignore'>${text}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>`;
  const item = (level: number, mark: string, text: string): string =>
    `<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level${level} lfo1'>${marker(mark)}${text}<o:p></o:p></p>`;

  it('loses styles, office tags and conditional comments, and keeps what was said', () => {
    const pasted = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {mso-style-unhide:no;} --></style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=ZH-CN>
<!--StartFragment--><p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>关于报送情况
的通报<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><font color=red><span style='mso-bidi-font-size:16.0pt'>各旗县<span lang=EN-US>(</span>市<span
lang=EN-US>)</span></span></font>政府：<span lang=EN-US><o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`;
    const { html, removed } = sanitizeRichText(pasted, { site: 'baotou' });
    expect(html).toBe('<p style="text-align:center"><strong>关于报送情况的通报</strong></p><p>各旗县(市)政府：</p>');
    expect(removed).toEqual([]);
  });

  it('gets real lists for bullets and running numbers, also inside each other', () => {
    const pasted = item(1, '1.', '甲') + item(2, '·', '子一') + item(2, '·', '子二') + item(1, '2.', '乙') + '<p>后文</p>';
    expect(clean(pasted)).toBe('<ol><li><p>甲</p><ul><li>子一</li><li>子二</li></ul></li><li>乙</li></ol><p>后文</p>');
  });

  it('keeps official numbering and numbers that go on from elsewhere as text', () => {
    expect(clean(item(1, '一、', '总体情况') + item(2, '（一）', '报送情况'))).toBe('<p>一、总体情况</p><p>（一）报送情况</p>');
    expect(clean(`${item(1, '1.', '甲')}<p>插话</p>${item(1, '2.', '乙')}`)).toBe('<ol><li>甲</li></ol><p>插话</p><p>2.乙</p>');
  });

  it('leaves out comments and what tracking had deleted, and takes in what it had inserted', () => {
    const pasted =
      '<p>采用<del cite="mailto:a" datetime="2024-01-01">旧稿</del><ins cite="mailto:a" datetime="2024-01-01">新稿</ins><a class=msocomanchor href="#_msocom_1">[z1]</a></p>' +
      "<div style='mso-element:comment-list'><p class=MsoCommentText>领导说先不发</p></div>";
    expect(clean(pasted)).toBe('<p>采用新稿</p>');
    expect(codes(pasted)).toEqual(['tracked-deletion-removed', 'comment-removed']);
  });

  it('keeps a paragraph that is only bold a paragraph', () => {
    expect(clean('<p><b>一、基本情况</b></p>')).toBe('<p><strong>一、基本情况</strong></p>');
    expect(clean('<b style="font-weight:normal"><p>正文</p></b>')).toBe('<p>正文</p>');
  });
});
