/** The bulletin of an inspection (检查通报): its sentences and its tables say the same figures, because they are made from them. */
import { dayFrom } from '../calendar/day.ts';
import { chineseOrdinal, showPeriod, showValue } from '../display.ts';
import type { Block, Cell, OfficialDocument, Paragraph, Table } from '../document.ts';
import { isZero, toNumber } from '../exact.ts';
import type { InspectionCounts, InspectionFigures, JudgedSubject, UnitInspection } from './figures.ts';
import { type InspectedKind, inspectedKindNames } from './subject.ts';

/** What the document says of the inspection besides its figures. */
export interface ReportedInspection {
  readonly name: string;
  readonly siteName: string;
  /** The office that issues it. */
  readonly issuer: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly method: 'whole' | 'sample' | 'list';
  readonly failBelow: number;
  readonly issuedOn?: string;
  /** 发文字号, as the office's registry gave it. */
  readonly documentNumber?: string;
  /** The issue that this one corrects, and why. */
  readonly corrects?: { readonly documentNumber: string; readonly reason: string };
  /** Confirmed findings, in the order they are to stand. */
  readonly found: readonly ReportedFound[];
}
export interface ReportedFound {
  readonly subject: string;
  readonly kind: InspectedKind;
  readonly unitName: string;
  readonly indicatorName: string;
  readonly veto: boolean;
  readonly place?: string | undefined;
  readonly body: string;
  readonly link?: string | undefined;
  readonly foundOn: string;
}

const counters: Readonly<Record<InspectedKind, string>> = { site: '家', section: '个', account: '个', unit: '家' };
const ways = { whole: '全面检查', sample: '抽查', list: '按清单检查' } as const;
const rate = (counts: Pick<InspectionCounts, 'failRate'>): string => showValue(counts.failRate, { percent: true, decimals: 2 });

const paragraph = (style: Paragraph['style'], text: string): Paragraph => ({ kind: 'paragraph', style, text });

/** One table of what there are more than a few of is an attachment; sentences stand in the body. */
export function inspectionDocument(about: ReportedInspection, figures: InspectionFigures): OfficialDocument {
  const vetoes = about.found.filter(({ veto }) => veto);
  const others = about.found.filter(({ veto }) => !veto);
  const failed = figures.judged.filter((one) => one.failed);
  const attachments = [
    { title: '各单位检查情况', blocks: [tableBlock(unitTable(figures))] },
    ...(failed.length > 0 ? [{ title: '不合格名单', blocks: [tableBlock(failedTable(failed))] }] : []),
    ...(vetoes.length > 0 ? [{ title: '单项否决问题', blocks: [tableBlock(foundTable(vetoes))] }] : []),
    ...(others.length > 0 ? [{ title: '其他问题', blocks: [tableBlock(foundTable(others))] }] : []),
  ];
  return {
    ...(about.documentNumber === undefined ? {} : { documentNumber: about.documentNumber }),
    title: `关于${about.corrects ? '更正' : ''}${about.name}情况的通报`,
    blocks: [
      ...(about.corrects ? [paragraph('body', corrected(about.corrects))] : []),
      ...numbered([
        ['总体情况', overview(about, figures)],
        ['存在的主要问题', troubles(figures, about)],
        ['有关要求', requirements(figures)],
      ]),
    ],
    attachments,
    issuers: [about.issuer],
    ...(about.issuedOn === undefined ? {} : { issuedOn: about.issuedOn }),
  };
}

const corrected = ({ documentNumber, reason }: { readonly documentNumber: string; readonly reason: string }): string =>
  `${documentNumber}通报有变动（${reason.trim().replace(/[。；]+$/, '')}），现更正如下，以本通报为准。`;

