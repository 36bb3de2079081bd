/** Published pages whose review-by day has come or comes soon. */

export const reviewDueWords = {
  title: '到期复核',
  lead: '发布时定了复核日期的稿件。看看内容是否还有效：有效的另定日期，有变化的更正，过时的撤下。',
  list: '要复核的稿件',
  tabs: { overdue: '已到期', soon: '30 天内' },
  tabsLabel: '日期',
  columns: { title: '标题', reviewBy: '复核日期', published: '发布', address: '网上的页面', steps: '办理' },
  left: (days: number) => (days < 0 ? `过了 ${-days} 天` : days === 0 ? '今天' : `还有 ${days} 天`),
  keep: '仍有效，改到',
  keepDay: (title: string) => `“${title}”下次复核的日期`,
  kept: (day: string) => `已改到 ${day} 复核`,
  never: '不再复核',
  nevered: '不再复核',
  mend: '更正或撤下',
  none: { title: '没有到期的稿件', text: '签发时填了复核日期的稿件，到了日子会在这里和收件箱里提醒。' },
  noneSoon: { title: '30 天内没有要复核的稿件', text: '签发时填了复核日期的稿件，快到日子时列在这里。' },
} as const;
