/** `inspection.plan`: an inspection is planned: of which kinds of subjects, all or a sample, from when to when. */
import { dayFrom } from '../domain/calendar/day.ts';
import { MOST_SEED } from '../domain/inspection/sample.ts';
import type { InspectedKind } from '../domain/inspection/subject.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { addInspection, type InspectionMethod } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { inspectionSettings, kindsSchema, nameSchema, type SteppedInspection } from './inspection-subject.ts';
import { daySchema, siteSchema } from './submission-subject.ts';

export interface PlanInspection {
  readonly site: string;
  readonly name: string;
  readonly method: InspectionMethod;
  readonly kinds: readonly InspectedKind[];
  readonly sampleSize?: number;
  /** The same subjects and the same seed give the same sample; drawn where not given. */
  readonly seed?: number;
  readonly from: string;
  readonly to: string;
}

export const planInspection: Action<PlanInspection, SteppedInspection> = {
  name: 'inspection.plan',
  says: '新建一次检查：查哪些类别，全查还是抽查，起止日期',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'name', 'method', 'kinds', 'from', 'to'],
    additionalProperties: false,
    properties: {
      ...{ site: siteSchema, name: nameSchema, kinds: kindsSchema, from: daySchema, to: daySchema },
      method: { enum: ['whole', 'sample', 'list'] },
      sampleSize: { type: 'integer', minimum: 1, maximum: 100_000 },
      seed: { type: 'integer', minimum: 1, maximum: MOST_SEED },
    },
  },
  async run(context, input) {
    const { client, actor, tools, now, record } = context;
    const { site, method, from, to, sampleSize } = input;
    const [first, last] = [dayFrom(from), dayFrom(to)];
    const findings: Finding[] = [
      ...(first === undefined ? [problem('day', '没有这一天', 'from')] : []),
      ...(last === undefined ? [problem('day', '没有这一天', 'to')] : []),
      ...(first !== undefined && last !== undefined && first > last ? [problem('period', '结束日期早于开始日期', 'to')] : []),
      ...((method === 'sample') === (sampleSize !== undefined)
        ? []
        : [problem('sample-size', method === 'sample' ? '请写抽查几个' : '只有抽查才写抽查几个', 'sampleSize')]),
    ];
    if (findings.length > 0) return refuse('bad-input', findings);
    const name = input.name.trim();
    const seed = input.seed ?? drawnSeed(tools.randomBytes(4));
    const { failBelow } = await inspectionSettings(context, site);
    const kinds = [...new Set(input.kinds)];
    const by = { by: actor.person, byName: actor.name, now };
    const id = await addInspection(client, site, { name, state: 'planned', method, kinds, sampleSize, seed, from, to, failBelow, ...by });
    if (id === undefined) return refuse('conflict', [problem('duplicate', `已有名为“${name}”的检查`, 'name')]);
    await record({ thing: 'inspection', thingId: String(id), to: 'planned', detail: { name, method, kinds, sampleSize, seed, from, to } });
    return accept({ inspection: id, version: 1, state: 'planned' });
  },
};

const drawnSeed = (bytes: Uint8Array): number => (bytes.reduce((value, byte) => (value * 256 + byte) % MOST_SEED, 0) % MOST_SEED) + 1;
