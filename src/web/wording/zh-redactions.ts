/** Taking personal or secret data out of items: proposed by one, confirmed by another. */

export const redactionWords = {
  title: '遮盖',
  lead: '稿件里误写了个人信息、涉密内容：一人提出，另一人确认，就从各稿、附件、意见和检索里去掉。',
  start: '提出遮盖',
  list: '要遮盖的内容',
  tabs: { proposed: '待确认', done: '已遮盖', refused: '未遮盖' },
  columns: { title: '稿件', what: '内容', why: '理由', by: '提出', steps: '办理', decided: '办理' },
  characters: (count: number) => `${count} 个字`,
  file: (name: string) => `附件：${name}`,
  versions: (numbers: readonly number[]) => `第 ${numbers.join('、')} 稿已换成 ■；校验值仍是签署时的`,
  copies: '这些地方发布过原文，请更正后再发布或者撤下：',
  byHand: '手工发布的页面',
  decidedBy: (name: string) => `${name}办理`,
  empty: {
    proposed: '没有待确认的遮盖',
    proposedText: '发现稿件里有身份证号、手机号、涉密内容，点“提出遮盖”，照原样写出那段文字，请另一位同事确认。',
    done: '还没有遮盖过',
    doneText: '确认以后，原文不再保存在系统里，这里只留下谁在什么时候为什么办的。',
    refused: '没有不予遮盖的',
    refusedText: '提出以后认为不需要遮盖的，列在这里。',
  },
  form: {
    title: '提出遮盖',
    item: '稿件',
    another: '换一件',
    passage: '要遮盖的原文',
    passageHint: '从稿子里照原样复制，一次写一处；各稿里一样的文字都会换成同样长短的 ■。',
    files: '要清除的附件',
    noFiles: '这件没有附件。',
    reason: '理由',
    reasonHint: '如“含身份证号”。理由会一直留着，不要重复要遮盖的内容。',
    send: '提出',
    cancel: '取消',
    sent: '已提出，等另一位同事确认',
  },
  confirm: {
    title: '确认遮盖',
    text: '确认以后不能恢复：各稿、附件、意见、检索里的这段内容都会去掉。签署、校验值和经过都留着。',
    yes: '确认遮盖',
    done: (title: string) => `已遮盖：${title}`,
    left: (history: number, bulletins: number, letters: number) =>
      `还有 ${[
        history > 0 ? `${history} 行历史记录` : '',
        bulletins > 0 ? `${bulletins} 期已印发的通报` : '',
        letters > 0 ? `${letters} 份已发出的函件` : '',
      ]
        .filter(Boolean)
        .join('、')}含这段文字：它们不能改动。`,
    refused: (title: string) => `未遮盖：${title}`,
  },
  refuse: { title: '不遮盖', text: '写明理由。提出时抄下的原文同时清除。', yes: '不遮盖' },
  onItem: '遮盖个人信息',
} as const;
