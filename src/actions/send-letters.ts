/** `letter.send`: units that reported nothing in a period get their letter (零报送通知): frozen under its hash, and in their inbox. */
import { heldBy } from '../domain/bulletin/reporting.ts';
import { zeroLetter } from '../domain/bulletin/zero-letter.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { addZeroLetters, officeName, type SentLetter } from '../store/letters.ts';
import { loadReporting } from '../store/reporting.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface SendLetters {
  readonly site: string;
  /** YYYY-MM-DD, both inside. */
  readonly from: string;
  readonly to: string;
  readonly units: readonly number[];
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2024-05-01' } as const;

export const sendLetters: Action<SendLetters, { readonly sent: readonly SentLetter[] }> = {
  name: 'letter.send',
  says: '把零报送通知发给单位，存档并进单位的收件箱',
  needs: 'letter.send',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'from', 'to', 'units'],
    properties: { site: siteSchema, from: day, to: day, units: { type: 'array', minItems: 1, maxItems: 500, items: idSchema } },
    additionalProperties: false,
  },
  async run({ client, actor, now, tools, record }, { site, from, to, units }) {
    const period = { from: dayFrom(from) ?? Number.NaN, to: dayFrom(to) ?? Number.NaN };
    if (!(period.from <= period.to)) return refuse('bad-input', [problem('period', '起止日期不对', 'from')]);
    const today = officeDay(now);
    if (to > today) return refuse('conflict', [problem('not-over', `这段时间到 ${to} 才完，单位还来得及报送`)]);
    const reporting = await loadReporting(client, site, period);
    const zero = new Map(heldBy('none-reported', reporting?.units ?? []).map(({ unit }) => [unit.unit.id, unit]));
    if (units.some((unit) => !zero.has(unit)))
      return refuse('conflict', [problem('reported', '有单位不在这段时间没有报送信息的单位之内，请重新看一遍名单', 'units')]);
    const issuer = await officeName(client, site);
    const letters = [...new Set(units)].flatMap((unit) => {
      const held = zero.get(unit);
      if (!held) return [];
      const document = zeroLetter({ unit: held.unit.name, issuer, period: { from, to }, lastOn: held.lastOn, on: today });
      return [{ unit, document, sha256: tools.sha256(canonicalJson(document)) }];
    });
    const sent = await addZeroLetters(client, site, { from, to }, letters, { person: actor.person, name: actor.name, now });
    if (sent.length === 0) return refuse('conflict', [problem('sent', '这段时间的通知已经发过了')]);
    for (const { letter, unit } of sent) {
      const sha256 = letters.find((one) => one.unit === unit)?.sha256;
      const detail = { unit, unitName: zero.get(unit)?.unit.name, kind: 'zero-report', from, to, sha256 };
      await record({ thing: 'letter', thingId: String(letter), to: 'sent', detail });
    }
    return accept({ sent });
  },
};
