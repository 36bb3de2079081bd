import {
  type AnnualBound,
  type AnnualCell,
  type AnnualColumn,
  type AnnualFormat,
  type AnnualIdentity,
  type AnnualRow,
  annualCell,
} from './format.ts';

/** 政府信息公开情况统计表 of the years 2014–2018: one figure to a line. */

const figure: readonly AnnualColumn[] = [{ id: 'figure', label: '统计数', titled: /统计数$/u }];
const money: readonly AnnualColumn[] = [{ id: 'figure', label: '统计数', titled: /统计数$/u, money: true }];

/** id, the number before the label, label, unit, and how reports label it where that is not the label itself. */
type Item = readonly [id: string, number: string, label: string, unit: string, labelled?: RegExp];

const items: readonly Item[] = [
  ['published', '（一）', '主动公开政府信息数', '条'],
  ['publishedNormative', '其中：', '主动公开规范性文件数', '条'],
  ['madeNormative', '', '制发规范性文件总数', '件'],
  ['byGazette', '1.', '政府公报公开政府信息数', '条'],
  ['byWebsite', '2.', '政府网站公开政府信息数', '条'],
  ['byMicroblog', '3.', '政务微博公开政府信息数', '条'],
  ['byWechat', '4.', '政务微信公开政府信息数', '条'],
  ['byOther', '5.', '其他方式公开政府信息数', '条'],
  ['responded', '（一）', '回应公众关注热点或重大舆情数', '次'],
  ['conferences', '1.', '参加或举办新闻发布会总次数', '次'],
  ['headAtConferences', '其中：', '主要负责同志参加新闻发布会次数', '次'],
  ['interviews', '2.', '政府网站在线访谈次数', '次', /^政府网站在线访谈次数/u],
  ['headAtInterviews', '其中：', '主要负责同志参加政府网站在线访谈次数', '次'],
  ['interpretations', '3.', '政策解读稿件发布数', '篇'],
  ['responsesByMicroblog', '4.', '微博微信回应事件数', '次'],
  ['responsesByOther', '5.', '其他方式回应事件数', '次'],
  ['received', '（一）', '收到申请数', '件'],
  ['receivedInPerson', '1.', '当面申请数', '件'],
  ['receivedByFax', '2.', '传真申请数', '件'],
  ['receivedOnline', '3.', '网络申请数', '件'],
  ['receivedByPost', '4.', '信函申请数', '件'],
  ['concluded', '（二）', '申请办结数', '件'],
  ['concludedInTime', '1.', '按时办结数', '件'],
  ['concludedExtended', '2.', '延期办结数', '件'],
  ['answered', '（三）', '申请答复数', '件'],
  ['alreadyPublic', '1.', '属于已主动公开范围数', '件'],
  ['disclosed', '2.', '同意公开答复数', '件', /^同意公开答复数/u],
  ['partlyDisclosed', '3.', '同意部分公开答复数', '件'],
  ['refused', '4.', '不同意公开答复数', '件'],
  ['refusedSecret', '其中：', '涉及国家秘密', '件'],
  ['refusedTrade', '', '涉及商业秘密', '件'],
  ['refusedPrivacy', '', '涉及个人隐私', '件'],
  ['refusedSecurity', '', '危及国家安全、公共安全、经济安全和社会稳定', '件'],
  ['refusedNotMeant', '', '不是《条例》所指政府信息', '件'],
  ['refusedByLaw', '', '法律法规规定的其他情形', '件'],
  ['notOurs', '5.', '不属于本行政机关公开数', '件'],
  ['notExisting', '6.', '申请信息不存在数', '件'],
  ['toldToCorrect', '7.', '告知作出更改补充数', '件'],
  ['toldElsewhere', '8.', '告知通过其他途径办理数', '件'],
  ['reviews', '四、', '行政复议数量', '件'],
  ['reviewsUpheld', '（一）', '维持具体行政行为数', '件', /^维持具体行政行为数/u],
  ['reviewsCorrected', '（二）', '被依法纠错数', '件'],
  ['reviewsOther', '（三）', '其他情形数', '件'],
  ['suits', '五、', '行政诉讼数量', '件'],
  ['suitsUpheld', '（一）', '维持具体行政行为或者驳回原告诉讼请求数', '件'],
  ['suitsCorrected', '（二）', '被依法纠错数', '件'],
  ['suitsOther', '（三）', '其他情形数', '件'],
  ['reports', '六、', '举报投诉数量', '件'],
  ['fee', '七、', '依申请公开信息收取的费用', '万元'],
  ['bodies', '（一）', '政府信息公开工作专门机构数', '个'],
  ['readingPlaces', '（二）', '设置政府信息公开查阅点数', '个'],
  ['staff', '（三）', '从事政府信息公开工作人员数', '人'],
  ['staffFull', '1.', '专职人员数', '人'],
  ['staffPart', '2.', '兼职人员数', '人'],
  ['budget', '（四）', '政府信息公开专项经费', '万元'],
  ['meetings', '（一）', '召开政府信息与政务公开工作会议或专题会议数', '次', /^召开政府信息(?:与政务)?公开工作会议/u],
  ['courses', '（二）', '举办各类培训班数', '次'],
  ['trained', '（三）', '接受培训人员数', '人次'],
];

