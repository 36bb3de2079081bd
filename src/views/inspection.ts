/** One inspection: how far it is, its figures and what can be done with it now. */

import { showValue } from '../domain/display.ts';
import type { InspectionCounts } from '../domain/inspection/figures.ts';
import { type Indicator, indicatorsOf } from '../domain/inspection/indicators.ts';
import { type InspectionStep, openInspectionSteps } from '../domain/inspection/lifecycle.ts';
import { inspectedKindNames } from '../domain/inspection/subject.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may, mayIn, reachIn } from '../domain/permission.ts';
import { type InspectionIssueHead, inspectionIssues } from '../store/inspection-issues.ts';
import { figuresOf } from '../store/inspection-report.ts';
import { settingsFrom } from '../store/site-settings.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { type InspectionHead, type InspectionHeadRow, inspectionHeadColumns, inspectionHeadOf } from './inspection-parts.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

/** Counts with the rate as it is printed. */
export interface ShownCounts extends Omit<InspectionCounts, 'failRate'> {
  readonly failRate: string;
}
export interface ShownInspection extends InspectionHead {
  readonly site: VisibleSite;
  readonly counts: ShownCounts;
  readonly open: number;
  readonly kindCounts: readonly (ShownCounts & { readonly kindName: string })[];
  readonly units: readonly (ShownCounts & { readonly unit: number; readonly unitName: string })[];
  readonly namedUnits: readonly string[];
  readonly steps: readonly OpenLifeStep<InspectionStep>[];
  /** What a finding may be of. */
  readonly indicators: readonly Indicator[];
  readonly mayWrite: boolean;
  /** All of the site is seen: its bulletin may be taken. */
  readonly whole: boolean;
  /** Its issued bulletins, the newest first. */
  readonly issues: readonly InspectionIssueHead[];
}

const shownCounts = ({ subjects, checked, passed, failed, failRate, troubled, found, vetoes }: InspectionCounts): ShownCounts => ({
  ...{ subjects, checked, passed, failed, troubled, found, vetoes },
  failRate: showValue(failRate, { percent: true, decimals: 2 }),
});

export const inspection = makeView<{ readonly site: string; readonly inspection: number }, ShownInspection>(
  { view: 'inspection', says: '一次检查的进度、数字和现在能办的步骤' },
  {
    type: 'object',
    required: ['site', 'inspection'],
    properties: { site: siteProperty, inspection: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, inspection: id }) => {
    const seen = await reachedSite(client, actor, 'inspection.read', site);
    if (!seen.ok) return seen;
    const held = await client.query<InspectionHeadRow & { readonly settings: string }>(
      `select ${inspectionHeadColumns}, w.settings::text as settings from inspections i join sites w on w.id = i.site_id
       where i.site_id = $1 and i.id = $2`,
      [site, id],
    );
    const [row] = held.rows;
    const figures = row && (await figuresOf(client, actor, site, id, row.fail_below));
    const { all } = reachIn(actor, 'inspection.read', site);
    if (!row || !figures || (!all && figures.subjects === 0))
      return refuse('not-found', [problem('not-found', `没有第 ${id} 号检查，或者您看不到它`, 'inspection')]);
    const issues = await inspectionIssues(client, site, id);
    const confirmed = figures.judged.reduce((sum, one) => sum + one.found, 0);
    const situation = {
      state: row.state,
      unchecked: figures.subjects - figures.checked,
      open: figures.open,
      confirmed,
      issued: issues.length > 0,
      person: actor.person,
    };
    return accept({
      ...inspectionHeadOf(row),
      site: seen.value,
      counts: shownCounts(figures),
      open: figures.open,
      kindCounts: figures.kinds.map((one) => ({ ...shownCounts(one), kindName: inspectedKindNames[one.kind] })),
      units: figures.units.map((one) => ({ ...shownCounts(one), unit: one.unit, unitName: one.unitName })),
      namedUnits: figures.namedUnits,
      steps: openInspectionSteps(situation, (capability) => may(actor, capability, { site })),
      indicators: indicatorsOf(settingsFrom(row.settings).inspection),
      mayWrite: mayIn(actor, 'inspection.write', site),
      whole: all,
      issues,
    });
  },
);
