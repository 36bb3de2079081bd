/** Links of published texts that did not answer at night. */

export const deadLinkWords = {
  title: '打不开的链接',
  lead: '夜里逐个打开已发布稿件里的链接和稿件自己的网址，打不开的列在这里；第二天夜里再查，打得开了、稿件改了，就不再列。',
  list: '打不开的链接',
  columns: { title: '稿件', link: '链接', fault: '查到的', since: '自' },
  own: '稿件自己的网址',
  times: (count: number) => (count > 1 ? `连续 ${count} 夜` : '第一次'),
  off: '本网站没有开夜间查链接：在“设置”里打开。服务器要能连外网才查得到。',
  lastNight: '最近一次查：',
  none: { title: '没有打不开的链接', text: '还没有查过，或者查过的都打得开。夜里一点到六点查，每夜查多少在“设置”里定。' },
} as const;
