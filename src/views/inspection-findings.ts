/** What an inspection found, vetoes first where they are asked for apart; with the steps that are open to whoever looks. */

import { type FoundState, type FoundStep, foundStateNames, foundStates, openFoundSteps } from '../domain/inspection/lifecycle.ts';
import { type InspectedKind, inspectedKindNames } from '../domain/inspection/subject.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type RectificationState, rectificationStateNames } from '../domain/rectification/lifecycle.ts';
import { foundReached } from '../store/inspection-report.ts';
import { reachedSite } from '../store/visible.ts';
import { idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface InspectionFindingsInput {
  readonly site: string;
  readonly inspection: number;
  readonly state?: FoundState;
  /** Only vetoes, or only the others. */
  readonly what?: 'veto' | 'other';
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownFound {
  readonly finding: number;
  readonly version: number;
  readonly state: FoundState;
  readonly stateName: string;
  readonly subject: number;
  readonly subjectName: string;
  readonly kindName: string;
  readonly unitName: string;
  readonly indicator: string;
  readonly indicatorName: string;
  readonly veto: boolean;
  readonly points: number | null;
  readonly body: string;
  readonly place: string | null;
  readonly link: string | null;
  readonly snapshotSha256: string | null;
  readonly foundOn: string;
  readonly foundBy: string;
  readonly confirmedBy: string | null;
  readonly reason: string | null;
  /** How it is put right, once it was handed to its unit. */
  readonly rectification: {
    readonly id: number;
    readonly state: RectificationState;
    readonly stateName: string;
    readonly dueOn: string | null;
    readonly overdue: boolean;
  } | null;
  readonly steps: readonly OpenLifeStep<FoundStep>[];
}

interface Row extends Omit<ShownFound, 'finding' | 'stateName' | 'kindName' | 'points' | 'rectification' | 'steps'> {
  readonly id: number;
  readonly kind: InspectedKind;
  readonly points: string | null;
  readonly finder: number | null;
  readonly unit: number;
  readonly mending: number | null;
  readonly mendingState: RectificationState | null;
  readonly dueOn: string | null;
  readonly overdue: boolean | null;
}

export const inspectionFindings = makeView<InspectionFindingsInput, Page<ShownFound>>(
  { view: 'inspection-findings', says: '一次检查发现的问题：位置、截图、链接，谁发现、谁核实，单项否决可以单列' },
  {
    type: 'object',
    required: ['site', 'inspection'],
    properties: {
      ...{ site: siteProperty, inspection: idProperty, ...pageProperties },
      state: { enum: [...foundStates] },
      what: { enum: ['veto', 'other'] },
    },
    additionalProperties: false,
  },
  async (client, actor, { site, inspection, state, what, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'inspection.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      `f.site_id = ${bind(site)} and f.inspection_id = ${bind(inspection)} and f.id > ${bind(Number(after ?? 0))}`,
      foundReached(actor, site, bind),
      ...(state === undefined ? [] : [`f.state = ${bind(state)}`]),
      ...(what === undefined ? [] : [what === 'veto' ? 'f.veto' : 'not f.veto']),
    ];
    const found = await client.query<Row>(
      `select f.id, f.version, f.state, f.subject_id as subject, s.name as "subjectName", s.kind, f.unit_id as unit, u.name as "unitName", f.indicator,
         f.indicator_name as "indicatorName", f.veto, f.points, f.body, f.place, f.link, f.snapshot_sha256 as "snapshotSha256",
         f.found_on as "foundOn", f.found_by_name as "foundBy", f.found_by as finder, f.confirmed_by_name as "confirmedBy", f.reason,
         r.id as mending, r.state as "mendingState", r.due_on as "dueOn",
         r.state = 'noticed' and r.due_on < (now() at time zone 'Asia/Shanghai')::date as overdue
       from inspection_findings f join inspection_subjects s on s.site_id = f.site_id and s.id = f.subject_id
       join units u on u.site_id = f.site_id and u.id = f.unit_id
       left join rectifications r on r.site_id = f.site_id and r.inspection_finding_id = f.id
       where ${where.join(' and ')} order by f.id limit ${bind(limit + 1)}`,
      values,
    );
    const show = ({ id, kind, points, finder, unit, mending, mendingState, dueOn, overdue, ...row }: Row): ShownFound => ({
      ...row,
      ...{ finding: id, stateName: foundStateNames[row.state], kindName: inspectedKindNames[kind] },
      points: points === null ? null : Number(points),
      rectification:
        mending === null || mendingState === null
          ? null
          : {
              ...{ id: mending, state: mendingState, stateName: rectificationStateNames[mendingState], dueOn },
              overdue: overdue ?? false,
            },
      steps: openFoundSteps(
        { state: row.state, finder: finder ?? undefined, person: actor.person, handedOver: mending !== null },
        (capability) => may(actor, capability, { site, units: [unit] }),
      ),
    });
    return accept(pageOf(found.rows, limit, show));
  },
);
