/** `inspection.import`: an inspection list of one file becomes an inspection, or goes on with it: all of it or nothing. */
import { cellText, type SheetRow } from '../domain/import/cell.ts';
import type { ImportFinding } from '../domain/import/row.ts';
import { indexNames } from '../domain/import/unit-names.ts';
import { type ListedCheck, type ListedCheckReading, listReader, looksLikeListHeader, readListHeader } from '../domain/inspection/list.ts';
import { type InspectedKind, inspectedKinds } from '../domain/inspection/subject.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { loadRoster, type Roster } from '../store/import.ts';
import { addFound, type NewFound } from '../store/inspection-findings.ts';
import { keepListed, subjectKey } from '../store/inspection-subjects.ts';
import { addInspection, addToInspection, checkSubjects, inspectionNamed } from '../store/inspections.ts';
import type { Action, ActionContext } from './action.ts';
import { inspectionSettings, kindSchema, nameSchema, pastDay, siteIndicators, unlessUnderWay } from './inspection-subject.ts';

export interface ImportInspection {
  readonly site: string;
  /** The inspection of this name goes on; where there is none it is made, and is under way. */
  readonly name: string;
  readonly fileName: string;
  readonly sha256: string;
  /** The rows of the list, heading included, in portions of any size. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  /** What all subjects are, where the list has no column for it. */
  readonly kind?: InspectedKind;
}
export interface ImportedInspection {
  readonly inspection: number;
  /** The inspection was made by this import. */
  readonly made: boolean;
  readonly rows: number;
  /** Subjects that were not known before. */
  readonly subjects: number;
  /** Subjects looked at by this list for the first time. */
  readonly checked: number;
  readonly findings: number;
  /** Findings that were there already. */
  readonly known: number;
}

/** A title may stand above the heading, and an office's name above that. */
const HEADING_WITHIN = 10;
const MOST_FINDINGS = 10_000;
const MOST_ROWS = 100_000;

export const importInspection: Action<ImportInspection, ImportedInspection> = {
  name: 'inspection.import',
  says: '导入检查清单',
  inside: true,
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'name', 'fileName', 'sha256', 'rows'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      name: nameSchema,
      fileName: { type: 'string', minLength: 1 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      rows: { type: 'object' },
      kind: kindSchema,
    },
  },
  async run(context, input) {
    const { client, record, now } = context;
    const { site, fileName, sha256 } = input;
    const roster = await loadRoster(client, site);
    if (!roster) return refuse('not-found', [problem('no-site', `没有网站“${site}”，请先用 baocaitong site set-up 设立`)]);
    const read = await readChecks(context, input, roster);
    if (!read.ok) return read;
    const checks = read.value;
    if (checks.length === 0) return refuse('bad-input', [problem('no-rows', '表头下面没有内容')]);
    const late = checks.flatMap(({ row, on }) => pastDay(on, now, `第${row}行`));
    if (late.length > 0) return refuse('findings', late);
    const place = await placeOf(context, input, checks);
    if (!place.ok) return place;
    const saved = await saveChecks(context, site, place.value.id, checks);
    const answer = { inspection: place.value.id, made: place.value.made, rows: checks.length, ...saved };
    await record({
      ...{ thing: 'inspection', thingId: String(place.value.id), to: 'under-way' },
      detail: { name: input.name.trim(), file: fileName, sha256, ...answer },
    });
    return accept(answer);
  },
};

