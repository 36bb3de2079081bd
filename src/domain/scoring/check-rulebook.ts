/** Is this a rulebook? Structure by the schema, then names and formulas; all findings at once, each with its path. */
import { dayFrom } from '../calendar/day.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import { checkSchema, didYouMean } from '../schema.ts';
import { checkCircles } from './check-circles.ts';
import { totalOvers } from './figures.ts';
import { FormulaError, namesIn, parseFormula, readsOthers } from './formula.ts';
import { type Column, isFactRule, isWindowRule, type Over, type RankKey, type Rulebook, type WindowRule } from './rulebook.ts';
import { rulebookSchema } from './rulebook-schema.ts';
import { measuredName } from './window-worth.ts';

/** Names that every rulebook has: the sum of all score lines, the score, and in lists the rank. */
const builtInFigures = ['合计', '得分'] as const;
/** Columns that are not figures. */
const builtInColumns = ['名次', '序号', '单位'] as const;

/** Reads unknown data as a rulebook. Refuses with `bad-input` and every fault found. */
export function readRulebook(value: unknown): Outcome<Rulebook> {
  const structure = checkSchema(value, rulebookSchema);
  if (structure.length > 0) return refuse('bad-input', structure);
  const rulebook = value as Rulebook;
  const findings = [
    ...checkDays(rulebook),
    ...checkRules(rulebook),
    ...checkFigures(rulebook),
    ...checkTables(rulebook),
    ...checkTotals(rulebook),
  ];
  const circles = findings.length > 0 ? [] : checkCircles(rulebook);
  return findings.length + circles.length > 0 ? refuse('bad-input', [...findings, ...circles]) : accept(rulebook);
}

/** Reads one rulebook, or a list of dated ones with different first days. */
export function readRulebooks(value: unknown): Outcome<readonly Rulebook[]> {
  if (!Array.isArray(value)) {
    const read = readRulebook(value);
    return read.ok ? accept([read.value]) : read;
  }
  if (value.length === 0) return refuse('bad-input', [problem('length', '至少要有一个计分办法', '（整体）')]);
  const findings: Finding[] = [];
  value.forEach((one, index) => {
    const read = readRulebook(one);
    if (!read.ok) findings.push(...read.findings.map((finding) => ({ ...finding, where: `[${index}].${finding.where ?? ''}` })));
  });
  const firstDays = (value as readonly Rulebook[]).map((one) => one?.from);
  firstDays.forEach((day, index) => {
    if (day !== undefined && firstDays.indexOf(day) < index)
      findings.push(problem('duplicate', `与另一办法同一天（${day}）施行`, `[${index}].from`));
  });
  return findings.length > 0 ? refuse('bad-input', findings) : accept(value as readonly Rulebook[]);
}

function checkDays(rulebook: Rulebook): Finding[] {
  const findings: Finding[] = [];
  if (dayFrom(rulebook.from) === undefined) findings.push(problem('day', `没有 ${rulebook.from} 这一天`, 'from'));
  if (rulebook.yearStarts !== undefined && dayFrom(`2023-${rulebook.yearStarts}`) === undefined) {
    findings.push(problem('day', `没有 ${rulebook.yearStarts} 这一天`, 'yearStarts'));
  }
  return findings;
}

/** Ids that name points: rules, and limits with an id of their own. */
const pointIds = (rulebook: Rulebook): Set<string> =>
  new Set([...rulebook.rules.map((rule) => rule.id), ...(rulebook.limits ?? []).flatMap((limit) => (limit.id ? [limit.id] : []))]);

