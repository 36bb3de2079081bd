/** Search: the field in the bar, and the page of what was found. */

export const searchWords = {
  title: '检索',
  lead: '在标题和正文里找字词。自己看得到的稿件都在内，已发布的全网站都能找到。',
  field: '检索稿件',
  placeholder: '检索标题和正文',
  go: '检索',
  key: '到检索框',
  filters: { state: '状态', unit: '单位', section: '栏目', days: '日期' },
  begin: '写上要找的字词',
  beginText: '两个字的词也能找到；几个词用空格隔开，都有的才列出来。自己刚写的马上能找到，别人刚改的等几秒钟。',
  none: (text: string) => `没有找到“${text}”`,
  noneText: '换个说法，少写几个字，或者清除筛选条件再找。别单位没有发布的稿件，不在您能检索的范围里。',
  results: '找到的稿件',
  published: '已发布',
  where: '网上的页面',
  nowhere: '没有登记网址',
  imported: '登记的信息',
} as const;
