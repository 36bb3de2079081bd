/** What views of inspections share: the head of one. */
import { type InspectionState, inspectionStateNames } from '../domain/inspection/lifecycle.ts';
import { type InspectedKind, inspectedKindNames } from '../domain/inspection/subject.ts';

export interface InspectionHead {
  readonly inspection: number;
  readonly version: number;
  readonly name: string;
  readonly state: InspectionState;
  readonly stateName: string;
  readonly method: 'whole' | 'sample' | 'list';
  readonly kinds: readonly InspectedKind[];
  readonly kindNames: readonly string[];
  readonly sampleSize: number | null;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly failBelow: number;
  readonly reason: string | null;
}

/** Of `i`. */
export const inspectionHeadColumns = `i.id, i.version, i.name, i.state, i.method, i.kinds, i.sample_size, i.seed, i.from_on, i.to_on, i.fail_below,
  i.reason`;
export interface InspectionHeadRow {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly state: InspectionState;
  readonly method: 'whole' | 'sample' | 'list';
  readonly kinds: readonly InspectedKind[];
  readonly sample_size: number | null;
  readonly seed: number;
  readonly from_on: string;
  readonly to_on: string;
  readonly fail_below: number;
  readonly reason: string | null;
}

export const inspectionHeadOf = (row: InspectionHeadRow): InspectionHead => ({
  ...{ inspection: row.id, version: row.version, name: row.name, state: row.state, stateName: inspectionStateNames[row.state] },
  ...{ method: row.method, kinds: row.kinds, kindNames: row.kinds.map((kind) => inspectedKindNames[kind]), sampleSize: row.sample_size },
  ...{ seed: row.seed, from: row.from_on, to: row.to_on, failBelow: row.fail_below, reason: row.reason },
});