const rows: readonly AnnualRow[] = items.map(([id, number, label, unit, labelled]) => ({
  id,
  label: `${number}${label}`,
  labelled: labelled ?? new RegExp(`^${label}`, 'u'),
  unit,
  columns: unit === '万元' ? money : figure,
}));

const cell = (id: string): AnnualCell => annualCell(id, 'figure');
const sum = (total: string, parts: readonly string[], says: string): AnnualIdentity => ({
  parts: parts.map(cell),
  totals: [cell(total)],
  balance: cell(total),
  says,
});

const identities: readonly AnnualIdentity[] = [
  sum('received', ['receivedInPerson', 'receivedByFax', 'receivedOnline', 'receivedByPost'], '四种方式的申请数之和等于收到申请数'),
  sum('concluded', ['concludedInTime', 'concludedExtended'], '按时、延期办结数之和等于申请办结数'),
  sum(
    'answered',
    ['alreadyPublic', 'disclosed', 'partlyDisclosed', 'refused', 'notOurs', 'notExisting', 'toldToCorrect', 'toldElsewhere'],
    '八种答复之和等于申请答复数',
  ),
  sum(
    'refused',
    ['refusedSecret', 'refusedTrade', 'refusedPrivacy', 'refusedSecurity', 'refusedNotMeant', 'refusedByLaw'],
    '六种情形之和等于不同意公开答复数',
  ),
  sum('reviews', ['reviewsUpheld', 'reviewsCorrected', 'reviewsOther'], '三种结果之和等于行政复议数量'),
  sum('suits', ['suitsUpheld', 'suitsCorrected', 'suitsOther'], '三种结果之和等于行政诉讼数量'),
  sum('staff', ['staffFull', 'staffPart'], '专职、兼职人员数之和等于工作人员数'),
];

const bounds: readonly AnnualBound[] = [
  {
    figure: cell('published'),
    atMost: ['byGazette', 'byWebsite', 'byMicroblog', 'byWechat', 'byOther'].map(cell),
    says: '主动公开政府信息数不多于各渠道公开数之和',
    unless: '每条信息至少经一个渠道公开；若有渠道未列入，请补填到“其他方式”。',
  },
  {
    figure: cell('publishedNormative'),
    atMost: [cell('madeNormative')],
    says: '主动公开规范性文件数不多于制发规范性文件总数',
    unless: '若公开的是往年制发或上级制发的文件，两数可以不同，请核对口径，并在报告中说明。',
  },
  { figure: cell('headAtConferences'), atMost: [cell('conferences')], says: '主要负责同志参加次数不多于新闻发布会总次数' },
  { figure: cell('headAtInterviews'), atMost: [cell('interviews')], says: '主要负责同志参加次数不多于在线访谈次数' },
];

export const annualFormat2014: AnnualFormat = {
  name: '2014',
  title: '2014—2018年的统计表',
  from: 2014,
  to: 2018,
  source: '政府信息公开情况统计表（2014—2018年度）',
  sections: [],
  tables: [{ name: 'statistics', title: '政府信息公开情况统计表', rows }],
  identities,
  bounds,
  marks: [/主动公开政府信息数/u, /回应公众关注热点/u, /政策解读稿件发布数/u, /申请办结数/u, /设置政府信息公开查阅点/u, /申请答复数/u],
};
