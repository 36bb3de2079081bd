/** 相近稿件: what is much like an item, two texts beside each other, and what was sent again in a period. */

const percent = (part: number): string => `${Math.floor(part * 100 + 1e-9)}%`;

export const similarWords = {
  title: '内容相近的稿件',
  lead: '一个时段里收到的稿件，正文与以前的一件相近的，一组一组列出：谁先报，谁又报，相近多少。并为一件的不算。',
  panel: {
    title: '相近稿件',
    first: '本件最先。',
    later: '本件不是最先的一件。',
    like: (part: number) => `相近 ${percent(part)}`,
    isFirst: '最先',
    earlier: '比本件早',
    after: '比本件晚',
    upper: (names: string) => `${names}采用过`,
    compare: '对照',
    compareWith: (title: string) => `与“${title}”对照`,
  },
  events: {
    title: '可能是同一件事',
    lead: '其他单位报的，说的可能是同一件事。',
    merge: '可以并为一件，分享计分。',
    both: (signs: string) => `都写到：${signs}`,
    add: '一起并稿',
    addOne: (title: string) => `与“${title}”一起并稿`,
  },
  texts: {
    title: '两件对照',
    summary: (part: number) => `两篇正文 ${percent(part)} 相近。相同的文字加底色和下划线，左右同号的是同一段。`,
    none: '两篇正文没有成段相同的文字。',
    part: (part: number) => `正文的 ${percent(part)} 在另一件里也有`,
    earlier: '先报',
    later: '后报',
    only: '只看有相同文字的段落',
    left: (paragraphs: number) => `（略去 ${paragraphs} 段）`,
    show: '看哪一件',
    one: '本件',
    other: '另一件',
    both: '两件',
    open: '打开这一件',
    close: '关闭',
  },
  list: {
    label: '内容相近的稿件',
    kinds: '哪一种',
    kind: { '': '全部', again: '报过又报', copied: '一稿多投' },
    unit: '又报的单位',
    allUnits: '全部单位',
    columns: { first: '先报的', repeated: '又报的' },
    threshold: (part: number) => `正文 ${percent(part)} 以上相同才列出，百分之几在网站设置里定。`,
    empty: { title: '这个时段没有内容相近的稿件', text: '收到的稿件与以前的一件内容相近，几秒钟后就列在这里。换一个统计期再看。' },
  },
} as const;
