// 涉密信息不上网、上网信息不涉密: marks are refused, the words in ordinary sentences are not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secrecyFindings } from '../../../src/domain/submission/secrecy.ts';

const marks = [
  ...[
    '绝密★',
    '机密★10年',
    '秘密★',
    '机密 ★ 6个月',
    '秘密★长期',
    '绝密★启用前',
    '机 密★5年',
    '机密☆3年',
    '秘密*10年',
    '000012 机密★1年 特急',
  ],
  ...['机密', '　秘　密　', '绝密', '【机密】', '（秘密）', '机密 10年', '秘密级', '机密文件', '机密 特急', '机\u200b密'],
  ...['密级：机密', '密  级：秘 密', '密级：机密★5年', '密级和保密期限：秘密 1年', '文号：3号 密级：绝密 份号：1'],
  ...['【机密】关于开展专项检查的通知', '关于开展专项检查的通知（秘密）', '保密期限：5年'],
  ...['本文件属于机密级国家秘密，请妥善保管。', '此件为秘密件，阅后退回。', '国家秘密★5年', '以上内容为国家秘密，保密期限10年。'],
];

const ordinary = [
  ...[
    '不得泄露商业秘密和个人隐私。',
    '组织学习《中华人民共和国保守国家秘密法》。',
    '机密打印机采购公告',
    '关于保守国家秘密的通知',
    '县保密局检查机密载体管理情况',
  ],
  ...[
    '绝密级国家秘密是最重要的国家秘密，泄露会使国家安全和利益遭受特别严重的损害。',
    '绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年。',
  ],
  ...[
    '国家秘密的密级分为绝密、机密、秘密三级。',
    '密级：公开',
    '密级：无',
    '密级：□绝密 □机密 □秘密',
    '密级：绝密/机密/秘密',
    '密级：绝密、机密、秘密',
  ],
  ...['老字号酱菜的秘密', '揭开古城墙的秘密', '定密级别由机关确定', '涉及国家秘密、商业秘密、个人隐私的不予公开', '★重点工作：保密宣传'],
  ...['本文件不涉及国家秘密', '该事项是否属于国家秘密由保密行政管理部门确定', '本单位确定为机密级以上的事项共0件', ''],
];

describe('secrecy marks', () => {
  it.each(marks)('«%s» is refused', (mark) => {
    const found = secrecyFindings(['关于报送信息的通知', mark, '各单位：']);
    expect(found).toEqual([{ code: 'secrecy-mark', level: 'error', where: '第2段', message: expect.stringContaining('涉密材料不得') }]);
  });

  it.each(ordinary)('«%s» is an ordinary sentence', (text) => {
    expect(secrecyFindings(['关于报送信息的通知', text, '各单位：'])).toEqual([]);
  });

  it('are looked for in the head of a document, but starred ones everywhere', () => {
    const body = Array.from({ length: 20 }, (_, i) => `第${i}段正文。`);
    expect(secrecyFindings([...body, '秘密'])).toEqual([]);
    expect(secrecyFindings([...body, '秘密★5年'])).toMatchObject([{ where: '第21段', level: 'error' }]);
  });

  it('only quoted in a sentence that explains them are a warning', () => {
    const text = '国家秘密标志由密级、标识和保密期限组成，例如“机密★10年”，应当标注在文件首页左上角，做到清晰易识别。';
    expect(secrecyFindings([text])).toMatchObject([{ code: 'secrecy-quoted', level: 'warning' }]);
  });

  it('are placed as the caller says', () => {
    expect(secrecyFindings(['绝密★'], () => '标题')[0]?.where).toBe('标题');
  });

  it('are found in none of the published documents', () => {
    const folder = join(import.meta.dirname, '../../../../shared/corpus');
    const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'));
    expect(texts.length).toBeGreaterThan(20);
    for (const name of texts) expect(secrecyFindings(readFileSync(join(folder, name), 'utf8').split('\n')), name).toEqual([]);
  });
});
