/** The problems of a period in words: sentences and a table that a bulletin may take over, and the figures its own sentences may name. */

import { showDate, showValue } from '../display.ts';
import type { Cell, Table } from '../document.ts';
import { fraction } from '../exact.ts';
import type { ZeroNaming } from '../organisation/settings.ts';
import {
  type FrozenReporting,
  heldBy,
  type ReportedUnit,
  type ReportingFigures,
  type ReportingProblem,
  reportingProblems,
} from './reporting.ts';

/** What a draft names to take a generated part over: one problem, or all that there are. */
export const reportingBlocks = [
  '报送问题',
  '无审核人',
  '报送不及时',
  '重复报送',
  '报过又报',
  '一稿多投',
  '集中报送',
  '未被采用',
  '没有报送',
] as const;
export type ReportingBlock = (typeof reportingBlocks)[number];

const problemOf: Readonly<Record<Exclude<ReportingBlock, '报送问题'>, ReportingProblem>> = {
  无审核人: 'unreviewed',
  报送不及时: 'late',
  重复报送: 'repeated',
  报过又报: 'again',
  一稿多投: 'copied',
  集中报送: 'burst',
  未被采用: 'refused',
  没有报送: 'none-reported',
};

/** Units named in a sentence; the others are only counted. */
const MOST_NAMED = 5;

const listed = (held: readonly { readonly unit: ReportingFigures; readonly extent: number }[], measure: string): string => {
  const named = held.slice(0, MOST_NAMED).map(({ unit, extent }) => `${unit.unit.name}${measure === '' ? '' : `${extent}${measure}`}`);
  return `（${named.join('、')}${held.length > MOST_NAMED ? '等' : ''}）`;
};

/** One problem in a sentence; undefined where no unit has it. */
export function problemSentence(
  problem: ReportingProblem,
  units: readonly ReportingFigures[],
  naming: ZeroNaming = 'named',
): string | undefined {
  const held = heldBy(problem, units);
  if (held.length === 0 || (problem === 'none-reported' && naming === 'silent')) return undefined;
  const items = held.reduce((sum, { extent }) => sum + extent, 0);
  switch (problem) {
    case 'unreviewed':
      return `部分信息报送时没有审核人，无审核人的信息${items}条${listed(held, '条')}`;
    case 'late':
      return `部分信息报送不及时，超过时效的信息${items}条${listed(held, '条')}`;
    case 'repeated':
      return `有的内容重复报送，因重复未被采用的信息${items}条${listed(held, '条')}`;
    case 'again':
      return `有的内容报过又报，与本单位先前稿件相近的信息${items}条${listed(held, '条')}`;
    case 'copied':
      return `有的内容一稿多投，与其他单位先报稿件相近的信息${items}条${listed(held, '条')}`;
    case 'burst':
      return `有的单位一日集中报送多条，这样的单位有${held.length}个${listed(held, '天')}`;
    case 'refused':
      return `未被采用的信息${items}条（${reasonsOf(units)}）`;
    case 'none-reported':
      return `没有报送信息的单位有${held.length}个${naming === 'named' ? listed(held, '') : ''}`;
  }
}

