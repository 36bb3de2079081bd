/**
 * What a site settles for itself (网站设置): levels of review, which check stops, how old an item may be. `sites.settings` holds only
 * what differs from the defaults here; anything it holds beside (or wrongly) counts as not said.
 */
import { type DayCount, type DayOne, dayCounts, dayOnes } from '../calendar/working-days.ts';
import { type Finding, problem } from '../outcome.ts';
import { checkSchema, type Schema } from '../schema.ts';
import { defaultInspection, type InspectionSettings, inspectionSchema } from './inspection-settings.ts';
import { defaultWording, type WordingSettings, wholeWording, wordingSchema } from './wording-settings.ts';

export type { InspectionSettings } from './inspection-settings.ts';
export { type WordingMode, type WordingSettings, wordingKindNames, wordingModes } from './wording-settings.ts';

/** The checks of domain/checks, in the order in which a page lists their findings. */
export const checkCodes = [
  'secrecy-declared',
  'secrecy-mark',
  'title',
  'body',
  'section',
  'kind-fields',
  'contact',
  'signer',
  'reviewers',
  'event-date',
  'fresh',
  'vague-date',
  'text-dates',
  'burst',
  'month-end',
  'daily-cap',
  'equal-title',
  'disclosure',
  'attachments',
  'image-alt',
  'joint-units',
  'wording',
  'similar',
] as const;
export type CheckCode = (typeof checkCodes)[number];

export const checkNames: Readonly<Record<CheckCode, string>> = {
  'secrecy-declared': '涉密审查声明',
  'secrecy-mark': '密级标志',
  title: '标题',
  body: '正文',
  section: '栏目',
  'kind-fields': '解读、访谈的专门项目',
  contact: '联系电话',
  signer: '单位审核签发人',
  reviewers: '审核人是否够数',
  'event-date': '事情发生日期',
  fresh: '时效',
  'vague-date': '近日、日前等含糊说法',
  'text-dates': '正文日期与发生日期',
  burst: '一日多条',
  'month-end': '月末集中报送',
  'daily-cap': '每日条数上限',
  'equal-title': '标题相同',
  disclosure: '公开属性',
  attachments: '附件说明',
  'image-alt': '图片说明',
  'joint-units': '联合报送的单位和份额',
  wording: '错敏字',
  similar: '内容相近',
};

export const checkModes = ['stop', 'warn', 'note', 'off'] as const;
/** 不改不能报送 · 提醒 · 仅提示 · 不检查. */
export type CheckMode = (typeof checkModes)[number];

/** What settings may say of a check where not everything is open: material that is secret never passes, an equal title never stops. */
const openModes: Partial<Readonly<Record<CheckCode, readonly CheckMode[]>>> = {
  'secrecy-declared': ['stop'],
  'secrecy-mark': ['stop'],
  title: ['stop'],
  body: ['stop'],
  'joint-units': ['stop'],
  'daily-cap': ['stop', 'warn'],
  'equal-title': ['warn', 'note', 'off'],
};
export const modesOf = (code: CheckCode): readonly CheckMode[] => openModes[code] ?? checkModes;

/** The least that a site may settle on as alike (%): what is less alike is found too rarely. */
export const leastAlike = 70;

export const zeroNamings = ['named', 'counted', 'silent'] as const;
/** 点名 · 只说几个 · 不提. */
export type ZeroNaming = (typeof zeroNamings)[number];