/** All rows below the heading, or every reason why not. */
async function readChecks(
  context: ActionContext,
  { site, rows, kind }: ImportInspection,
  roster: Roster,
): Promise<Outcome<readonly ListedCheck[]>> {
  const indicators = await siteIndicators(context, site);
  const checks: ListedCheck[] = [];
  const findings: ImportFinding[] = [];
  let reader: ((row: SheetRow) => ListedCheckReading) | undefined;
  let [tried, done] = [0, 0];
  for await (const portion of rows) {
    for (const row of portion) {
      if (row.cells.every((cell) => cellText(cell) === undefined)) continue;
      if (!reader) {
        tried += 1;
        if (!looksLikeListHeader(row) && tried < HEADING_WITHIN) continue;
        const { columns, findings: faults } = readListHeader(row);
        if (faults.length > 0) return refuse('bad-input', faults);
        reader = listReader(columns, indexNames(roster.units), indicators, kind);
        continue;
      }
      const reading = reader(row);
      if (reading.ok) checks.push(reading.check);
      else if (findings.length < MOST_FINDINGS) findings.push(...reading.findings);
      done += 1;
      if (done > MOST_ROWS) return refuse('bad-input', [problem('too-long', `清单超过 ${MOST_ROWS} 行，请分开导入`)]);
    }
    context.progress(done);
  }
  if (!reader) return refuse('bad-input', [problem('no-heading', '文件中没有表头：要有写着“对象”“责任单位”“检查日期”等列名的一行')]);
  return findings.length > 0 ? refuse('findings', findings) : accept(checks);
}

/** The inspection the list belongs to: the one of this name, or a new one over the days of the list. */
async function placeOf(
  context: ActionContext,
  { site, name: given }: ImportInspection,
  checks: readonly ListedCheck[],
): Promise<Outcome<{ readonly id: number; readonly made: boolean }>> {
  const { client, actor, now } = context;
  const name = given.trim();
  const held = await inspectionNamed(client, site, name);
  if (held) return unlessUnderWay(held) ?? accept({ id: held.id, made: false });
  const days = checks.map(({ on }) => on).sort();
  const { failBelow } = await inspectionSettings(context, site);
  const id = await addInspection(client, site, {
    ...{ name, state: 'under-way', method: 'list', sampleSize: undefined, seed: 1, failBelow },
    kinds: inspectedKinds.filter((kind) => checks.some((one) => one.kind === kind)),
    ...{ from: days[0] as string, to: days.at(-1) as string, by: actor.person, byName: actor.name, now },
  });
  if (id === undefined) throw new Error(`inspection “${name}” of ${site} is neither there nor can it be made`);
  return accept({ id, made: true });
}

async function saveChecks(
  { client, actor, tools, now }: ActionContext,
  site: string,
  inspection: number,
  checks: readonly ListedCheck[],
): Promise<Pick<ImportedInspection, 'subjects' | 'checked' | 'findings' | 'known'>> {
  const { ids, added } = await keepListed(client, site, oncePerSubject(checks), now);
  const idOf = (check: ListedCheck): number => ids.get(subjectKey(check)) as number;
  await addToInspection(client, site, inspection, [...new Set(checks.map(idOf))]);
  let checked = 0;
  for (const [on, own] of Map.groupBy(checks, (check) => check.on))
    checked += await checkSubjects(client, site, inspection, { subjects: own.map(idOf), on, byName: actor.name });
  const found = new Map<string, NewFound>();
  for (const check of checks) {
    if (!check.found) continue;
    const { indicator, ...rest } = check.found;
    const key = tools.sha256(JSON.stringify([idOf(check), check.on, indicator.code, rest.body, rest.place, rest.link]));
    const named = { indicator: indicator.code, indicatorName: indicator.name, veto: indicator.veto };
    found.set(key, { ...rest, ...named, subject: idOf(check), unit: check.unit, on: check.on, key });
  }
  const made = await addFound(client, site, inspection, [...found.values()], { person: actor.person, name: actor.name, now });
  return { subjects: added, checked, findings: made.length, known: found.size - made.length };
}

/** A subject of several rows, with what its rows say of it: the latest update, and the first word on everything else. */
function oncePerSubject(checks: readonly ListedCheck[]): readonly ListedCheck[] {
  return [...Map.groupBy(checks, subjectKey).values()].map((own) => {
    const latest = own
      .flatMap(({ updatedOn }) => updatedOn ?? [])
      .sort()
      .at(-1);
    const said = Object.assign({}, ...own.toReversed()) as ListedCheck;
    return latest === undefined ? said : { ...said, updatedOn: latest };
  });
}
