/** `inspection-finding.rectify`: what was confirmed is handed to its unit to be put right, once; the unit hears of it with the notice. */
import { takeFound } from '../domain/inspection/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import type { LoadedFound } from '../store/inspection-findings.ts';
import { addFoundRectification } from '../store/new-rectifications.ts';
import type { Action } from './action.ts';
import { foundSubject, type SeenFound, seenSchema, staleInspection } from './inspection-subject.ts';

export const rectifyFound: Action<SeenFound, { readonly finding: number; readonly rectification: number }, LoadedFound> = {
  name: 'inspection-finding.rectify',
  says: '把核实的问题交责任单位整改，一个问题只交一次',
  needs: 'rectification.manage',
  siteOf: ({ site }) => site,
  subject: foundSubject,
  input: seenSchema('finding'),
  async run({ client, now, record }, { version }, loaded) {
    const { id, state, handedOver, inspection, subjectName } = loaded;
    const next = takeFound('rectify', { state, handedOver });
    if (!next.ok) return next;
    if (loaded.version !== version) return staleInspection(loaded);
    const rectification = await addFoundRectification(client, loaded, now);
    if (rectification === undefined) return staleInspection(loaded);
    const detail = { finding: id, inspection, subject: subjectName, word: loaded.indicatorName };
    await record({ thing: 'rectification', thingId: String(rectification), to: 'confirmed', detail });
    await record({ thing: 'inspection-finding', thingId: String(id), detail: { inspection, subject: subjectName, rectification } });
    return accept({ finding: id, rectification });
  },
};
