/** What a rescan found in published texts (用语巡查): by state, rule, unit and kind, each in its sentence, with what may be done. */
import { dayFrom } from '../domain/calendar/day.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type FaultSide, type WordingKind, wordingKindNames } from '../domain/rectification/finding.ts';
import { type Excerpt, excerptOf, type RescanKind, readText, rescanKinds, wordingKindOf } from '../domain/rectification/rescan.ts';
import {
  openRescanSteps,
  type RescanState,
  type RescanStep,
  rescanStateNames,
  rescanStates,
} from '../domain/rectification/rescan-lifecycle.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import { isPublished } from '../store/rescan-walk.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { dayProperty, idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { noSuchDay } from './today.ts';
import { makeView } from './view.ts';

export interface RescanFindingsInput {
  readonly site: string;
  /** `found` where not given. */
  readonly state?: RescanState;
  readonly unit?: number;
  readonly rule?: string;
  readonly found?: string;
  readonly kind?: RescanKind;
  readonly submission?: number;
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownRescan {
  readonly finding: number;
  readonly version: number;
  readonly state: RescanState;
  readonly stateName: string;
  readonly submission: number;
  readonly title: string;
  /** It was imported as published: nobody works on it here. */
  readonly recorded: boolean;
  readonly unit: { readonly id: number; readonly name: string };
  readonly side: FaultSide;
  readonly word: string;
  readonly correction: string | null;
  /** In its sentence; null where it stands there no more. */
  readonly excerpt: Excerpt | null;
  readonly place: string;
  readonly times: number;
  /** As which error it is recorded, where nobody says another. */
  readonly recordedAs: WordingKind;
  readonly kindName: string;
  readonly personal: boolean;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly foundOn: string;
  readonly decidedBy: string | null;
  readonly rectification: number | null;
  readonly steps: readonly OpenLifeStep<RescanStep>[];
}
export interface RescanFindings extends Page<ShownRescan> {
  readonly site: VisibleSite;
}

interface Row {
  readonly id: number;
  readonly version: number;
  readonly state: RescanState;
  readonly submission: number;
  readonly title: string;
  readonly recorded: boolean;
  readonly unit_id: number;
  readonly unit_name: string;
  readonly joint_ids: readonly unknown[];
  readonly author_id: number | null;
  readonly people: readonly unknown[] | null;
  readonly side: FaultSide;
  readonly word: string;
  readonly correction: string | null;
  readonly place: string;
  readonly times: number;
  readonly kind: RescanKind;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly found_on: string;
  readonly decided_by_name: string | null;
  readonly rectification_id: number | null;
  readonly text_title: string;
  readonly body: string;
  readonly content: SubmissionContent;
}

const filters = (
  { unit, rule, found, kind, submission, from, to }: RescanFindingsInput,
  bind: (value: unknown) => string,
): readonly string[] => [
  ...(unit === undefined ? [] : [`s.unit_id = ${bind(unit)}`]),
  ...(rule === undefined ? [] : [`f.rule = ${bind(rule)}`]),
  ...(found === undefined ? [] : [`f.found = ${bind(found)}`]),
  ...(kind === undefined ? [] : [`f.kind = ${bind(kind)}`]),
  ...(submission === undefined ? [] : [`f.submission_id = ${bind(submission)}`]),
  ...(from === undefined ? [] : [`f.found_on >= ${bind(from)}::date`]),
  ...(to === undefined ? [] : [`f.found_on <= ${bind(to)}::date`]),
];

export const rescanFindings = makeView<RescanFindingsInput, RescanFindings>(
  { view: 'rescan-findings', says: '用语巡查查到的疑问：按状态、规则、单位、日期筛选，原文里标出位置' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      site: siteProperty,
      state: { enum: rescanStates },
      unit: idProperty,
      rule: { type: 'string', minLength: 1, maxLength: 400 },
      found: { type: 'string', minLength: 1, maxLength: 400 },
      kind: { enum: rescanKinds },
      submission: idProperty,
      from: dayProperty,
      to: dayProperty,
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, state = 'found', after, limit = usualLimit } = input;
    const seen = await reachedSite(client, actor, 'finding.record', site);
    if (!seen.ok) return seen;
    const badDay = [input.from, input.to].find((day) => day !== undefined && dayFrom(day) === undefined);
    if (badDay !== undefined) return noSuchDay(badDay);
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      `f.site_id = ${bind(site)} and f.state = ${bind(state)} and f.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)} and ${isPublished('s')}`,
      rowsReached(actor, 'finding.record', site, placed, bind),
      ...filters(input, bind),
    ];
    const found = await client.query<Row>(
      `select f.id, f.version, f.state, f.submission_id as submission, s.title, s.state = 'recorded' as recorded, s.unit_id, u.name as unit_name,
         s.joint_ids, s.author_id, s.people, f.side, f.word, f.correction, f.place, f.times, f.kind, f.severity, f.rule, f.message, f.found_on,
         f.decided_by_name, f.rectification_id, v.title as text_title, v.body, v.content
       from (select f.* from rescan_findings f join submissions s on s.site_id = f.site_id and s.id = f.submission_id
         where ${where.join(' and ')} order by f.id desc limit ${bind(limit + 1)}) f
       join submissions s on s.site_id = f.site_id and s.id = f.submission_id join units u on u.site_id = s.site_id and u.id = s.unit_id
       join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version order by f.id desc`,
      values,
    );
    const show = (row: Row): ShownRescan => {
      const personal = row.kind === 'privacy';
      const place = {
        ...{ site, units: [row.unit_id, ...row.joint_ids.map(Number)] },
        ...(row.author_id === null ? {} : { author: row.author_id }),
        ...(row.people === null ? {} : { people: row.people.map(Number) }),
      };
      return {
        ...{ finding: row.id, version: row.version, state: row.state, stateName: rescanStateNames[row.state], submission: row.submission },
        ...{ title: row.title, recorded: row.recorded, unit: { id: row.unit_id, name: row.unit_name }, side: row.side, word: row.word },
        ...{
          correction: row.correction,
          place: row.place,
          times: row.times,
          recordedAs: wordingKindOf(row.kind),
          kindName: wordingKindNames[wordingKindOf(row.kind)],
          personal,
        },
        ...{ severity: row.severity, rule: row.rule, message: row.message, foundOn: row.found_on, decidedBy: row.decided_by_name },
        rectification: row.rectification_id,
        excerpt: excerptOf(row.word, readText({ title: row.text_title, body: row.body, content: row.content })) ?? null,
        steps: openRescanSteps({ state: row.state, personal }, (capability) => may(actor, capability, place)),
      };
    };
    return accept({ site: seen.value, ...pageOf(found.rows, limit, show) });
  },
);
