/** Personal data in texts that are to be published: identity numbers, credit codes, telephones, bank cards, plates, passports. */
import { isDay } from './dates.ts';
import type { TextFinding } from './finding.ts';
import { byPattern, type Objection, type TextRule } from './rule.ts';

/** Full-width letters and digits as half-width ones: as many code units, so that offsets hold. */
const narrow = (text: string): string => text.replaceAll(/[！-～]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
const inNarrow =
  (find: (text: string) => Iterable<Objection>) =>
  (text: string): Iterable<Objection> =>
    find(narrow(text));

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** Whether the 18th sign of an identity number agrees with the others (GB 11643-1999, ISO 7064 MOD 11-2). */
export function identityChecks(number: string): boolean {
  let sum = 0;
  for (const [at, weight] of idWeights.entries()) sum += weight * Number(number[at]);
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase();
}

/** Whether an identity number could be one: region, day of birth, check digit. `regions`: codes of six digits (GB/T 2260). */
export function isIdentity(number: string, regions?: ReadonlySet<string>): boolean {
  const year = Number(number.slice(6, 10));
  const place = regions ? regions.has(number.slice(0, 6)) : provinces.has(number.slice(0, 2));
  return (
    place &&
    year >= 1900 &&
    year < 2100 &&
    isDay(year, Number(number.slice(10, 12)), Number(number.slice(12, 14))) &&
    identityChecks(number)
  );
}

const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Whether the last sign of a 统一社会信用代码 agrees with the others (GB 32100-2015). */
export function creditCodeChecks(code: string): boolean {
  let sum = 0;
  for (const [at, weight] of creditWeights.entries()) {
    const value = creditSigns.indexOf(code[at] ?? '');
    if (value < 0) return false;
    sum += value * weight;
  }
  return creditSigns[(31 - (sum % 31)) % 31] === code[17];
}

/** The check of H. P. Luhn (ISO/IEC 7812-1) over a row of digits. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, double = false; at >= 0; at -= 1, double = !double) {
    const value = Number(digits[at]) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function isCard(found: string): boolean {
  const digits = found.replaceAll(/[ -]/g, '');
  const known = (digits.startsWith('62') && digits.length >= 16) || (digits.length === 16 && /^(?:4|5[1-5])/.test(digits));
  return known && luhn(digits);
}

const base = { kind: 'privacy', at: 'strict', source: '《中华人民共和国个人信息保护法》' } as const;
const when = (right: boolean): { readonly suggestions?: readonly string[] } | undefined => (right ? {} : undefined);

/**
 * The rules of personal data.
 * @param regions codes of six digits of GB/T 2260, for identity numbers; without them the province alone is looked at.
 */
export function privacyRules(regions?: ReadonlySet<string>): readonly TextRule[] {
  return [
    {
      ...base,
      id: 'privacy-identity',
      severity: 'error',
      message: '这里有公民身份号码，公开前应当删除或者遮盖。',
      find: inNarrow(byPattern(/(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, ([number]) => when(isIdentity(number, regions)))),
    },
    {
      ...base,
      id: 'privacy-card',
      severity: 'error',
      message: '这里有银行卡号，公开前应当删除或者遮盖。',
      find: inNarrow(
        byPattern(/(?<![\dA-Za-z.-])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![\dA-Za-z-])/g, ([number]) =>
          when(isCard(number) && !isIdentity(number)),
        ),
      ),
    },
    {
      ...base,
      id: 'privacy-mobile',
      severity: 'warning',
      message: '这里有手机号码；个人的号码公开前应当遮盖。',
      find: inNarrow(byPattern(/(?<![\dA-Za-z.])1[3-9]\d(?:\d{8}|-\d{4}-\d{4}| \d{4} \d{4})(?![\dA-Za-z])/g)),
    },
    {
      ...base,
      id: 'privacy-passport',
      severity: 'warning',
      message: '这里有护照号码，公开前应当遮盖。',
      find: inNarrow(byPattern(/(?<=护照[^。\n]{0,12})(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]E?\d{7})(?![\dA-Za-z])/g)),
    },
    {
      ...base,
      id: 'privacy-plate',
      severity: 'note',
      at: 'full',
      message: '这里有车牌号码；个人车辆的号码公开前应当遮盖。',
      find: inNarrow(
        byPattern(
          /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·.]?(?:[A-HJ-NP-Z\d]{4}[A-HJ-NP-Z\d挂学警港澳]|[DF]\d{5}|[DF][A-HJ-NP-Z\d]\d{4})(?![\dA-Za-z])/g,
          ([plate]) => when(/\d/.test(plate)),
        ),
      ),
    },
    {
      ...base,
      id: 'privacy-credit-code',
      severity: 'note',
      at: 'full',
      message: '这里有统一社会信用代码；个体工商户的代码与个人有关，请确认可以公开。',
      find: inNarrow(
        byPattern(/(?<![\dA-Za-z])[159AN][1-39]\d{6}[\dA-HJ-NPQRTUWXY]{10}(?![\dA-Za-z])/g, ([code]) => when(creditCodeChecks(code))),
      ),
    },
  ];
}

/** How many signs of personal data remain to be seen at the beginning and at the end. */
const shown = (length: number): readonly [number, number] => (length >= 11 ? [3, 4] : [2, 1]);

/** The text with personal data covered by `*`, of the same length: findings keep their places. Other findings change nothing. */
export function masked(text: string, findings: readonly TextFinding[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, kind } of [...findings].sort((a, b) => a.start - b.start)) {
    if (kind !== 'privacy' || start < at) continue;
    const [head, tail] = shown(end - start);
    const hidden = text.slice(start + head, end - tail);
    result += text.slice(at, start + head) + '*'.repeat(hidden.length) + text.slice(end - tail, end);
    at = end;
  }
  return result + text.slice(at);
}
