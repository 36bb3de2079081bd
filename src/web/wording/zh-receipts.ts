/** Bulletins as units receive them, and who has signed. */
export const receivedWords = {
  title: '收到的通报',
  lead: '每期通报印发以后到这里，写着本单位的数字和名次。请看过以后签收，一个单位签一次。',
  issue: (year: number, number: number) => `${year}年第${number}期`,
  none: '还没有收到通报',
  noneText: '办公室印发通报以后，这里有本单位的一行、名次和得分的来历，请在这里签收。',
  rank: (rank: number, of: number) => `第 ${rank} 名（共 ${of} 个）`,
  unranked: '不排名',
  notIn: '这期通报的表里没有本单位。',
  why: '这些分是怎么来的',
  whyLines: (lines: number, points: string) => `${lines} 条，${points} 分`,
  whyNone: '这一期没有得分。',
  whyMore: '逐条看',
  read: '看全文',
  sign: '签收',
  signOf: (title: string) => `签收《${title}》`,
  done: '已签收',
  signed: (by: string) => `${by} 签收于`,
  unsigned: '还没有签收',
  more: '再往前看',
  inbox: '待签收的通报',
  open: '去签收',
} as const;

export const receiptWords = {
  title: '通报签收',
  lead: '印发的通报到各单位的收件箱，由单位签收。这里看谁还没有签。',
  issue: '哪一期',
  option: (year: number, number: number, title: string, signed: number, units: number) =>
    `${year}年第${number}期　${title}　${signed}/${units}`,
  count: (signed: number, units: number) => `${units} 个单位，${signed} 个已签收，${units - signed} 个还没有`,
  columns: { unit: '单位', group: '分组', by: '签收人', at: '签收时间' },
  missing: '还没有签收',
  none: '还没有印发过通报',
  noneText: '印发第一期以后，这里列出哪些单位签收了、哪些还没有。',
  print: '打印',
} as const;

/** 零报送. */
export const zeroWords = {
  title: '没有报送的单位',
  none: '这段时间各单位都报送过。',
  columns: { unit: '单位', last: '最近报送', letter: '通知' },
  never: '没有报送过',
  docx: 'Word',
  pdf: 'PDF',
  letterOf: (unit: string, format: string) => `${format}：给${unit}的零报送通知`,
  naming: { named: '通报里点名。', counted: '通报里只说几个，不点名。', silent: '通报里不提。' },
  settle: '怎样说、哪些单位另算，在“网站设置”里定。',
  apart: '有自己网站的单位，另算，不点名：',
  own: '本机关自己的稿件，不排名：',
  kept: (name: string, submitted: number, adopted: number) => `${name} 报送 ${submitted}，采用 ${adopted}`,
} as const;
