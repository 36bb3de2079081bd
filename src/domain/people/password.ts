/** What a password must be (GB/T 22239-2019 身份鉴别: complex, changed regularly; the numbers are the office's own settings). */
import { type Finding, problem } from '../outcome.ts';
import { commonPasswords } from './common-passwords.ts';
import type { PeopleSettings } from './settings.ts';

/** Longer ones cost the server more than they add. */
const longest = 128;

const kinds: readonly (readonly [RegExp, string])[] = [
  [/\p{Ll}/u, '小写字母'],
  [/\p{Lu}/u, '大写字母'],
  [/\p{Nd}/u, '数字'],
  [/[^\p{Ll}\p{Lu}\p{Nd}]/u, '其他字符'],
];

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly signInName: string;
  readonly name: string;
}

/** Everything that speaks against a password, at once; empty where it may be taken. Former passwords are asked apart: they are hashes. */
export function passwordFindings(
  password: string,
  owner: PasswordOwner,
  settings: Pick<PeopleSettings, 'passwordLength' | 'passwordKinds'>,
): Finding[] {
  const findings: Finding[] = [];
  const say = (code: string, message: string): void => void findings.push(problem(code, message, 'password'));
  const length = [...password].length;
  if (length < settings.passwordLength) say('password-short', `口令至少要 ${settings.passwordLength} 个字符，现为 ${length} 个`);
  if (length > longest) say('password-long', `口令至多 ${longest} 个字符，现为 ${length} 个`);
  if (/\p{Cc}/u.test(password)) say('password-control', '口令里有不可见的控制字符');
  const found = kinds.filter(([kind]) => kind.test(password));
  if (found.length < settings.passwordKinds)
    say(
      'password-kinds',
      `口令要有${kinds.map(([, name]) => name).join('、')}中的至少 ${settings.passwordKinds} 种，现有 ${found.length} 种`,
    );
  if (namesOf(owner).some((name) => plain(password).includes(name) || plain(password).includes([...name].reverse().join(''))))
    say('password-name', '口令里不要有登录名或姓名');
  if (length <= longest && isCommon(password)) say('password-common', '这是最常见的口令之一，很容易被猜到，请换一个');
  return findings;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Names long enough to be told from chance. */
const namesOf = ({ signInName, name }: PasswordOwner): readonly string[] =>
  [plain(signInName), plain(name)].filter((one) => [...one].length >= (/\p{Script=Han}/u.test(one) ? 2 : 3));

const disguises: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** A common password, or one made of at most three common parts: capitals, signs between, 0 for o and a year behind hide nothing. */
function isCommon(password: string): boolean {
  const bare = plain(password).replace(/[^a-z0-9@$!]/g, '');
  const undisguised = [...bare].map((character) => disguises[character] ?? character).join('');
  // Digits before and behind are no disguise: Passw0rd2024.
  const inner = bare.replace(/^[\d@$!]+|[\d@$!]+$/g, '');
  const undone = [...inner].map((character) => disguises[character] ?? character).join('');
  return [bare.replace(/[@$!]/g, ''), undisguised, undone].some((one) => one !== '' && madeOf(one, 3, false));
}

/** Is the text put together of so many common parts at most, besides a year or one or two digits? */
function madeOf(text: string, parts: number, some: boolean): boolean {
  if (text === '') return some;
  const digits = /^(?:(?:19|20)\d\d|\d{1,2})(?!\d)/.exec(text)?.[0];
  if (digits !== undefined && madeOf(text.slice(digits.length), parts, some)) return true;
  for (let length = text.length; parts > 0 && length >= 3; length -= 1)
    if (commonPasswords.has(text.slice(0, length)) && madeOf(text.slice(length), parts - 1, true)) return true;
  return false;
}