function checkRules(rulebook: Rulebook): Finding[] {
  const findings: Finding[] = [];
  const ids = rulebook.rules.map((rule) => rule.id);
  const known = pointIds(rulebook);
  const expectRules = (rules: readonly string[], path: string): void =>
    rules.forEach((id, index) => {
      if (!known.has(id)) findings.push(problem('unknown-rule', `没有规则“${id}”${didYouMean(id, [...known])}`, `${path}[${index}]`));
    });
  rulebook.rules.forEach((rule, index) => {
    const path = `rules[${index}]`;
    if (ids.indexOf(rule.id) < index) findings.push(problem('duplicate', `规则“${rule.id}”重复`, `${path}.id`));
    if (isWindowRule(rule)) {
      if ('points' in rule.measure) expectRules(rule.measure.points, `${path}.measure.points`);
      findings.push(...checkWindowRule(rule, path));
    }
    findings.push(...checkFormula(rulebook, rule.onlyIf, `${path}.onlyIf`));
  });
  const seen = new Set<string>();
  (rulebook.sameItem ?? []).forEach((same, index) => {
    same.rules.forEach((id, at) => {
      const rule = rulebook.rules.find((one) => one.id === id);
      const path = `sameItem[${index}].rules[${at}]`;
      if (!rule || !isFactRule(rule)) findings.push(problem('unknown-rule', `没有按件计分的规则“${id}”`, path));
      if (seen.has(id)) findings.push(problem('duplicate', `规则“${id}”已在另一组里`, path));
      seen.add(id);
    });
  });
  (rulebook.limits ?? []).forEach((limit, index) => {
    expectRules(limit.rules, `limits[${index}].rules`);
    if (limit.max === undefined && limit.min === undefined) findings.push(problem('missing', '缺少 max 或 min', `limits[${index}]`));
    if (limit.id !== undefined && ids.includes(limit.id))
      findings.push(problem('duplicate', `与规则“${limit.id}”同名`, `limits[${index}].id`));
  });
  return findings;
}

function checkWindowRule(rule: WindowRule, path: string): Finding[] {
  const findings: Finding[] = [];
  const { steps = [], formula, otherwise, extra, short, given, measure, per } = rule;
  if (steps.length === 0 && formula === undefined && otherwise === undefined && !extra && !short) {
    findings.push(problem('empty', '没有档次（steps）、公式、超额、少报或未达标的分值，这条规则不起作用', path));
  }
  if (formula !== undefined && otherwise !== undefined)
    findings.push(problem('conflict', '有 formula 时 otherwise 不起作用，请删去一个', `${path}.otherwise`));
  if (given === 'at-once' && (!('count' in measure) || per === 'period'))
    findings.push(problem('conflict', 'at-once 只用于按日历周期计数的规则', `${path}.given`));
  steps.forEach((step, index) => {
    if (step.inARow !== undefined && (per === 'period' || per === 'year'))
      findings.push(problem('conflict', 'inARow 在一年之内数连续几个周期，per 应短于一年', `${path}.steps[${index}].inARow`));
  });
  findings.push(...(formula === undefined ? [] : parsed(formula, `${path}.formula`, [measuredName])));
  if (formula !== undefined && findings.length === 0 && readsOthers(parseFormula(formula)))
    findings.push(problem('conflict', '这里的公式只看本单位，不能用 …InGroup、…Below', `${path}.formula`));
  return findings;
}

const figureNames = (rulebook: Rulebook): Set<string> =>
  new Set<string>([...builtInFigures, ...(rulebook.figures ?? []).map((figure) => figure.name)]);

function checkFormula(rulebook: Rulebook, source: string | undefined, path: string, extra: readonly string[] = []): Finding[] {
  if (source === undefined) return [];
  return parsed(source, path, [...figureNames(rulebook), ...extra]);
}

/** A formula that cannot be read, or the names in it that nothing defines. */
function parsed(source: string, path: string, known: readonly string[], code = 'unknown-figure', what = '没有定义'): Finding[] {
  try {
    return namesIn(parseFormula(source))
      .filter((name) => !known.includes(name))
      .map((name) => problem(code, `公式里的“${name}”${what}${didYouMean(name, known)}`, path));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return [problem('formula', `公式有误：${error.message}（第${error.position + 1}个字符）`, path)];
  }
}

/** Days of one's own must exist (02-29 in leap years) and stand in order. */
function checkOver(over: Over | undefined, path: string): Finding[] {
  if (over === undefined || typeof over === 'string') return [];
  const days = over.map((text) => dayFrom(text.length === 5 ? `2024-${text}` : text));
  const findings = days.flatMap((day, index) =>
    day === undefined ? [problem('day', `没有 ${over[index]} 这一天`, `${path}[${index}]`)] : [],
  );
  const [from, to] = days;
  if (over[0].length !== over[1].length) findings.push(problem('day', '起止日要么都写年份，要么都不写', path));
  else if (from !== undefined && to !== undefined && from > to)
    findings.push(problem('day', `起日 ${over[0]} 在止日 ${over[1]} 之后`, path));
  return findings;
}

