/** `person.edit`: name, sign-in name, phone. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { keepingFindings } from '../domain/people/appointment.ts';
import { readSignInName, signInNameFindings } from '../domain/people/code.ts';
import { officeDay } from '../store/actors.ts';
import { loadAccount, powersSituation } from '../store/appointments.ts';
import { editPerson as edit, personBySignInName } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import type { Action } from './action.ts';

export interface EditPerson {
  /** For whoever keeps the people of one site. */
  readonly site?: string;
  readonly person: number;
  readonly version: number;
  readonly signInName?: string;
  readonly name?: string;
  /** Empty: none. */
  readonly phone?: string;
}

export const editPerson: Action<EditPerson, { readonly person: number; readonly version: number }> = {
  name: 'person.edit',
  says: '修改姓名、登录名、电话',
  needs: 'person.manage',
  siteOf: (input) => input.site,
  input: {
    type: 'object',
    required: ['person', 'version'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      person: { type: 'integer', minimum: 1 },
      version: { type: 'integer', minimum: 1, maximum: 2_147_483_646 },
      signInName: { type: 'string', minLength: 1, maxLength: 128 },
      name: { type: 'string', pattern: '^(?=.*\\S)[^\\p{Cc}]{1,64}$', description: '姓名，至多 64 个字' },
      phone: { type: 'string', maxLength: 40 },
    },
  },
  async run({ db, actor, now, record }, input): Promise<Outcome<{ readonly person: number; readonly version: number }>> {
    const { person: id, version } = input;
    const account = await loadAccount(db, actor, 'person.manage', { person: id, site: input.site, day: officeDay(now) });
    if (!account) return refuse('not-found', [problem('unknown-person', '没有这个人，或者您看不到', 'person')]);
    const { people } = await loadPlatformSettings(db);
    const findings = keepingFindings(actor, { id, held: account.held }, await powersSituation(db, officeDay(now), people.separation));
    if (findings.length > 0) return refuse('forbidden', findings);
    if (account.person.state === 'left') return refuse('wrong-state', [problem('has-left', '这个人已经离开，账号不再修改')]);
    const signInName = input.signInName === undefined ? undefined : readSignInName(input.signInName);
    const unfit = signInName === undefined ? [] : signInNameFindings(signInName);
    if (unfit.length > 0) return refuse('findings', unfit);
    const holder = signInName === undefined ? undefined : await personBySignInName(db, signInName);
    if (holder && holder.id !== id)
      return refuse('conflict', [problem('sign-in-name-taken', `登录名“${signInName}”已有人用`, 'signInName')]);
    const to = {
      ...(signInName === undefined ? {} : { signInName }),
      ...(input.name === undefined ? {} : { name: input.name.trim() }),
      ...(input.phone === undefined ? {} : { phone: input.phone.trim() || null }),
    };
    if (!(await edit(db, id, version, to)))
      return refuse('stale-version', [problem('stale-version', '这个人的资料已被别人改过，请重新打开', 'version')]);
    const { signInName: was, name, phone } = account.person;
    await record({ site: '', thing: 'person', thingId: String(id), detail: { was: { signInName: was, name, phone }, to } });
    return accept({ person: id, version: version + 1 });
  },
};
