/** What an office may settle about accounts, sessions and 三员分立; the platform holds only what differs from these. */
import { type Finding, problem } from '../outcome.ts';
import type { Schema } from '../schema.ts';

export interface PeopleSettings {
  /** 三员分立: system, security and audit administrators apart, and apart from business roles. */
  readonly separation: boolean;
  readonly passwordLength: number;
  /** Of small letters, capitals, digits, other characters: how many kinds. */
  readonly passwordKinds: number;
  /** So many former passwords are not taken again. */
  readonly passwordsRefused: number;
  /** After so many days a new one is asked for; 0: never. */
  readonly passwordDays: number;
  /** A session without a request for so long ends. */
  readonly idleMinutes: number;
  /** A session ends after so many hours, whatever happens in it. */
  readonly sessionHours: number;
  /** So many failures by account and address are free; then waits double from the first one to the longest. */
  readonly freeFailures: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** The same for all names tried from one address. */
  readonly freeFailuresOfAddress: number;
  /** After so long without a failure the count begins anew. */
  readonly forgetFailuresMinutes: number;
  /** A code for setting a password is good for so long. */
  readonly codeHours: number;
  /** An API token is good for at most so many days. */
  readonly tokenDays: number;
}

/** Common practice under GB/T 22239-2019; the standard itself names no numbers. */
export const defaultPeopleSettings: PeopleSettings = {
  separation: false,
  passwordLength: 8,
  passwordKinds: 3,
  passwordsRefused: 5,
  passwordDays: 90,
  idleMinutes: 30,
  sessionHours: 12,
  freeFailures: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 900,
  freeFailuresOfAddress: 100,
  forgetFailuresMinutes: 1440,
  codeHours: 168,
  tokenDays: 365,
};

/** Bounds within which an office may settle: nothing weaker than 8 characters of two kinds, nothing that locks everyone out. */
const bounds: Readonly<Record<Exclude<keyof PeopleSettings, 'separation'>, readonly [from: number, to: number, name: string]>> = {
  passwordLength: [8, 64, '口令最短长度'],
  passwordKinds: [2, 4, '口令字符种类'],
  passwordsRefused: [0, 24, '不得重复使用的旧口令个数'],
  passwordDays: [0, 730, '口令使用天数'],
  idleMinutes: [5, 480, '闲置退出的分钟数'],
  sessionHours: [1, 24, '一次登录的最长小时数'],
  freeFailures: [3, 20, '不需等待的失败次数'],
  firstWaitSeconds: [1, 600, '首次等待的秒数'],
  longestWaitSeconds: [1, 3600, '最长等待的秒数'],
  freeFailuresOfAddress: [10, 100_000, '同一地址不需等待的失败次数'],
  forgetFailuresMinutes: [5, 10_080, '失败次数重新计算的分钟数'],
  codeHours: [1, 720, '一次性口令有效的小时数'],
  tokenDays: [1, 1095, '接口令牌有效的天数'],
};

/** Any part of the settings, as `platform.configure` takes it. */
export const peopleSettingsSchema: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    separation: { type: 'boolean' },
    ...Object.fromEntries(Object.entries(bounds).map(([name, [minimum]]) => [name, { type: 'integer', minimum }])),
  },
};

/** The settings from what the platform holds (JSON), the rest by default. Values out of bounds are taken as the nearest bound. */
export function readPeopleSettings(body: unknown): PeopleSettings {
  const held = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const numbers = Object.entries(bounds).map(([name, [from, to]]) => {
    const value = held[name];
    const known = defaultPeopleSettings[name as keyof PeopleSettings];
    return [name, typeof value === 'number' && Number.isInteger(value) ? Math.min(Math.max(value, from), to) : known];
  });
  return { ...defaultPeopleSettings, ...Object.fromEntries(numbers), separation: held['separation'] === true };
}

/** Findings of level error for settings that lie outside their bounds or contradict each other. */
export function peopleSettingsFindings(settings: PeopleSettings): Finding[] {
  const outside = Object.entries(bounds).flatMap(([name, [from, to, says]]) => {
    const value = settings[name as keyof typeof bounds];
    return value < from || value > to ? [problem('out-of-bounds', `${says}应在 ${from} 到 ${to} 之间，现为 ${value}`, name)] : [];
  });
  const turned =
    settings.firstWaitSeconds > settings.longestWaitSeconds
      ? [problem('waits-turned', '首次等待不应长于最长等待', 'firstWaitSeconds')]
      : [];
  return [...outside, ...turned];
}