function overview(about: ReportedInspection, figures: InspectionFigures): readonly string[] {
  const days = showPeriod({ from: dayFrom(about.from) ?? 0, to: dayFrom(about.to) ?? 0 });
  const parts = figures.kinds.map((one) => {
    const counter = counters[one.kind];
    return `${inspectedKindNames[one.kind]}${one.checked}${counter}，不合格${one.failed}${counter}，不合格率${rate(one)}`;
  });
  const missing = figures.subjects - figures.checked;
  return [
    `${days}，对${about.siteName}有关网站、栏目、新媒体账号和单位进行了${ways[about.method]}，共检查对象${figures.checked}个，` +
      `合格${figures.passed}个，不合格${figures.failed}个，不合格率${rate(figures)}。`,
    ...(parts.length > 0 ? [`其中，${parts.join('；')}。`] : []),
    ...(missing > 0 ? [`另有${missing}个对象没有检查，不计入。`] : []),
  ];
}

function troubles(figures: InspectionFigures, { failBelow }: ReportedInspection): readonly string[] {
  if (figures.found === 0) return ['检查没有发现问题。'];
  const rest = figures.found - figures.vetoes;
  return [
    `检查发现并核实问题${figures.found}个，其中单项否决问题${figures.vetoes}个，其他问题${rest}个，涉及对象${figures.troubled}个。`,
    ...(figures.namedUnits.length > 0
      ? [`有不合格对象的单位${figures.namedUnits.length}个：${figures.namedUnits.join('、')}。`]
      : ['没有不合格的对象。']),
    ...(failBelow > 0 ? [`有单项否决问题，或者从100分中扣分后低于${failBelow}分的，为不合格。`] : ['有单项否决问题的，为不合格。']),
  ];
}

const requirements = ({ found }: InspectionFigures): readonly string[] =>
  found === 0
    ? ['各单位要继续做好内容更新和日常检查。']
    : ['有问题的单位要逐项查找原因，按要求整改并报告结果；其他单位要对照检查，防止同类问题发生。'];

const numbered = (parts: readonly (readonly [heading: string, texts: readonly string[]])[]): readonly Block[] =>
  parts.flatMap(([heading, texts], index) => [
    paragraph('heading1', `${chineseOrdinal(index + 1)}、${heading}`),
    ...texts.map((text) => paragraph('body', text)),
  ]);

const tableBlock = (table: Table): Block => ({ kind: 'table', ...table });

const number = (title: string): Table['columns'][number] => ({ title, align: 'right', width: 1.2 });
const words = (title: string, width: number): Table['columns'][number] => ({ title, align: 'left', width });
const ordinal = { title: '序号', align: 'center', width: 0.8 } as const;

const countCells = (counts: InspectionCounts): readonly Cell[] => [
  ...[counts.subjects, counts.checked, counts.passed, counts.failed],
  ...[rate(counts), counts.found, counts.vetoes],
];

function unitTable(figures: InspectionFigures): Table {
  const rows = figures.units.map((one: UnitInspection, index) => ({ cells: [index + 1, one.unitName, ...countCells(one)] }));
  return {
    columns: [
      ordinal,
      words('单位', 3),
      number('应检查'),
      number('已检查'),
      number('合格'),
      number('不合格'),
      number('不合格率'),
      number('问题'),
      number('单项否决'),
    ],
    rows: [...rows, { cells: [null, '合计', ...countCells(figures)], emphasis: true }],
  };
}

function failedTable(failed: readonly JudgedSubject[]): Table {
  return {
    columns: [
      ordinal,
      words('对象', 3),
      { title: '类别', align: 'center', width: 1.5 },
      words('责任单位', 2.5),
      number('单项否决'),
      number('扣分'),
    ],
    rows: failed.map((one, index) => ({
      cells: [
        index + 1,
        one.name,
        inspectedKindNames[one.kind],
        one.unitName,
        one.vetoes,
        isZero(one.deducted) ? 0 : toNumber(one.deducted),
      ],
    })),
  };
}

function foundTable(found: readonly ReportedFound[]): Table {
  return {
    columns: [
      ordinal,
      words('对象', 2),
      words('责任单位', 2),
      words('指标', 2),
      words('问题', 3.5),
      // Addresses, which cannot be broken, would make the whole table small.
      words('位置', 1.8),
      { title: '检查日期', align: 'center', width: 1.6 },
    ],
    rows: found.map((one, index) => ({
      cells: [...[index + 1, one.subject, one.unitName, one.indicatorName, one.body], one.place || null, one.foundOn],
    })),
  };
}
