/** Why the database cannot be used as things stand. Every refusal carries one Chinese sentence that says what to do. */
export type StartRefusalCode =
  | 'binaries-missing'
  | 'binaries-unusable'
  | 'data-newer'
  | 'data-older'
  | 'disk-full'
  | 'folder-blocked'
  | 'folder-in-use'
  | 'folder-not-ours'
  | 'folder-unwritable'
  | 'key-file'
  | 'migration-changed'
  | 'migration-newer'
  | 'no-account'
  | 'port-in-use'
  | 'rights-missing'
  | 'secret-missing'
  | 'server-failed'
  | 'server-too-old'
  | 'server-unreachable';

export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
  readonly code: StartRefusalCode;

  constructor(code: StartRefusalCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.code = code;
  }
}

const SENTENCES: Readonly<Record<string, readonly [StartRefusalCode, string]>> = {
  ECONNREFUSED: ['server-unreachable', '连不上数据库服务器：请确认它已启动，并核对 DATABASE_URL 中的地址和端口。'],
  ENOENT: ['server-unreachable', '连不上数据库服务器：DATABASE_URL 中的套接字文件不存在，请确认服务器已启动并核对路径。'],
  ENOTFOUND: ['server-unreachable', '找不到数据库服务器：请核对 DATABASE_URL 中的主机名。'],
  ETIMEDOUT: ['server-unreachable', '连接数据库服务器超时：请核对 DATABASE_URL 中的地址，并检查网络和防火墙。'],
  '28000': ['rights-missing', '数据库服务器拒绝登录：请核对 DATABASE_URL 中的用户名，以及服务器的 pg_hba.conf。'],
  '28P01': ['rights-missing', '数据库服务器拒绝登录：请核对 DATABASE_URL 中的用户名和密码。'],
  '3D000': ['server-unreachable', 'DATABASE_URL 中的数据库不存在：请先由管理员建库（create database … encoding UTF8），再启动。'],
  '42501': [
    'rights-missing',
    'DATABASE_URL 中的用户权限不足：它要能在库中建表，且能建角色；或请管理员先执行 create role baocaitong_app nologin; grant baocaitong_app to 该用户 with admin option;',
  ],
  '53100': ['disk-full', '磁盘已满，数据库写不下去：请清理数据目录所在的磁盘后再试，已保存的数据不受影响。'],
  '53300': ['server-unreachable', '数据库服务器的连接已用完：请关闭多余的连接，或调大服务器的 max_connections。'],
};

/** A refusal for what a driver or the operating system reported, where a person can do something about it. */
export function asStartRefusal(error: unknown): StartRefusal | undefined {
  if (error instanceof StartRefusal) return error;
  const known = SENTENCES[errorCode(error) ?? ''];
  return known ? new StartRefusal(known[0], known[1], { cause: error }) : undefined;
}

/** The code of a system error (ENOENT) or of PostgreSQL (SQLSTATE). */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  // Node tries several addresses of one host and reports them together.
  return error instanceof AggregateError ? errorCode(error.errors[0]) : undefined;
}
