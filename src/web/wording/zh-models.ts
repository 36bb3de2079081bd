/** Items shown to all units as models. */

export const modelWords = {
  title: '范文',
  lead: '办公室点评的好稿件，各单位都能看到，可以照着写。',
  empty: '还没有范文',
  emptyText: '编辑采用一件以后，可以在编辑台写上点评，作为范文给各单位看。',
  by: (unit: string, kind: string) => `${unit}　${kind}`,
  comment: '办公室点评',
  read: '看全文',
  hide: '收起',
  form: {
    title: '范文点评',
    comment: '点评',
    placeholder: '好在哪里，各单位可以学什么',
    begin: '作为范文给各单位看',
    change: '改点评',
    take: '不再作为范文',
    show: '给各单位看',
    shown: '各单位现在能看到这篇范文',
    taken: '已不再作为范文',
  },
} as const;
