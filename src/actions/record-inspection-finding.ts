/** `inspection-finding.record`: something wrong with a subject, with its place, snapshot and link; it counts when a second person confirms it. */
import { findIndicator } from '../domain/inspection/indicators.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { addFound, ownFile } from '../store/inspection-findings.ts';
import { checkSubjects, type LoadedInspection, subjectsIn } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { inspectionSubject, pastDay, siteIndicators, unlessUnderWay } from './inspection-subject.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';

export interface RecordInspectionFinding {
  readonly site: string;
  readonly inspection: number;
  readonly subject: number;
  /** Code or name. */
  readonly indicator: string;
  readonly on: string;
  readonly body: string;
  readonly place?: string;
  readonly link?: string;
  readonly snapshotSha256?: string;
  /** Other points than the settings give the indicator. */
  readonly points?: number;
}

const line = { type: 'string', maxLength: 500 } as const;

export const recordFound: Action<RecordInspectionFinding, { readonly finding: number }, LoadedInspection> = {
  name: 'inspection-finding.record',
  says: '登记检查发现的问题：指标、位置、截图和链接',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  subject: inspectionSubject,
  input: {
    type: 'object',
    required: ['site', 'inspection', 'subject', 'indicator', 'on', 'body'],
    additionalProperties: false,
    properties: {
      ...{ site: siteSchema, inspection: idSchema, subject: idSchema, on: daySchema, place: line, link: line },
      indicator: { type: 'string', minLength: 1, maxLength: 100 },
      body: { type: 'string', pattern: '\\S', maxLength: 2000 },
      snapshotSha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      points: { type: 'number', minimum: 0, maximum: 100 },
    },
  },
  async run(context, input, loaded) {
    const { client, actor, now, record } = context;
    const { site, subject, on, snapshotSha256 } = input;
    const closed = unlessUnderWay(loaded);
    if (closed) return closed;
    const about = (await subjectsIn(client, site, loaded.id, [subject])).get(subject);
    const looked = findIndicator(await siteIndicators(context, site), input.indicator);
    const known = snapshotSha256 === undefined || (await ownFile(client, site, snapshotSha256, actor.person));
    const findings: Finding[] = [
      ...pastDay(on, now),
      ...(about?.inside ? [] : [problem('unknown-subject', '这个对象不在这次检查中', 'subject')]),
      ...(looked.found ? [] : [problem('unknown-indicator', `没有指标“${input.indicator}”`, 'indicator')]),
      ...(known ? [] : [problem('unknown-file', '没有这个文件，请重新上传', 'snapshotSha256')]),
    ];
    if (findings.length > 0 || !about || !looked.found) return refuse('bad-input', findings);
    const { code, name, veto } = looked.found;
    const points = (input.points ?? looked.found.points)?.toString();
    const [body, place, link] = [input.body.trim(), input.place?.trim() || undefined, input.link?.trim() || undefined];
    const found = { subject, unit: about.unit, indicator: code, indicatorName: name, veto, points, body, place, link, snapshotSha256, on };
    const [finding] = await addFound(client, site, loaded.id, [found], { person: actor.person, name: actor.name, now });
    if (finding === undefined) throw new Error(`a finding without a key was not added to ${site}/${loaded.id}`);
    await checkSubjects(client, site, loaded.id, { subjects: [subject], on, byName: actor.name });
    const detail = { inspection: loaded.id, subject: about.name, indicator: name, veto, on };
    await record({ thing: 'inspection-finding', thingId: String(finding), to: 'found', detail });
    return accept({ finding });
  },
};
