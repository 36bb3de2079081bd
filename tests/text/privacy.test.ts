// Personal data is found by its check digits, and covered where it is shown.
import { describe, expect, it } from 'vitest';
import { creditCodeChecks, identityChecks, isIdentity, luhn, masked, privacyRules } from '../../src/text/privacy.ts';
import { layerOf } from '../../src/text/rule.ts';

const layer = layerOf('privacy', privacyRules());
const found = (text: string): string[] => layer.look(text, 'full').map((one) => one.text);

describe('personal data', () => {
  it('is an identity number only with its region, its day and its check digit', () => {
    expect(identityChecks('11010519491231002X')).toBe(true);
    expect(found('身份证号：11010519491231002X。')).toEqual(['11010519491231002X']);
    expect(found('身份证号：１１０１０５１９４９１２３１００２Ｘ')).toHaveLength(1);
    expect(found('110105194912310021')).toEqual([]);
    expect(isIdentity('11010519491331002X')).toBe(false);
    expect(found('编号2011010519491231002X1')).toEqual([]);
    const regions = layerOf('privacy', privacyRules(new Set(['110101'])));
    expect(regions.look('11010519491231002X', 'full')).toEqual([]);
  });
  it('is a telephone, a card, a plate, a passport, a credit code', () => {
    expect(found('联系电话13812345678，座机0470-3212345')).toEqual(['13812345678']);
    expect([luhn('4111111111111111'), luhn('4111111111111112')]).toEqual([true, false]);
    expect(found('卡号4111 1111 1111 1111')).toEqual(['4111 1111 1111 1111']);
    expect(found('卡号4111 1111 1111 1112')).toEqual([]);
    expect(found('车牌蒙E12345')).toEqual(['蒙E12345']);
    expect(found('护照号E12345678')).toEqual(['E12345678']);
    expect(creditCodeChecks('91350100M000100Y43')).toBe(true);
    expect(found('代码91350100M000100Y43')).toEqual(['91350100M000100Y43']);
  });
  it('is covered without moving anything', () => {
    const text = '张三，13812345678，11010519491231002X';
    expect(masked(text, layer.look(text, 'full'))).toBe('张三，138****5678，110***********002X');
  });
});
