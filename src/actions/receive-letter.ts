/** `letter.receive`: somebody of a unit has opened a letter to it; who was first, and when, is kept. */
import { accept } from '../domain/outcome.ts';
import { addReading, type LoadedLetter, loadLetter } from '../store/letters.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface ReceiveLetter {
  readonly site: string;
  readonly letter: number;
}

export const receiveLetter: Action<ReceiveLetter, ReceiveLetter & { readonly first: boolean }, LoadedLetter> = {
  name: 'letter.receive',
  says: '打开发给本单位的一份通知，记下最先看到的人和时间',
  needs: 'letter.receive',
  siteOf: ({ site }) => site,
  subject: {
    reads: 'letter.read',
    load: ({ client }, { site, letter }) => loadLetter(client, site, letter),
    missing: ({ letter }) => `没有第 ${letter} 号通知，或者它不发给您的单位`,
  },
  input: {
    type: 'object',
    required: ['site', 'letter'],
    properties: { site: siteSchema, letter: idSchema },
    additionalProperties: false,
  },
  async run({ client, actor, now, record, goesOn }, { site, letter }, loaded) {
    const first = !loaded.read && (await addReading(client, loaded, { person: actor.person, name: actor.name, now }));
    if (first)
      await record({
        thing: 'letter',
        thingId: String(letter),
        from: 'sent',
        to: 'read',
        detail: { unit: loaded.unit, unitName: loaded.unitName },
      });
    else goesOn();
    return accept({ site, letter, first });
  },
};