export interface SiteSettings {
  /** Levels of review (三审三校), 0–5: of a unit by its key, else by its class, else the default. */
  readonly levels: {
    readonly default: number;
    readonly classes: Readonly<Record<string, number>>;
    readonly units: Readonly<Record<string, number>>;
  };
  readonly checks: Readonly<Record<CheckCode, CheckMode>>;
  /** Days between event and report that are still fresh, by kind of submission; 0: no limit. */
  readonly freshDays: Readonly<Record<string, number>>;
  readonly burst: {
    /** More of one unit on one day is a burst. */
    readonly perDay: number;
    /** The last days of a month, and how many of one unit in them are a dump. */
    readonly monthEndDays: number;
    readonly monthEndItems: number;
  };
  /** The most a unit may report on one day; 0: no limit. */
  readonly dailyCap: number;
  /** An office of one person: who adopted may also publish. */
  readonly onePerson: boolean;
  /** Why an item was not adopted: code and words. */
  readonly rejectReasons: readonly { readonly code: string; readonly name: string }[];
  /** How long an expert's link is open, where it is not said. */
  readonly expertDays: number;
  /** Days in which a unit may appeal (0: no limit), and in which the office answers. */
  readonly appeals: { readonly raiseDays: number; readonly answerDays: number; readonly count: DayCount };
  /** Where counting of a time in working days begins: the day after, or the day itself. */
  readonly deadlines: { readonly dayOne: DayOne };
  /** How a bulletin speaks of units that reported nothing; keys of units with a site of their own, which are never named for it. */
  readonly zeroReports: { readonly naming: ZeroNaming; readonly apart: readonly string[] };
  /** More open commissions of one unit at once than this are too many: the office is warned. */
  readonly commissionsAtOnce: number;
  /** So many days after its last one a commission that a unit did not answer is missed by itself; 0: only the office says so. */
  readonly commissionsMissedAfter: number;
  readonly rectification: {
    /** A wording error is confirmed by another person than who found it, and closed by another than who confirmed it. */
    readonly twoPersons: boolean;
    /** Days a unit has to put it right, where a notice does not say. */
    readonly days: number;
  };
  /** Whether links of published texts are asked at night, and how many in one; off where the machine reaches no network. */
  readonly links: { readonly check: boolean; readonly perNight: number };
  /** Whether published texts are looked through anew when words, names or the model change, and how many in a night. */
  readonly rescan: { readonly check: boolean; readonly perNight: number };
  /** From this part of equal text on (%) two items are alike; whether what was sent again is named among a bulletin's problems. */
  readonly similar: { readonly percent: number; readonly problems: boolean };
  readonly inspection: InspectionSettings;
  readonly wording: WordingSettings;
}

export const defaultSettings: SiteSettings = {
  levels: { default: 1, classes: {}, units: {} },
  checks: {
    'secrecy-declared': 'stop',
    'secrecy-mark': 'stop',
    title: 'stop',
    body: 'stop',
    section: 'note',
    'kind-fields': 'stop',
    contact: 'warn',
    signer: 'stop',
    reviewers: 'stop',
    'event-date': 'stop',
    fresh: 'warn',
    'vague-date': 'warn',
    'text-dates': 'note',
    burst: 'warn',
    'month-end': 'note',
    'daily-cap': 'stop',
    'equal-title': 'note',
    disclosure: 'stop',
    attachments: 'warn',
    'image-alt': 'warn',
    'joint-units': 'stop',
    // How heavy each kind weighs is settled apart.
    wording: 'stop',
    similar: 'warn',
  },
  freshDays: { news: 7, notice: 7, policy: 20, interpretation: 7, interview: 30, other: 30 },
  burst: { perDay: 3, monthEndDays: 3, monthEndItems: 5 },
  dailyCap: 0,
  onePerson: false,
  rejectReasons: [
    { code: 'repeated', name: '重复' },
    { code: 'stale', name: '失去时效' },
    { code: 'quality', name: '质量不高' },
    { code: 'bulk', name: '一次上报多条' },
    { code: 'unreviewed', name: '未经审核' },
    { code: 'other', name: '其他' },
  ],
  expertDays: 7,
  appeals: { raiseDays: 15, answerDays: 10, count: 'working' },
  deadlines: { dayOne: 'next' },
  zeroReports: { naming: 'named', apart: [] },
  commissionsAtOnce: 3,
  commissionsMissedAfter: 7,
  rectification: { twoPersons: true, days: 5 },
  links: { check: false, perNight: 300 },
  rescan: { check: true, perNight: 5000 },
  similar: { percent: 80, problems: true },
  inspection: defaultInspection,
  wording: defaultWording,
};

const whole = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const level = whole(0, 5);
const levelsByName: Schema = { type: 'object', additionalProperties: level };

