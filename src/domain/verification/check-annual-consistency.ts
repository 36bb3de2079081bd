import { type AnnualCell, annualCell } from '../annual-report/format.ts';
import { departmentFields } from './annual-fields.ts';
import { isAbbreviationOf } from './annual-units.ts';
import type { AnnualReportView } from './annual-view.ts';
import { cellWords, figureValue } from './annual-words.ts';
import type { Check, DocumentView } from './document-view.ts';
import { squeeze, tidy } from './figures.ts';
import type { Finding, FindingPlace } from './finding.ts';

const mayNot: Readonly<Partial<Record<AnnualReportView['level'], string>>> = {
  town: '乡镇、街道不得制定规章',
  county: '县级政府没有制定规章的权限',
  department: '规章由国务院部门和省级、设区的市级、自治州政府制定，地方部门的这一行一般为0',
};

/** 规章 in the report of a unit that may make none. */
function rules({ level, figures, unit }: AnnualReportView): readonly Finding[] {
  const why = mayNot[level];
  if (why === undefined) return [];
  return ['made', 'inForce', 'newlyMade', 'disclosed', 'abolished'].flatMap((column): readonly Finding[] => {
    const figure = figures.get(annualCell('rule', column));
    if (figure === undefined || figure.value === 0) return [];
    const message = `${cellWords(figure)}为${figure.value}：${why}，“${unit}”的这一格应为0。`;
    const base: Finding = { kind: 'consistency', severity: 'error', where: figure.where, stated: figure.value, expected: 0, message };
    if (level === 'town') return [base];
    return [
      { ...base, severity: 'warning', explanation: '可能把上级的规章或本机关的规范性文件计入了，也可能是代政府起草的规章，请核对。' },
    ];
  });
}

const figure = (id: string): AnnualCell => annualCell(id, 'figure');

/** No topic was responded to, yet so many responses are counted. */
function responses({ figures }: AnnualReportView): readonly Finding[] {
  const topics = figures.get(figure('responded'));
  const times = tidy(figureValue(figures, figure('responsesByMicroblog')) + figureValue(figures, figure('responsesByOther')));
  if (topics === undefined || topics.value > 0 || times === 0) return [];
  const message = `${cellWords(topics)}为${topics.value}，而微博微信和其他方式回应事件合计${times}次，前后不一致。`;
  const explanation = '若回应的都不是热点或重大舆情，前者可以为0，请核对口径。';
  return [{ kind: 'consistency', severity: 'warning', where: topics.where, stated: topics.value, expected: times, message, explanation }];
}

interface Shares {
  readonly where: FindingPlace;
  readonly values: readonly number[];
}

/** 占比80%、10%…, wherever it stands: the main topics of requests. */
function sharesOf({ document: { paragraphs, tables } }: DocumentView): Shares | undefined {
  const valuesIn = (text: string): readonly number[] =>
    [...squeeze(text).matchAll(/占比_*(\d+(?:\.\d+)?)%/gu)].map(([, value]) => Number(value));
  const places: Shares[] = [
    ...tables.flatMap(({ rows }, table) =>
      rows.map(
        (cells, row): Shares => ({ where: { table, row }, values: valuesIn(cells.filter((cell) => typeof cell === 'string').join('')) }),
      ),
    ),
    ...paragraphs.map((text, paragraph): Shares => {
      // a line may break between a topic and its share
      const values = valuesIn(`${text}${paragraphs[paragraph + 1] ?? ''}`);
      return { where: { paragraph }, values: /侧重|主要内容|占比/u.test(text) ? values : [] };
    }),
  ];
  return places.find(({ values }) => values.length >= 2);
}

/** Shares of topics where there were no requests, and shares that are no hundred. */
function topics(view: DocumentView, { figures }: AnnualReportView): readonly Finding[] {
  const received = figures.get(figure('received'));
  const shares = received === undefined ? undefined : sharesOf(view);
  if (received === undefined || shares === undefined) return [];
  const { where, values } = shares;
  const listed = values.map((value) => `${value}%`).join('、');
  const base = { kind: 'consistency', where } as const;
  if (received.value === 0 && values.some((value) => value > 0)) {
    const message = `${cellWords(received)}为0，却列出申请内容的占比（${listed}），前后矛盾。`;
    return [{ ...base, severity: 'error', stated: values.join('/'), expected: 0, message }];
  }
  const sum = tidy(values.reduce((total, value) => total + value, 0));
  if (received.value === 0 || Math.abs(sum - 100) < 0.5) return [];
  const over = sum > 100;
  const message = `申请内容的占比（${listed}）合计${sum}%，${over ? '超过' : '不足'}100%。`;
  if (over) return [{ ...base, severity: 'warning', stated: sum, expected: 100, message }];
  return [{ ...base, severity: 'note', stated: sum, expected: 100, message, explanation: '可能只列了主要的几项。' }];
}