function reasonsOf(units: readonly ReportingFigures[]): string {
  const counts = new Map<string, number>();
  for (const { name, count } of units.flatMap(({ reasons }) => reasons)) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name}${count}条`)
    .join('、');
}

/**
 * The sentences of a block, one for each problem that some unit has. None where the site's items came in from elsewhere (`undefined`).
 * Where reporting here began only within the period, the first sentence says since when is counted.
 */
export function blockSentences(
  block: ReportingBlock,
  reporting: FrozenReporting | undefined,
  period: { readonly from: string },
): readonly string[] {
  if (!reporting) return [];
  const wanted = block === '报送问题' ? reportingProblems : [problemOf[block]];
  const said = wanted.flatMap((problem) => problemSentence(problem, reporting.units, reporting.zeroNaming) ?? []);
  return reporting.since <= period.from
    ? said
    : said.map((text, index) => (index === 0 ? `${showDate(reporting.since)}以来，${text}` : text));
}

const problemNames: Readonly<Record<ReportingProblem, string>> = {
  unreviewed: '无审核人',
  late: '报送不及时',
  repeated: '重复报送',
  again: '报过又报',
  copied: '一稿多投',
  burst: '集中报送',
  refused: '未被采用',
  'none-reported': '没有报送信息',
};
const measures: Readonly<Record<ReportingProblem, string>> = {
  unreviewed: '条',
  late: '条',
  repeated: '条',
  again: '条',
  copied: '条',
  burst: '天',
  refused: '条',
  'none-reported': '',
};

/**
 * The table of problems: which unit, what, when it last reported, and until when to put it right where the office says so. Undefined where
 * there is nothing to print. Repeated items stand in their own words and are not told again as not adopted.
 */
export function problemTable(reporting: FrozenReporting | undefined, deadline: string | undefined): Table | undefined {
  const rows = (reporting?.units ?? []).flatMap((unit) => {
    const said = reportingProblems.flatMap((problem) => {
      if (problem === 'none-reported' && reporting?.zeroNaming) return [];
      const repeated = problem === 'refused' ? (heldBy('repeated', [unit])[0]?.extent ?? 0) : 0;
      const extent = (heldBy(problem, [unit])[0]?.extent ?? 0) - repeated;
      return extent > 0 ? [`${problemNames[problem]}${measures[problem] === '' ? '' : `${extent}${measures[problem]}`}`] : [];
    });
    if (said.length === 0) return [];
    const cells: Cell[] = [unit.unit.name, said.join('，'), unit.lastOn === null ? '—' : showDate(unit.lastOn)];
    return [{ cells: deadline === undefined ? cells : [...cells, showDate(deadline)] }];
  });
  if (rows.length === 0) return undefined;
  return {
    columns: [
      { title: '单位', align: 'left', width: 2 },
      { title: '问题', align: 'left', width: 4 },
      { title: '最近报送日期', align: 'center', width: 1.6 },
      ...(deadline === undefined ? [] : [{ title: '整改期限', align: 'center', width: 1.6 } as const]),
    ],
    rows,
  };
}

const rateOf = ({ adopted, submitted }: { readonly adopted: number; readonly submitted: number }): string =>
  showValue(submitted === 0 ? null : fraction(BigInt(adopted), BigInt(submitted)), { percent: true, decimals: 1 });

/** What sentences may name under 报送情况; false where there is none, so that a template can ask. */
export function reportingScope(reporting: FrozenReporting | undefined): Readonly<Record<string, unknown>> | false {
  if (!reporting) return false;
  const { totals, units } = reporting;
  const among = (problem: ReportingProblem, measure: string): readonly object[] =>
    heldBy(problem, units).map(({ unit, extent }) => ({ 单位: unit.unit.name, [measure]: extent }));
  const countOf = (problem: ReportingProblem): number => heldBy(problem, units).reduce((sum, { extent }) => sum + extent, 0);
  return {
    起始日期: showDate(reporting.since),
    报送: totals.submitted,
    采用: totals.adopted,
    采用率: rateOf(totals),
    未采用: totals.rejected,
    不采用原因: totals.reasons.map(({ name, count }) => ({ 原因: name, 条数: count })),
    无审核人: totals.unreviewed,
    不及时: totals.late,
    重复: countOf('repeated'),
    报过又报: countOf('again'),
    一稿多投: countOf('copied'),
    无审核人单位: among('unreviewed', '条数'),
    不及时单位: among('late', '条数'),
    重复单位: among('repeated', '条数'),
    报过又报单位: among('again', '条数'),
    一稿多投单位: among('copied', '条数'),
    集中报送单位: among('burst', '天数'),
    未采用单位: among('refused', '条数'),
    没有报送单位: reporting.zeroNaming ? [] : heldBy('none-reported', units).map(({ unit }) => unit.unit.name),
    没有报送单位数: reporting.zeroNaming === 'silent' ? '' : heldBy('none-reported', units).length,
    单位: units.map(unitScope),
  };
}

const unitScope = (unit: ReportedUnit): Readonly<Record<string, unknown>> => ({
  单位: unit.unit.name,
  分组: unit.unit.group,
  报送: unit.submitted,
  采用: unit.adopted,
  采用率: rateOf(unit),
  未采用: unit.rejected,
  不采用原因: unit.reasons.map(({ name, count }) => ({ 原因: name, 条数: count })),
  无审核人: unit.unreviewed,
  不及时: unit.late,
  联合: unit.joint,
  最近报送日期: unit.lastOn === null ? '—' : showDate(unit.lastOn),
});
