/** `account.edit`: one's own phone. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { editPerson, loadPerson } from '../store/people.ts';
import type { Action } from './action.ts';

export interface EditAccount {
  readonly version: number;
  /** Empty: none. */
  readonly phone: string;
}

export const editAccount: Action<EditAccount, { readonly version: number }> = {
  name: 'account.edit',
  says: '修改自己的电话',
  needs: 'account.keep',
  siteOf: () => undefined,
  input: {
    type: 'object',
    required: ['version', 'phone'],
    additionalProperties: false,
    properties: { version: { type: 'integer', minimum: 1, maximum: 2_147_483_646 }, phone: { type: 'string', maxLength: 40 } },
  },
  async run({ db, actor, record }, { version, phone }): Promise<Outcome<{ readonly version: number }>> {
    const person = actor.person === undefined ? undefined : await loadPerson(db, actor.person);
    if (!person) return refuse('wrong-state', [problem('no-account', '只有登录的人才有账号')]);
    if (!(await editPerson(db, person.id, version, { phone: phone.trim() || null })))
      return refuse('stale-version', [problem('stale-version', '您的资料已被改过，请重新打开', 'version')]);
    await record({ thing: 'person', thingId: String(person.id), detail: { was: { phone: person.phone }, to: { phone } } });
    return accept({ version: version + 1 });
  },
};