function checkFigures(rulebook: Rulebook): Finding[] {
  const findings: Finding[] = [];
  const figures = rulebook.figures ?? [];
  const known = pointIds(rulebook);
  figures.forEach((figure, index) => {
    const path = `figures[${index}]`;
    const reserved: readonly string[] = [...builtInFigures, ...builtInColumns];
    if (reserved.includes(figure.name)) findings.push(problem('reserved', `“${figure.name}”是固定名称，请换一个`, `${path}.name`));
    if (figures.findIndex((one) => one.name === figure.name) < index)
      findings.push(problem('duplicate', `指标“${figure.name}”重复`, `${path}.name`));
    findings.push(...checkOver(figure.over, `${path}.over`));
    if ('formula' in figure) findings.push(...checkFormula(rulebook, figure.formula, `${path}.formula`));
    if ('label' in figure)
      findings.push(...figure.label.flatMap((one, at) => checkFormula(rulebook, one.when, `${path}.label[${at}].when`)));
    if ('points' in figure && figure.points !== 'all') {
      for (const [at, id] of figure.points.entries())
        if (!known.has(id)) findings.push(problem('unknown-rule', `没有规则“${id}”${didYouMean(id, [...known])}`, `${path}.points[${at}]`));
    }
    if ('windowsOf' in figure && !rulebook.rules.some((rule) => rule.id === figure.windowsOf && isWindowRule(rule))) {
      findings.push(problem('unknown-rule', `没有按周期计分的规则“${figure.windowsOf}”`, `${path}.windowsOf`));
    }
  });
  return findings;
}

const columnFigure = (column: Column): string => (typeof column === 'string' ? column : column.figure);
const keyFigure = (key: RankKey): string => (typeof key === 'string' ? key : key.figure);

function checkTables(rulebook: Rulebook): Finding[] {
  const known = new Set<string>([...figureNames(rulebook), ...builtInColumns]);
  const findings: Finding[] = [];
  const expect = (names: readonly string[], path: string): void =>
    names.forEach((name, index) => {
      if (!known.has(name))
        findings.push(problem('unknown-figure', `指标“${name}”没有定义${didYouMean(name, [...known])}`, `${path}[${index}]`));
    });
  expect((rulebook.columns ?? []).map(columnFigure), 'columns');
  expect((rulebook.rank?.by ?? []).map(keyFigure), 'rank.by');
  findings.push(...checkFormula(rulebook, rulebook.score, 'score'), ...checkFormula(rulebook, rulebook.zero?.is, 'zero.is'));
  (rulebook.groups ?? []).forEach((group, index) => {
    const path = `groups[${index}]`;
    expect((group.columns ?? []).map(columnFigure), `${path}.columns`);
    expect((group.rank?.by ?? []).map(keyFigure), `${path}.rank.by`);
    findings.push(...checkFormula(rulebook, group.score, `${path}.score`), ...checkFormula(rulebook, group.zero?.is, `${path}.zero.is`));
  });
  return findings;
}

function checkTotals(rulebook: Rulebook): Finding[] {
  const findings: Finding[] = [];
  const earlier: string[] = [];
  const groups = rulebook.groups?.map((group) => group.name);
  (rulebook.totals ?? []).forEach((total, index) => {
    const path = `totals[${index}]`;
    if (earlier.includes(total.name)) findings.push(problem('duplicate', `合计“${total.name}”重复`, `${path}.name`));
    const overs = totalOvers(total.over);
    findings.push(...overs.flatMap((over, at) => checkOver(over, over === total.over ? `${path}.over` : `${path}.over[${at}]`)));
    if ('sum' in total && !figureNames(rulebook).has(total.sum))
      findings.push(
        problem('unknown-figure', `指标“${total.sum}”没有定义${didYouMean(total.sum, [...figureNames(rulebook)])}`, `${path}.sum`),
      );
    if ('formula' in total) findings.push(...parsed(total.formula, `${path}.formula`, earlier, 'unknown-total', '不是前面的合计'));
    if ('units' in total) {
      findings.push(...checkFormula(rulebook, total.units, `${path}.units`, ['名次']));
      for (const [at, key] of (total.by ?? []).entries()) {
        const name = keyFigure(key);
        if (!figureNames(rulebook).has(name))
          findings.push(
            problem('unknown-figure', `指标“${name}”没有定义${didYouMean(name, [...figureNames(rulebook)])}`, `${path}.by[${at}]`),
          );
      }
    }
    if ('unitCount' in total) findings.push(...checkFormula(rulebook, total.unitCount, `${path}.unitCount`));
    if ('group' in total && total.group !== undefined && groups && !groups.includes(total.group)) {
      findings.push(problem('unknown-group', `没有分组“${total.group}”${didYouMean(total.group, groups)}`, `${path}.group`));
    }
    earlier.push(total.name);
  });
  return findings;
}
