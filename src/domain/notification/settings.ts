/** When and where people are told what waits for them: their choice, the platform's default, addresses, the mail server. */
import { dayFrom, partsOf, windowOf } from '../calendar/day.ts';
import { isWorkingDay, type WorkCalendar } from '../calendar/working-days.ts';
import { type Finding, problem } from '../outcome.ts';
import type { Schema } from '../schema.ts';

export const digestTimes = ['off', 'daily', 'workdays'] as const;
/** 不发 · 每天 · 工作日(调休上班的周末在内，放假的不在). */
export type DigestTimes = (typeof digestTimes)[number];

export interface DigestSettings {
  readonly digest: DigestTimes;
  /** HH:MM, office time. */
  readonly digestAt: string;
}
/** Where the platform has settled nothing. */
export const defaultDigest: DigestSettings = { digest: 'workdays', digestAt: '08:30' };

export const mailSecurities = ['starttls', 'tls', 'none'] as const;
/** STARTTLS · TLS from the first byte · not encrypted. */
export type MailSecurity = (typeof mailSecurities)[number];

export const timeSchema: Schema = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: '时:分，如 08:30' };

/** One plain address: no quoted names, comments or lists, so that nothing in it can mean more than one mailbox. */
export const mailSchema: Schema = {
  type: 'string',
  maxLength: 254,
  pattern: '^[A-Za-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$',
  description: '电子邮箱，如 zhang@example.gov.cn',
};

export const hookSchema: Schema = {
  type: 'string',
  maxLength: 500,
  pattern: '^https?://[^\\s]+$',
  description: '以 http:// 或 https:// 开头的网址',
};
/** A secret that signs what a program is sent: long enough not to be guessed. */
export const hookSecretSchema: Schema = { type: 'string', minLength: 16, maxLength: 200 };

/** What stands against a program's address and secret: both or neither, and a name and password do not belong into an address. */
export function hookFindings(url: string | null, hasSecret: boolean): Finding[] {
  if (url === null) return [];
  const host = /^https?:\/\/([^/?#@\\\s]+)(?:[/?#][^@\\\s]*)?$/i.exec(url)?.[1];
  return [
    ...(host === undefined ? [problem('url', '请写接口地址，地址中不带用户名和口令', 'webhookUrl')] : []),
    ...(hasSecret ? [] : [problem('secret', '请写签名用的密钥，至少 16 个字符', 'webhookSecret')]),
  ];
}

/** Hours and minutes of a moment in the office, HH:MM. */
export const officeTime = (moment: Date): string => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** Is a digest due on this day (YYYY-MM-DD)? */
export function isDigestDay(digest: DigestTimes, day: string, calendar: WorkCalendar): boolean {
  const number = dayFrom(day);
  if (digest === 'off' || number === undefined) return false;
  return digest === 'daily' || isWorkingDay(calendar, number);
}

/**
 * The month (YYYY-MM) whose figures are due on a day, where they are sent on this day of the month, or on the last day of a shorter one:
 * the month before. Undefined before that day.
 */
export function figuresMonth(figuresDay: number, day: string): string | undefined {
  const today = dayFrom(day);
  if (today === undefined) return undefined;
  const { from, to } = windowOf('month', today);
  if (today < Math.min(from + figuresDay - 1, to)) return undefined;
  const { year, month } = partsOf(from - 1);
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Minutes until a mail server that could not be reached is tried again, after so many failures in a row. */
export const serverWait = (failures: number): number => [1, 2, 5, 10][Math.min(Math.max(failures, 1), 4) - 1] as number;

/** A code that confirms an address is good for so many minutes, and for so many tries; a new one is sent no sooner than this. */
export const CODE_MINUTES = 30;
export const CODE_TRIES = 5;
export const CODE_WAIT_SECONDS = 60;