const parts: Readonly<Record<keyof SiteSettings, Schema>> = {
  levels: {
    type: 'object',
    properties: { default: level, classes: levelsByName, units: levelsByName },
    additionalProperties: false,
  },
  checks: {
    type: 'object',
    properties: Object.fromEntries(checkCodes.map((code) => [code, { enum: modesOf(code), description: checkNames[code] }])),
    additionalProperties: false,
  },
  freshDays: {
    type: 'object',
    properties: Object.fromEntries(Object.keys(defaultSettings.freshDays).map((kind) => [kind, whole(0, 3650)])),
    additionalProperties: false,
  },
  burst: {
    type: 'object',
    properties: { perDay: whole(1, 1000), monthEndDays: whole(1, 15), monthEndItems: whole(1, 1000) },
    additionalProperties: false,
  },
  dailyCap: whole(0, 1000),
  onePerson: { type: 'boolean' },
  rejectReasons: {
    type: 'array',
    minItems: 1,
    maxItems: 50,
    items: {
      type: 'object',
      required: ['code', 'name'],
      properties: {
        code: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$', description: '小写字母、数字和连字符' },
        name: { type: 'string', minLength: 1, maxLength: 40 },
      },
      additionalProperties: false,
    },
  },
  expertDays: whole(1, 90),
  zeroReports: {
    type: 'object',
    properties: {
      naming: { enum: zeroNamings },
      apart: { type: 'array', maxItems: 500, items: { type: 'string', minLength: 1, maxLength: 200 } },
    },
    additionalProperties: false,
  },
  appeals: {
    type: 'object',
    properties: { raiseDays: whole(0, 365), answerDays: whole(1, 90), count: { enum: dayCounts } },
    additionalProperties: false,
  },
  deadlines: { type: 'object', properties: { dayOne: { enum: dayOnes } }, additionalProperties: false },
  commissionsAtOnce: whole(1, 100),
  commissionsMissedAfter: whole(0, 90),
  rectification: {
    type: 'object',
    properties: { twoPersons: { type: 'boolean' }, days: whole(1, 365) },
    additionalProperties: false,
  },
  links: { type: 'object', properties: { check: { type: 'boolean' }, perNight: whole(10, 5000) }, additionalProperties: false },
  rescan: {
    type: 'object',
    properties: { check: { type: 'boolean' }, perNight: whole(1, 100_000) },
    additionalProperties: false,
  },
  similar: { type: 'object', properties: { percent: whole(leastAlike, 100), problems: { type: 'boolean' } }, additionalProperties: false },
  inspection: inspectionSchema,
  wording: wordingSchema,
};

/** What `site.configure` takes: any of the settings, each part whole or in part. */
export const settingsSchema: Schema = { type: 'object', properties: parts, additionalProperties: false };

/** Findings of level error for settings that fit the schema but contradict themselves. */
export function settingsFindings({ rejectReasons, inspection }: SiteSettings): Finding[] {
  const repeated = (codes: readonly string[], what: string, path: string): Finding[] =>
    codes.flatMap((code, index) =>
      codes.indexOf(code) === index ? [] : [problem('duplicate', `${what}“${code}”写了两次`, `${path}[${index}].code`)],
    );
  return [
    ...repeated(
      rejectReasons.map(({ code }) => code),
      '不予采用的理由',
      'rejectReasons',
    ),
    ...repeated(
      inspection.indicators.map(({ code }) => code),
      '检查指标',
      'inspection.indicators',
    ),
  ];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `over` laid on `base`: the parts, and within a part its members; a member is replaced whole, so that a unit can be taken out again. */
function laidOn(base: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const parted = Object.entries(over).map(([part, said]) => {
    const before = base[part];
    return [part, isObject(before) && isObject(said) ? { ...before, ...said } : said];
  });
  return { ...base, ...Object.fromEntries(parted) };
}

/** The settings in force, from what the site holds (JSON). A part that does not fit the schema is as if it was not there. */
export function readSettings(held: unknown): SiteSettings {
  if (!isObject(held)) return defaultSettings;
  const fitting = (Object.keys(parts) as (keyof SiteSettings)[]).filter(
    (name) => name in held && checkSchema(held[name], parts[name]).length === 0,
  );
  const said = Object.fromEntries(fitting.map((name) => [name, held[name]]));
  const settings = laidOn({ ...defaultSettings }, said) as unknown as SiteSettings;
  return { ...settings, wording: wholeWording(settings.wording) };
}

/** What a site is to hold after a change: the parts given laid on those held; other keys stay as they are. */
export const changedSettings = (held: unknown, change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  laidOn(isObject(held) ? held : {}, change);

/** Levels of review an item of this unit needs, 0–5. */
export const levelsOf = ({ levels }: SiteSettings, unit: { readonly key: string; readonly class?: string | undefined }): number =>
  (Object.hasOwn(levels.units, unit.key) ? levels.units[unit.key] : undefined) ??
  (unit.class !== undefined && Object.hasOwn(levels.classes, unit.class) ? levels.classes[unit.class] : undefined) ??
  levels.default;
