/** The inbox, and the page of figures. */
import type { HeldRole } from '../../domain/permission.ts';

export const inboxWords = {
  title: '收件箱',
  lead: '所有网站、所有角色要由您办的事都在这里，先办紧急的，再办等得久的。',
  count: (count: number) => `收件箱，${count} 件待办`,
  empty: '现在没有要您办的事',
  emptyText: '有事要办时会出现在这里，页面上方的数字也会变。',
  of: (count: number) => `${count} 件`,
  more: (count: number) => `还有 ${count} 件，全部列出`,
  fewer: '收起，看全部类别',
  urgent: '紧急',
  since: '自',
  columns: { title: '标题', unit: '单位', site: '网站', kind: '类型', since: '等候自', reason: '理由' },
  reason: (reason: string) => `理由：${reason}`,
  appeals: '待答复的申诉',
  appealsIn: (site: string, count: number) => `${site}　${count} 件`,
  firstTitle: '第一次使用，从这里开始',
} as const;

/** What someone who begins does first, by role. `to` names a page. */
export const firstSteps: Readonly<Partial<Record<HeldRole, readonly { readonly text: string; readonly to?: string }[]>>> = {
  contributor: [
    { text: '写第一条信息，或者交来一份 Word 文档，由系统读成草稿。', to: 'my-submissions' },
    { text: '写完后看右侧的清单，都齐了就报送；被退回时，会回到这个收件箱，并写明理由。' },
  ],
  reviewer: [
    { text: '本单位报送的信息先到您这里。打开后读一遍，通过或者写明理由退回。', to: 'review-queue' },
    { text: '您审的是定稿的这一稿：作者再改，要重新审。' },
  ],
  editor: [{ text: '各单位报来的信息，领办以后采用、编辑、合并或者不予采用。', to: 'desk' }, { text: '不予采用要选理由，作者看得到。' }],
  head: [
    { text: '先在“单位”里核对名册，再到“人员”邀请编辑、审核人和报送员。', to: 'units' },
    { text: '在“网站设置”里定好审核几级、哪些检查不过不能报送。', to: 'settings' },
    { text: '编辑采用以后，由您签发。', to: 'publication' },
  ],
};

export const figuresWords = {
  title: '排名与通报',
  lead: '每个数字都能点开，一直看到每一条信息。已经印发的通报，数字不再变动。',
  rulebook: '计分办法',
  noRulebook: '还没有计分办法',
  from: (day: string) => `${day}起施行`,
  units: (count: number) => `${count} 个单位`,
  issues: '已印发的通报',
  noIssues: '还没有印发过通报',
  noIssuesText: '办公室印发第一期以后，这里列出各期通报，可以看排名、下载文件。',
  issue: (year: number, number: number) => `${year}年第${number}期`,
  issueTitle: '标题',
  period: '统计期',
  issuedOn: '印发日期',
  number: '期号',
  documentNumber: '文号',
  superseded: '已更正',
  forwards: '转发',
  ranking: (period: string) => `${period}排名`,
  periods: '按统计期看排名',
  noPeriods: '还没有可以统计的数据',
  noPeriodsText: '有了采用记录或者导入了历史数据以后，这里按月、季、年列出排名。',
  year: '全年',
  quarters: '季度',
  months: '月份',
} as const;
