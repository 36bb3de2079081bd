/** `commission.ask`: further units are asked for the same. */
import { takeCommission } from '../domain/commission/lifecycle.ts';
import { unitFindings } from '../domain/commission/place.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { addTasks, askedUnits, type LoadedCommission, moveCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { askedUnitsSchema, commissionSubject, type SeenCommission, type SteppedCommission, seenSchema } from './commission-subject.ts';
import { staleBeside } from './desk-subject.ts';

export const askCommission: Action<SeenCommission & { readonly units: readonly number[] }, SteppedCommission, LoadedCommission> = {
  name: 'commission.ask',
  says: '同一件约稿再约几个单位',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission', { units: askedUnitsSchema }, ['units']),
  async run({ client, now, record }, { site, version, units }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takeCommission('ask', loaded);
    if (!next.ok) return next;
    const found = await askedUnits(client, site, units, officeDay(now));
    const gone = units.flatMap((unit, at) =>
      found.some((one) => one.unit === unit && one.active) ? [] : [problem('unit-gone', '没有这个单位，或者已撤销、合并', `units[${at}]`)],
    );
    const findings = [...unitFindings(units), ...gone];
    if (findings.length > 0) return refuse('bad-input', findings);
    const tasks = await addTasks(client, site, loaded.id, units, now);
    if (tasks.length < units.length) return refuse('conflict', [problem('asked', '有的单位已经约过了，请重新选', 'units')]);
    if (!(await moveCommission(client, loaded, {}))) return staleBeside(loaded);
    await record({ thing: 'commission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail: { units } });
    for (const { id, unit } of tasks)
      await record({ thing: 'commission-task', thingId: String(id), to: 'asked', detail: { commission: loaded.id, unit } });
    return accept({ commission: loaded.id, version: version + 1, state: next.value });
  },
};
