/** `mail-server.configure`: by which server the platform sends mail, and when people get their digest who have not chosen. */

import { digestTimes, mailSchema, mailSecurities, timeSchema } from '../domain/notification/settings.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { loadMailServer, type MailServer, saveMailServer } from '../store/mail-server.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';

export interface ConfigureMailServer extends MailServer {
  /** Kept encrypted, and shown to nobody again; the present one stays where none is given, as long as the user does. */
  readonly password?: string;
}

const line = (maxLength: number) => ({ type: 'string', maxLength, pattern: '^[^\\r\\n]*$' }) as const;

export const configureMailServer: Action<ConfigureMailServer, { readonly version: number }> = {
  name: 'mail-server.configure',
  says: '设置发邮件的服务器和默认的提醒时间',
  needs: 'platform.configure',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['version', 'active', 'host', 'port', 'security', 'user', 'sender', 'senderName', 'certificate', 'digest', 'digestAt'],
    properties: {
      version: { type: 'integer', minimum: 0, maximum: 2_147_483_646 },
      active: { type: 'boolean' },
      host: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[A-Za-z0-9.:-]+$', description: '主机名或 IP 地址' },
      port: { type: 'integer', minimum: 1, maximum: 65_535 },
      security: { enum: mailSecurities },
      user: { anyOf: [{ type: 'null' }, { ...line(200), minLength: 1 }] },
      password: { type: 'string', minLength: 1, maxLength: 500 },
      sender: mailSchema,
      senderName: { ...line(60), minLength: 1 },
      certificate: { anyOf: [{ type: 'null' }, { type: 'string', minLength: 1, maxLength: 20_000 }] },
      digest: { enum: digestTimes },
      digestAt: timeSchema,
    },
    additionalProperties: false,
  },
  async run({ client, tools, record }, { password, ...settled }) {
    const held = await loadMailServer(client);
    const keeps = held !== undefined && held.password !== null && held.user === settled.user && held.host === settled.host;
    const findings = serverFindings(settled, password !== undefined || keeps);
    if (findings.length > 0) return refuse('bad-input', findings);
    if (password !== undefined) await holdSeals(client);
    const sealed = settled.user === null || (password === undefined && !keeps) ? null : undefined;
    const secret = password === undefined || settled.user === null ? sealed : tools.seal(new TextEncoder().encode(password));
    if (!(await saveMailServer(client, settled, secret)))
      return refuse('stale-version', [problem('stale-version', '设置已被别人改过，请重新打开', 'version')]);
    const { version, certificate, ...told } = settled;
    const detail = { ...told, certificate: certificate !== null, ...(password === undefined ? {} : { password: '已更换' }) };
    await record({ thing: 'message', thingId: 'server', detail });
    return accept({ version: version + 1 });
  },
};

function serverFindings({ user, certificate }: MailServer, hasPassword: boolean): Finding[] {
  return [
    // A password is not handed to another server than it was given for.
    ...(user !== null && !hasPassword ? [problem('password', '请填写这个用户在邮件服务器上的口令', 'password')] : []),
    ...(certificate !== null && !/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/.test(certificate.trim())
      ? [problem('certificate', '证书应是 PEM 格式，以 -----BEGIN CERTIFICATE----- 开头', 'certificate')]
      : []),
  ];
}
