/** Telling people: the mail server, one's own address and times, what an office is sent. */
import type { DigestTimes, MailSecurity } from '../../domain/notification/settings.ts';

export const digestNames: Readonly<Record<DigestTimes, string>> = { workdays: '工作日', daily: '每天', off: '不提醒' };
export const securityNames: Readonly<Record<MailSecurity, string>> = {
  starttls: 'STARTTLS（常用端口 587）',
  tls: 'TLS（常用端口 465）',
  none: '不加密（常用端口 25）',
};

const times = (digest: DigestTimes, at: string): string =>
  digest === 'off' ? digestNames.off : `${digest === 'daily' ? digestNames.daily : '工作日'} ${at}`;

export const mailWords = {
  title: '邮件',
  lead: '平台用一台邮件服务器寄出验证码、待办提醒和每月数字。邮件里只有标题和件数，没有正文。',
  state: {
    title: '现在的情况',
    none: '还没有设置邮件服务器，任何人都收不到邮件。',
    off: '已停用，任何人都收不到邮件。',
    well: '正常',
    untried: '还没有寄过邮件，请试发一封。',
    fault: '最近的故障',
    away: '邮件寄不出去：',
    retry: '下次再试',
    sent: '最近寄出',
    waiting: '等着寄出',
    failed: '七天内没有寄出',
    count: (count: number) => `${count} 封`,
    waitsText: '服务器恢复以后自动寄出，每封只寄一次；别的工作不受影响。',
  },
  server: {
    title: '邮件服务器',
    active: '用这台服务器寄邮件',
    host: '服务器地址',
    hostHint: '如 mail.example.gov.cn',
    port: '端口',
    security: '加密方式',
    plain: '不加密时，口令和邮件在网络上看得见，只宜用在本机或专网里。',
    user: '用户名',
    userHint: '服务器不要求登录的，不填。',
    password: '口令',
    passwordKept: '已保存，不再显示；不改就不填。换了服务器或用户名，要重新填写。',
    passwordHint: '加密保存，不再显示。',
    sender: '发件邮箱',
    senderName: '发件人名称',
    certificate: '服务器的证书',
    certificateHint: '服务器用自签名证书时，把证书（PEM 格式）贴在这里；一般不填。',
  },
  digest: {
    title: '默认的提醒时间',
    text: '没有自己选过的人按这里提醒。一天最多一封，有新到的待办才寄。',
    when: '什么时候提醒',
    at: '几点',
  },
  save: '保存',
  saved: '邮件设置已保存',
  test: {
    title: '试发邮件',
    text: '保存以后寄一封到您写的邮箱，几秒钟后看结果。',
    address: '寄到',
    send: '试发',
    sending: '正在寄出',
    recent: '最近的试发和没有寄出的',
    none: '还没有试发过。',
    columns: { at: '时间', kind: '什么', address: '寄到', state: '结果' },
  },
} as const;

export const myNotificationWords = {
  title: '待办提醒',
  text: '有新的事等您办，一天最多寄一封，列出标题和件数；只寄现在就能由您办的。',
  noServer: '平台还没有设置邮件服务器，暂时收不到邮件。',
  mail: '邮箱',
  none: '没有填写。填写以后，先寄验证码，验证过才开始提醒。',
  add: '填写邮箱',
  change: '换一个邮箱',
  remove: '去掉邮箱',
  removed: '邮箱已去掉',
  address: '您的邮箱',
  send: '寄验证码',
  pending: (address: string) => `验证码寄往 ${address}，30 分钟内有效。没有收到的，看看垃圾邮件，或者过一分钟再寄一次。`,
  code: '验证码',
  confirm: '验证',
  wrong: (left: number) => (left > 0 ? `验证码不对，还可以试 ${left} 次。` : '验证码不对，已失效，请重新寄。'),
  confirmed: '邮箱已启用',
  cancel: '取消',
  when: '什么时候提醒',
  asPlatform: (digest: DigestTimes, at: string) => `按平台规定：${times(digest, at)}`,
  at: '几点',
  atHint: '不填，就按平台规定的钟点。',
  hook: '同时送到自己的程序',
  hookText: '会用接口的人才需要：待办以签名的 JSON 送到这个网址。',
  url: '网址',
  urlHint: '以 https:// 开头；不送就不填。',
  secret: '签名用的密钥',
  secretHint: '至少 16 个字符，接收的程序用它核对签名。',
  secretKept: '已保存；换了网址要重新填写。',
  save: '保存',
  saved: '提醒的时间已保存',
} as const;

export const siteNotificationWords = {
  title: '定期通知',
  lead: '每月把上月的数字寄给签发人；办公室自己有程序的，把待办送过去。',
  noServer: '平台还没有设置邮件服务器，每月数字暂时寄不出去。请联系系统管理员。',
  figures: {
    title: '每月数字',
    text: '到那一天，把上月各单位的报送、采用情况寄给本网站的签发人，附 Excel 表。收件人是验证过邮箱的签发人。',
    day: '每月哪一天',
    never: '不寄',
    dayOf: (day: number) => `${day} 日`,
    short: '当月没有这一天的，在最后一天寄。',
  },
  hook: {
    title: '送到办公室的程序',
    text: '在平台规定的提醒时间，把办公室的待办（待采用、待签发等）以签名的 JSON 送到这个网址；有新到的才送。',
    url: '网址',
    urlHint: '以 https:// 开头；不送就不填。内部网络的地址要由管服务器的人放行。',
    secret: '签名用的密钥',
    secretHint: '至少 16 个字符，接收的程序用它核对签名。',
    secretKept: '已保存；换了网址要重新填写。',
  },
  save: '保存',
  saved: '定期通知已保存',
} as const;

/** Messages that did not get out. */
export const failedWords = {
  title: '没有发出的通知',
  none: '没有。试了约十小时还发不出的，停下来列在这里，可以再发一次。',
  columns: { at: '时间', kind: '什么', to: '给谁', fault: '原因', act: '办理' },
  kind: (kind: string, channel: string) => `${kind}（${channel}）`,
  retry: '再发一次',
  retryOf: (kind: string, to: string) => `再发一次：给${to}的${kind}`,
  done: '已排上，马上再发',
} as const;
