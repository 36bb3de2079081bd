/** `inspection-subject.save`: makes a subject of inspections (对象), or changes one. It is put out of use, never deleted. */
import type { InspectedKind } from '../domain/inspection/subject.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { loadInspectionSubject, saveInspectionSubject, subjectPlaces } from '../store/inspection-subjects.ts';
import type { Action } from './action.ts';
import { kindSchema, nameSchema, pastDay, staleInspection } from './inspection-subject.ts';
import { daySchema, idSchema, siteSchema, versionSchema } from './submission-subject.ts';

export interface SaveInspectionSubject {
  readonly site: string;
  /** Absent for a new one; given with the version seen. */
  readonly subject?: number;
  readonly version?: number;
  readonly kind: InspectedKind;
  readonly name: string;
  /** Responsible for it. */
  readonly unit: number;
  readonly address?: string | null;
  /** One of the site's own sections: its updates are then seen by themselves. */
  readonly section?: number | null;
  readonly intervalDays?: number | null;
  readonly updatedOn?: string | null;
  readonly active?: boolean;
}

const none = { type: 'null' } as const;

export const saveSubject: Action<SaveInspectionSubject, { readonly subject: number }> = {
  name: 'inspection-subject.save',
  says: '设立或修改检查对象：网站、栏目、新媒体账号、单位',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'kind', 'name', 'unit'],
    additionalProperties: false,
    properties: {
      ...{ site: siteSchema, subject: idSchema, version: versionSchema, kind: kindSchema, name: nameSchema, unit: idSchema },
      address: { anyOf: [{ type: 'string', maxLength: 500 }, none] },
      section: { anyOf: [idSchema, none] },
      intervalDays: { anyOf: [{ type: 'integer', minimum: 1, maximum: 3650 }, none] },
      updatedOn: { anyOf: [daySchema, none] },
      active: { type: 'boolean' },
    },
  },
  async run({ client, now, record }, input) {
    const { site, subject, kind, unit, section, updatedOn } = input;
    const name = input.name.trim();
    const held = subject === undefined ? undefined : await loadInspectionSubject(client, site, subject);
    if (subject !== undefined && !held) return refuse('not-found', [problem('not-found', `没有第 ${subject} 号检查对象`, 'subject')]);
    if (held && held.version !== input.version) return staleInspection({ ...held, state: '' });
    const there = await subjectPlaces(client, site, { subject, kind, name, unit, section });
    const findings: Finding[] = [
      ...(there.unit ? [] : [problem('unknown-unit', `没有 ${unit} 号单位`, 'unit')]),
      ...(there.section ? [] : [problem('unknown-section', `没有 ${section} 号栏目`, 'section')]),
      ...(section != null && kind !== 'section' ? [problem('not-a-section', '只有类别是栏目的，才能对应本站的栏目', 'section')] : []),
      ...(updatedOn == null ? [] : pastDay(updatedOn, now, 'updatedOn')),
    ];
    if (findings.length > 0) return refuse('bad-input', findings);
    if (there.taken) return refuse('conflict', [problem('duplicate', `这个单位已有同一类别的“${name}”`, 'name')]);
    const row = {
      ...{ kind, name, unit, address: input.address?.trim() || null, section: section ?? null },
      ...{ intervalDays: input.intervalDays ?? null, updatedOn: updatedOn ?? null, active: input.active ?? true },
    };
    const id = await saveInspectionSubject(client, site, held && { id: subject as number, version: held.version }, row, now);
    if (id === undefined) return staleInspection({ version: held?.version ?? 0, state: '' });
    await record({ thing: 'inspection-subject', thingId: String(id), detail: row });
    return accept({ subject: id });
  },
};
