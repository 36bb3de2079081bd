/** Signing in, the first administrator, a new password. */
export const signInWords = {
  title: '登录',
  signInName: '登录名',
  password: '口令',
  submit: '登录',
  totp: '动态口令',
  totpHint: '打开手机上的身份验证程序，填写现在显示的 6 位数字；手机不在身边时，可以填一个恢复码。',
  totpSubmit: '确定',
  back: '返回',
  again: '请重新登录',
  againText: '长时间没有操作，登录已结束。登录后从原处继续，填写的内容不会丢失。',
  leave: '暂不登录',
  wait: (seconds: number) => `尝试次数过多，请等 ${waitText(seconds)}再试。`,
  forgotten: '忘记口令，请与本单位的系统管理员联系，领取一次性口令。',
  withCode: '已有一次性口令，去设置自己的口令',
  first: '首次使用：建立第一位管理员',
  welcome: '报送、采用、计分、通报，一条线办完。',
} as const;

function waitText(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.ceil(seconds))} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}

/** The pair of fields in which a new password is typed. */
export const newPasswordFieldWords = {
  password: '新口令',
  repeat: '再填一次',
  mismatch: '两次填写的口令不一样',
  hint: '至少 8 个字符，大小写字母、数字、其他字符中有三种；不要用姓名和常见的口令。',
} as const;

export const firstAdministratorWords = {
  title: '建立第一位管理员',
  lead: '系统里还没有任何人。启动程序的终端上显示了一次性口令，凭它建立第一位管理员，用过即失效。',
  code: '一次性口令',
  codeHint: '在启动报采通的终端窗口里，不分大小写。',
  name: '姓名',
  nameHint: '出现在办理记录里，请用真实姓名。',
  signInName: '登录名',
  signInNameHint: '登录时填写，可用字母、数字、点和短横。',
  submit: '建立并登录',
} as const;

export const newPasswordWords = {
  title: '设置新口令',
  mustChange: '现在的口令是别人代设的，或者已经用得太久。请改成只有自己知道的新口令，再继续办事。',
  withCode: '凭管理员给的一次性口令设置自己的口令，用过即失效。',
  code: '一次性口令',
  codeHint: '不分大小写，短横可以不填。',
  current: '现在的口令',
  submit: '设置口令',
  done: (name: string) => `${name}的口令已设置，请用新口令登录。`,
  signIn: '去登录',
  signInName: (name: string) => `登录名：${name}`,
  out: '退出登录',
} as const;
