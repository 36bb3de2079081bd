// What a page hides from its readers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenIn } from '../../src/text/hidden.ts';

const why = (html: string): string[] => hiddenIn(html).map(({ text, message }) => `${text}：${/（(.*?)）/.exec(message)?.[1]}`);

describe('a page', () => {
  it('hides text by style, by place, by colour, by size, and by attribute', () => {
    expect(why('<div style="display: none">赌场</div><p>正文</p>')).toEqual(['赌场：display:none']);
    expect(why('<p style="position:absolute;left:-9999px"><b>赌场</b></p>')).toEqual(['赌场：移到了屏幕之外']);
    expect(why('<p style="color:#fff">赌场</p>')).toEqual(['赌场：文字与背景同色']);
    expect(why('<p style="background:#c00;color:#fff">标题</p>')).toEqual([]);
    expect(why('<span style=font-size:0>赌场</span><p hidden>甲</p>')).toEqual(['赌场：字号为零', '甲：hidden']);
  });
  it('hides text in nearly the colour of its ground, and by print too small to read', () => {
    expect(why('<p style="background:#f8f8f8;color:#fdfdfd">赌场</p>')).toEqual(['赌场：文字与背景同色']);
    expect(why('<p style="background:#ffffff;color:#cccccc">灰字</p><p style="background:url(a.png);color:#ffffff">标题</p>')).toEqual([]);
    expect(why('<span style="font-size:1px">赌场</span><span style="font-size:9pt">小字</span>')).toEqual(['赌场：字号小得看不见']);
  });
  it('links to hosts that no office links to, seen or not', () => {
    expect(hiddenIn('<a href="https://www.x8899.vip/">体育</a>')).toMatchObject([{ severity: 'warning', kind: 'spam' }]);
  });
  it('hides links, which are told apart from those to government sites', () => {
    const html = '<div style="display:none"><a href="http://x.example/">a</a><a href="https://www.gov.cn/">b</a></div>';
    expect(hiddenIn(html).filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(hiddenIn('<a href="http://x.example/">a</a>')).toEqual([]);
    expect(hiddenIn('<a href="http://x.example/">a</a><a href="//y.org.cn">b</a>', { hosts: ['org.cn'] })).toHaveLength(1);
  });
  it('is read to its end however broken it is, with offsets that point at what is reported', () => {
    const piece = fc.constantFrom(
      '<div style="display:none">',
      '</div>',
      '<p',
      '>',
      '"',
      "'",
      '<!--',
      '-->',
      '赌',
      '<a href=//x.y>',
      '</',
      '<br>',
      '&nbsp;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const html = parts.join('');
        for (const { start, end, text } of hiddenIn(html)) expect(html.slice(start, end)).toBe(text);
      }),
    );
    for (const unit of ['<', '<a ', '<div>', '<a "', '<a \'"', '<!--', '</p>', '<p style="']) hiddenIn(unit.repeat(100_000));
  });
});
