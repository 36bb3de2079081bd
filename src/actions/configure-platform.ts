/** `platform.configure`: 三员分立, passwords, sessions, waits. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { settlingFindings } from '../domain/people/appointment.ts';
import { type PeopleSettings, peopleSettingsFindings, peopleSettingsSchema } from '../domain/people/settings.ts';
import { separationFindings } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { rolesOfAll } from '../store/appointments.ts';
import { holdAppointments } from '../store/people.ts';
import { loadPlatformSettings, savePlatformSettings } from '../store/platform-settings.ts';
import type { Action } from './action.ts';

export interface ConfigurePlatform {
  readonly version: number;
  /** What is to change. */
  readonly people: Partial<PeopleSettings>;
}

export const configurePlatform: Action<ConfigurePlatform, { readonly version: number }> = {
  name: 'platform.configure',
  says: '修改账号、口令、登录的规则，启用或停用三员分立',
  needs: 'platform.configure',
  siteOf: () => undefined,
  input: {
    type: 'object',
    required: ['version', 'people'],
    additionalProperties: false,
    properties: { version: { type: 'integer', minimum: 0, maximum: 2_147_483_646 }, people: peopleSettingsSchema },
  },
  async run({ db, client, actor, now, record }, { version, people }): Promise<Outcome<{ readonly version: number }>> {
    await holdAppointments(client);
    const held = await loadPlatformSettings(db);
    const beyond = settlingFindings(actor, held.people.separation);
    if (beyond.length > 0) return refuse('forbidden', beyond);
    const findings = peopleSettingsFindings({ ...held.people, ...people });
    if (people.separation === true && !held.people.separation)
      for (const { name, roles } of await rolesOfAll(client, officeDay(now)))
        for (const message of separationFindings(roles)) findings.push(problem('separation', `${name}：${message}`, 'separation'));
    if (findings.length > 0) return refuse('findings', findings);
    if (!(await savePlatformSettings(db, version, { ...held.body, ...people })))
      return refuse('stale-version', [problem('stale-version', '设置已被别人改过，请重新打开', 'version')]);
    await record({ thing: 'platform', thingId: 'settings', detail: { was: pick(held.people, people), to: people } });
    return accept({ version: version + 1 });
  },
};

const pick = (settings: PeopleSettings, changed: Partial<PeopleSettings>): Partial<PeopleSettings> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => name in changed));
