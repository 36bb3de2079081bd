/** Signing in, the first administrator, a new password. */
export const signInWords = {
  title: '登录',
  signInName: '用户名',
  password: '密码',
  submit: '登录',
  totpTitle: '动态口令',
  totp: '动态口令',
  totpHint: '打开手机上的身份验证程序，填写现在显示的 6 位数字。',
  totpSubmit: '确定',
  back: '返回',
  again: '请重新登录',
  againText: '长时间没有操作，登录已结束。登录后从原处继续，填写的内容不会丢失。',
  someoneElse: '换人登录（离开本页）',
  leave: '暂不登录',
  wait: (seconds: number) => `尝试次数过多，请等 ${waitText(seconds)}再试。`,
  forgotten: '忘记密码，请与本单位的系统管理员联系，领取一次性验证码。',
  withCode: '用一次性验证码设置密码',
  first: '首次使用：建立第一位管理员',
  welcome: '报送、采用、计分、通报，一条线办完。',
} as const;

function waitText(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.ceil(seconds))} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}

export const firstAdministratorWords = {
  title: '建立第一位管理员',
  lead: '系统里还没有任何人。启动程序的终端上显示了一次性验证码，凭它建立第一位管理员；这个验证码用过即失效。',
  code: '一次性验证码',
  codeHint: '在启动报采通的终端窗口里，形如 ABCD-EFGH-JKLM。',
  name: '姓名',
  nameHint: '出现在办理记录里，请用真实姓名。',
  signInName: '用户名',
  signInNameHint: '登录时填写，可用字母、数字、点和短横。',
  password: '密码',
  repeat: '再填一次密码',
  submit: '建立并登录',
  mismatch: '两次填写的密码不一样',
} as const;

export const newPasswordWords = {
  title: '设置新密码',
  mustChange: '现在的密码是别人代设的，请改成只有自己知道的密码，再继续办事。',
  withCode: '凭管理员给的一次性验证码设置新密码。验证码用过即失效。',
  signInName: '用户名',
  code: '一次性验证码',
  current: '现在的密码',
  password: '新密码',
  repeat: '再填一次新密码',
  submit: '设置密码',
  mismatch: '两次填写的密码不一样',
  done: '密码已设置',
} as const;