const ofField = (field: string): RegExp =>
  new RegExp(
    `(?:法治|平安|智慧|阳光)${field}(?:建设|工作)|(?:以|用)(?:政务)?公开(?:促进|推动|推进|带动)${field}(?:工作|事业)|我[市县区旗州]?${field}(?:局|系统)`,
    'u',
  );

/** The field of another department in the text of a report: 积极促进法治民政建设 in one of a health office. */
function foreignFields({ document: { paragraphs } }: DocumentView, { level, unit }: AnnualReportView): readonly Finding[] {
  if (level !== 'department') return [];
  return departmentFields.flatMap(({ field, owner }): readonly Finding[] => {
    if (owner.test(unit)) return [];
    const shape = ofField(field);
    const places = paragraphs.flatMap((_, paragraph) => {
      // lines of a pdf break anywhere
      const [words] = shape.exec(squeeze(paragraphs[paragraph]! + (paragraphs[paragraph + 1] ?? ''))) ?? [];
      const known = words !== undefined && !shape.test(squeeze(paragraphs[paragraph + 1] ?? ''));
      return known ? [{ paragraph, words: words! }] : [];
    });
    return places.map(
      ({ paragraph, words }): Finding => ({
        kind: 'consistency',
        severity: 'warning',
        where: { paragraph },
        stated: field,
        message: `第${paragraph + 1}段写作“${words}”，而这是“${unit}”的报告，可能是从其他单位的报告抄来的。`,
      }),
    );
  });
}

/** The signature names another department than the title. */
function foreignSignature({ document: { issuer } }: DocumentView, { level, unit }: AnnualReportView): readonly Finding[] {
  const signed = squeeze(issuer ?? '');
  if (level !== 'department' || !/(?:局|委员会|委|办公室|厅)$/u.test(signed) || signed.includes('、') || isAbbreviationOf(unit, signed))
    return [];
  if (/政府办公[室厅]$/u.test(signed) || signed.slice(-3) === unit.slice(-3)) return [];
  const message = `标题是“${unit}”的报告，署名是“${signed}”，请核对。`;
  return [{ kind: 'consistency', severity: 'warning', where: {}, stated: signed, expected: unit, message }];
}

const tiers: readonly (readonly [own: RegExp, others: string])[] = [
  [/区/u, '县旗'],
  [/县/u, '区旗'],
  [/旗/u, '县'],
];

/** 我县 in the report of a district. */
function foreignTier({ document: { paragraphs } }: DocumentView, { unit }: AnnualReportView): readonly Finding[] {
  const tier = tiers.filter(([own]) => own.test(unit));
  const others = tier.length === 1 ? tier[0]![1] : '';
  if (others === '' || /自治|市$/u.test(unit)) return [];
  const shape = new RegExp(`我[${others}](?![域块])`, 'u');
  const paragraph = paragraphs.findIndex((text) => shape.test(squeeze(text)));
  if (paragraph < 0) return [];
  const [words = ''] = shape.exec(squeeze(paragraphs[paragraph]!)) ?? [];
  const message = `第${paragraph + 1}段自称“${words}”，而这是“${unit}”的报告，可能是从其他单位的报告抄来的。`;
  return [{ kind: 'consistency', severity: 'warning', where: { paragraph }, stated: words, message }];
}

/** What a report says of itself in one place fits what it says in another, and whose it is. */
export const annualConsistencyCheck: Check = {
  name: 'an annual report does not contradict itself',
  find: (view: DocumentView) => {
    const { report } = view;
    if (report === undefined) return [];
    return [
      ...rules(report),
      ...responses(report),
      ...topics(view, report),
      ...foreignFields(view, report),
      ...foreignSignature(view, report),
      ...foreignTier(view, report),
    ];
  },
};
