/** A text as it is read. */
export const readingWords = {
  untitled: '（还没有标题）',
  empty: '还没有正文。',
  source: (name: string) => `来源：${name}`,
  byline: (name: string) => `作者：${name}`,
  policy: '所解读的文件：',
  plannedOn: (day: string) => `访谈日期：${day}`,
  guest: (name: string, post?: string) => `嘉宾：${name}${post ? `（${post}）` : ''}`,
  questions: '访谈提纲',
  transcript: '访谈实录',
  speaker: (name: string) => `${name}：`,
  attachments: '附件',
  size: (bytes: number) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`),
} as const;
