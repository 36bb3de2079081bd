/** The page of an outside expert. */
export const expertWords = {
  title: '请您看稿',
  lead: '下面的稿件请您过目并提出意见。意见直接送到撰稿单位，不用登录。',
  open: '打开稿件',
  openText: '为了防止邮件程序误开链接，请点一下再看。打开会留下记录。',
  from: (site: string, unit: string) => `${site}，${unit}报送`,
  forYou: (name: string, until: string) => `供${name}审阅，${until}前有效`,
  comment: '您的意见',
  placeholder: '请写意见，可以分几次发',
  send: '发送意见',
  sent: '意见已送到撰稿单位，谢谢您。',
  yours: '已发送的意见',
  filesNote: '附件只列名称；需要附件请与撰稿单位联系。',
} as const;
