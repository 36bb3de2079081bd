/** `key.rotate`: seals every secret anew with the newest key of the key file; the terminal has added that key before. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { resealNotifications } from '../store/notifications.ts';
import { resealAll } from '../store/people.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';

export const rotateKey: Action<Readonly<Record<string, never>>, { readonly sealed: number }> = {
  name: 'key.rotate',
  says: '用新密钥重新加密所有保密内容',
  needs: 'key.rotate',
  siteOf: () => undefined,
  inside: true,
  input: { type: 'object', additionalProperties: false },
  async run({ client, tools, record }): Promise<Outcome<{ readonly sealed: number }>> {
    await holdSeals(client, true);
    let lost = 0;
    const anew = (bytes: Buffer): Uint8Array => {
      const secret = tools.open(bytes);
      if (!secret) lost += 1;
      return secret ? tools.seal(secret) : bytes;
    };
    const sealed = (await resealAll(client, anew)) + (await resealNotifications(client, anew));
    if (lost > 0)
      return refuse('conflict', [
        problem('key-missing', `有 ${lost} 项内容是用密钥文件里没有的密钥加密的：请先恢复原来的密钥文件，什么都没有改`),
      ]);
    await record({ thing: 'platform', thingId: 'key', to: 'rotated', detail: { sealed } });
    return accept({ sealed });
  },
};
