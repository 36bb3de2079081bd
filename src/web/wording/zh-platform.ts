/** The platform: its sites, the rules of accounts, all tokens. */
import type { PeopleSettings } from '../../domain/people/settings.ts';

export const sitesWords = {
  title: '网站',
  lead: '一个机关的政府网站一份数据，各网站互相看不到。',
  add: '设立网站',
  list: '网站',
  empty: '还没有网站',
  emptyText: '先设立一个网站，写上单位名册；然后到“人员”邀请办公室负责人，其余的事由他安排。',
  columns: { name: '名称', id: '代号' },
  work: '管理',
  toUnits: '单位',
  toPeople: '人员',
  toSettings: '设置',
  form: {
    title: '设立网站',
    name: '网站名称',
    namePlaceholder: '如：某县人民政府网站',
    id: '代号',
    idHint: '出现在网址里，小写字母、数字和连字符，2 至 40 个，以后不能改。',
    units: '单位名册',
    unitsHint: '一行一个单位，次序就是名册的次序。前面空两格表示是上一行的下级；后面可以写“，分组，类别”。也可以以后再加。',
    unitsPlaceholder: '县政府办公室，机关\n县教育局，部门，部门\n  第一小学，部门，学校\n城关镇，乡镇，乡镇',
    read: (units: number, groups: number) => `读到 ${units} 个单位，${groups} 个分组`,
    own: '第一行是办公室自己，不参加排名',
    outlet: '同时设立“本站”载体',
    submit: '设立',
    cancel: '取消',
  },
  made: (name: string) => `已设立${name}`,
} as const;

export const rulesWords = {
  title: '登录与口令',
  lead: '对所有账号有效。数字的上下限由系统限定，不能改到不安全。',
  defaultIs: (value: string) => `默认 ${value}`,
  save: '保存',
  saved: '规则已保存',
  undo: '放弃改动',
  unsaved: (count: number) => `有 ${count} 处改动没有保存`,
  nothing: '没有改动',
  yes: '启用',
  no: '不启用',
  separation: {
    title: '三员分立',
    text: '启用以后，系统管理员只管账号，安全管理员任免角色、定规则，审计员只看历史；三者互不兼任，也不兼业务角色。',
    label: '启用三员分立',
    stop: '停用只能由安全管理员办理。',
  },
  groups: [
    { title: '口令', keys: ['passwordLength', 'passwordKinds', 'passwordsRefused', 'passwordDays', 'codeHours'] },
    { title: '登录', keys: ['idleMinutes', 'sessionHours'] },
    {
      title: '登录失败',
      keys: ['freeFailures', 'firstWaitSeconds', 'longestWaitSeconds', 'freeFailuresOfAddress', 'forgetFailuresMinutes'],
    },
    { title: '接口令牌', keys: ['tokenDays'] },
  ],
} as const satisfies { readonly groups: readonly { readonly title: string; readonly keys: readonly (keyof PeopleSettings)[] }[] } & Record<
  string,
  unknown
>;

/** Name, unit, and what it means. */
export const ruleNames: Readonly<Record<Exclude<keyof PeopleSettings, 'separation'>, readonly [name: string, unit: string, says: string]>> =
  {
    passwordLength: ['口令最短', '个字符', ''],
    passwordKinds: ['口令至少有', '种字符', '大写、小写字母、数字、其他字符共四种'],
    passwordsRefused: ['最近用过的旧口令不能再用', '个', ''],
    passwordDays: ['口令用多久要换', '天', '0 是不要求换'],
    codeHours: ['一次性口令有效', '小时', ''],
    idleMinutes: ['没有操作多久自动退出', '分钟', ''],
    sessionHours: ['一次登录最长', '小时', ''],
    freeFailures: ['口令输错几次以内不用等', '次', '按账号和地址一起计，别人不能把您锁在外面'],
    firstWaitSeconds: ['超过以后第一次等', '秒', '以后每错一次加倍'],
    longestWaitSeconds: ['最长等', '秒', ''],
    freeFailuresOfAddress: ['同一地址失败几次以内不用等', '次', '很多人共用一个出口地址时调大'],
    forgetFailuresMinutes: ['多久没有失败就重新计', '分钟', ''],
    tokenDays: ['接口令牌最长有效', '天', ''],
  };

export const tokensWords = {
  title: '接口令牌',
  lead: '所有人建立的令牌。来历不明的、长期不用的请作废；令牌由本人在“我的账户”里建立。',
  list: '接口令牌',
  columns: { name: '用途', person: '建立的人', site: '网站', may: '可办的事', ends: '有效到', used: '最近使用', state: '状态' },
  empty: '还没有接口令牌',
  emptyText: '有人为采编系统、统计程序建立令牌以后，会列在这里。',
  never: '没有用过',
  from: (address: string) => `来自 ${address}`,
  revoke: '作废',
  revokeOf: (name: string) => `作废令牌“${name}”`,
} as const;
