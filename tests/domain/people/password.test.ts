import { expect, it } from 'vitest';
import { passwordFindings } from '../../../src/domain/people/password.ts';
import { defaultPeopleSettings } from '../../../src/domain/people/settings.ts';

const owner = { signInName: 'zhangsan', name: '张三丰' };
const codes = (password: string, settings = defaultPeopleSettings): string[] =>
  passwordFindings(password, owner, settings).map(({ code }) => code);

it.each(['Lan-Tian7', '蓝天Baiyun-42', 'correct Horse 9 battery', 'Xk3!vQpz'])('takes %s', (password) => {
  expect(codes(password)).toEqual([]);
});

it.each([
  ['Ab1!xyz', 'password-short'],
  ['lantianbaiyun', 'password-kinds'],
  [`Aa1!${'x'.repeat(125)}`, 'password-long'],
  ['Lan-Tian\u0007 77', 'password-control'],
  ['My-Zhangsan-88', 'password-name'],
  ['nasgnahZ-Xy-88', 'password-name'],
  ['我是张三丰-Ok9', 'password-name'],
  ['P@ssw0rd', 'password-common'],
  ['Password123!', 'password-common'],
  ['Admin@2024', 'password-common'],
  ['Zhengfu888!', 'password-common'],
  ['Qwerty!23456', 'password-common'],
  ['1qaz@WSX', 'password-common'],
  ['Admin!Admin!1', 'password-common'],
  ['Woaini1314!', 'password-common'],
])('refuses %s: %s', (password, code) => {
  expect(codes(password)).toContain(code);
});

it('says everything that is wrong at once, without repeating the password', () => {
  const findings = passwordFindings('zhangsan', owner, { ...defaultPeopleSettings, passwordLength: 12 });
  expect(findings.map(({ code }) => code)).toEqual(['password-short', 'password-kinds', 'password-name']);
  expect(findings.some(({ message }) => message.includes('zhangsan'))).toBe(false);
});

it('counts characters, not code units, and follows the settings', () => {
  expect(codes('蓝天白云-a7')).toContain('password-short');
  expect(codes('lantian-baiyun', { ...defaultPeopleSettings, passwordKinds: 2 })).toEqual([]);
});

it('does not hold a short sign-in name against a password that happens to have its letters', () => {
  expect(passwordFindings('Lan-Tian7', { signInName: 'an', name: '安' }, defaultPeopleSettings)).toEqual([]);
});
