/** `bulletin.sign`: somebody of a unit has received a bulletin for it (签收), once for the unit. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { addReceipt, loadReceived, type ReceivedIssue } from '../store/receipts.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface SignBulletin {
  readonly site: string;
  readonly bulletin: number;
  readonly unit: number;
}

export const signBulletin: Action<SignBulletin, SignBulletin, ReceivedIssue> = {
  name: 'bulletin.sign',
  says: '为本单位签收一期通报',
  needs: 'bulletin.sign',
  siteOf: ({ site }) => site,
  subject: {
    reads: 'bulletin.sign',
    load: ({ client }, { site, bulletin, unit }) => loadReceived(client, site, bulletin, unit),
    missing: ({ bulletin }) => `没有第 ${bulletin} 号通报，或者它不发给您的单位`,
  },
  input: {
    type: 'object',
    required: ['site', 'bulletin', 'unit'],
    properties: { site: siteSchema, bulletin: idSchema, unit: idSchema },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, bulletin, unit }, received) {
    if (received.corrected) return refuse('wrong-state', [problem('corrected', '这一期已经更正，请签收更正后的一期')]);
    if (!(await addReceipt(client, received, { person: actor.person, name: actor.name, now })))
      return refuse('conflict', [problem('signed', `${received.unitName}已经签收过`)]);
    // Not a line of the bulletin's own, which all its readers see: who signed is the unit's and the office's to know.
    await record({ thing: 'receipt', thingId: `${bulletin}-${unit}`, detail: { bulletin, unit, unitName: received.unitName } });
    return accept({ site, bulletin, unit });
  },
};
