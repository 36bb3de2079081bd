/**
 * A rulebook (计分办法) as data. `docs/rulebook.md` explains it to a clerk; `rulebook-schema.ts` is its published schema;
 * `compile.ts` checks that its names and formulas hold together.
 */
import type { Window } from '../calendar/day.ts';
import type { Show } from '../display.ts';

export type Scalar = string | number | boolean | null;

/** What an attribute must be: a value, one of several, or a comparison. `null` means: not given. */
export type Condition =
  | Scalar
  | readonly Scalar[]
  | {
      readonly not?: Scalar | readonly Scalar[];
      readonly exists?: boolean;
      readonly contains?: string | readonly string[];
      readonly atLeast?: number;
      readonly over?: number;
      readonly atMost?: number;
      readonly under?: number;
    };

/** Conditions on a unit: `group`, `class`, `name`, `parent`, `own`, or any further attribute. */
export type UnitWhere = { readonly [attribute: string]: Condition };

/** Conditions on a fact's attributes; all must hold. `unit` looks at the unit, `has`/`lacks` at other facts of the same item. */
export interface Where {
  readonly fact: string | readonly string[];
  readonly unit?: UnitWhere;
  readonly has?: Wheres;
  readonly lacks?: Wheres;
  readonly [attribute: string]: Condition | UnitWhere | Wheres | undefined;
}

/** Several alternatives mean: any of them. */
export type Wheres = Where | readonly Where[];

/** So many points for each whole one (or for each `every`) of a number that the fact bears, such as days late; at most `atMost` either way. */
export interface PointsEach {
  readonly by: string;
  readonly each: number;
  readonly every?: number;
  readonly atMost?: number;
}

/**
 * Points of one fact: a number, the fact's own `points` (or their negative), a table by one attribute, so many for each one of a
 * number, or the first case that fits.
 */
export type Points =
  | number
  | 'own'
  | 'minus-own'
  | { readonly by: string; readonly table: { readonly [value: string]: number }; readonly otherwise?: number }
  | PointsEach
  | readonly { readonly when: Omit<Where, 'fact'>; readonly points: number | 'own' | 'minus-own' }[];

/** Which of a fact's days decides the period. */
export const dayBases = ['on', 'due', 'deliveredOn', 'eventOn', 'publishedOn'] as const;
export type DayBasis = (typeof dayBases)[number];

interface RuleBase {
  /** Names the rule in figures, limits and score lines; the same rule keeps its id in the next rulebook. */
  readonly id: string;
  /** As printed in notes; the id where not given. */
  readonly name?: string;
  /** Only for these units. */
  readonly for?: UnitWhere;
  /** Counts only where this formula holds for the unit in the period. */
  readonly onlyIf?: string;
  /** Its points are no part of the score (折算条数); figures, limits and rules on points may use them. */
  readonly aside?: boolean;
  /** The sentence in the notes, instead of the generated one; `{points}` is filled in. */
  readonly note?: string;
}

/** So many points for each fact. */
export interface FactRule extends RuleBase {
  readonly each: Wheres;
  readonly points: Points;
  /** Every factor whose condition holds multiplies. */
  readonly times?: readonly { readonly when: Omit<Where, 'fact'>; readonly by: number }[];
  /** A joint item gives each unit its share of the points (default), or all of them. */
  readonly joint?: 'share' | 'full';
  /** One fact counts per unit and these attributes, the best; `item` is the item itself, `month` (or another window) that of its day. */
  readonly once?: readonly string[];
  readonly dayOf?: DayBasis;
}

/** What a window rule looks at: a count, a rate in percent, or points already given. */
export type Measure =
  | { readonly count: Wheres; readonly of?: CountOf; readonly dayOf?: DayBasis }
  | { readonly rate: Wheres; readonly among: Wheres }
  | { readonly points: readonly string[] };

export interface Step {
  readonly atLeast?: Threshold;
  readonly over?: Threshold;
  readonly atMost?: Threshold;
  readonly under?: Threshold;
  /** `zero` brings the score of the window to nothing. */
  readonly points: number | 'zero';
  /** Fits only in every n-th of so many windows in a row (连续两个月) within the accounting year. */
  readonly inARow?: number;
}
/** A number, the name of a unit attribute that holds it (a quota by unit), or a table by a unit attribute (by class). */
export type Threshold =
  | number
  | { readonly attribute: string }
  | { readonly by: string; readonly table: { readonly [value: string]: number }; readonly otherwise?: number };

/** So many points for each one (or each full `every`) above or below a threshold; at most `atMost` either way. */
export interface Beyond {
  readonly points: number;
  readonly every?: number;
  readonly atMost?: number;
}

/** Points for a whole window: quotas, steps, minimum standards, rates. */
export interface WindowRule extends RuleBase {
  readonly per: Window;
  readonly measure: Measure;
  /** The first step that fits gives its points. */
  readonly steps?: readonly Step[];
  /** Where no step fits: points by a formula of 值 (what was measured) and attributes of the unit. */
  readonly formula?: string;
  /** Where no step fits and the window is over. */
  readonly otherwise?: number;
  /** So many points for each one above (超报). */
  readonly extra?: Beyond & { readonly above: Threshold };
  /** So many points, usually negative, for each one missing (少报). */
  readonly short?: Beyond & { readonly below: Threshold };
  /** Counts that can only rise give their points as soon as they are reached; all else when the window is over. */
  readonly given?: 'at-once' | 'at-end';
}

/** Points every unit has in a window from the start, such as the 100 of a deduction system. */
export interface BaseRule extends RuleBase {
  readonly per: Window;
  readonly points: number;
}

export type Rule = FactRule | WindowRule | BaseRule;

export const isFactRule = (rule: Rule): rule is FactRule => 'each' in rule;
export const isWindowRule = (rule: Rule): rule is WindowRule => 'measure' in rule;

/** The same item in several outlets: only the highest, or only the first, of these rules' points counts; the others to a part, or not. */
export interface SameItem {
  readonly rules: readonly string[];
  readonly take: 'highest' | 'first';
  /** What part of their points the others keep, such as 0.5. */
  readonly others?: number;
}

/** Together these rules give at most (at least) so much per unit and window, or per unit and item. */
export interface Limit {
  readonly id?: string;
  readonly rules: readonly string[];
  readonly per: Window | 'item';
  readonly max?: number;
  readonly min?: number;
  readonly for?: UnitWhere;
}

/**
 * Which days a figure looks at: the period, the accounting year up to its end, the year before its first day (上月累计),
 * the period before, the same days last year, or days of one's own (`MM-DD` in the period's year, or `YYYY-MM-DD`).
 */
export type Over = 'period' | 'year' | 'before' | 'previous' | 'last-year' | readonly [from: string, to: string];

export const countOfs = ['facts', 'items', 'shares'] as const;
/** Facts, different items, or shares of joint items. */
export type CountOf = (typeof countOfs)[number];

/** A unit's own facts, those of the units below it, or both. */
export const trees = ['self', 'below', 'all'] as const;
export type Tree = (typeof trees)[number];

interface FigureBase {
  readonly name: string;
  readonly over?: Over;
  readonly show?: Show;
}
export interface CountFigure extends FigureBase {
  readonly count: Wheres;
  readonly of?: CountOf;
  readonly dayOf?: DayBasis;
  readonly tree?: Tree;
}
export interface PointsFigure extends FigureBase {
  readonly points: 'all' | readonly string[];
  readonly tree?: Tree;
}
export interface WindowsFigure extends FigureBase {
  /** Windows of this rule in which a step was met, or not. */
  readonly windowsOf: string;
  readonly met: boolean;
}
export interface FormulaFigure extends FigureBase {
  readonly formula: string;
}
export interface LabelFigure extends FigureBase {
  readonly label: readonly { readonly when: string; readonly text: string }[];
  readonly otherwise?: string;
}
/** A named value of a unit. */
export type Figure = CountFigure | PointsFigure | WindowsFigure | FormulaFigure | LabelFigure;

/** A column shows a figure (or 名次, 序号, 单位, 得分) under a title. */
export type Column = string | { readonly figure: string; readonly title?: string; readonly show?: Show };

export type RankKey = string | { readonly figure: string; readonly order: 'high' | 'low' };
export const tieMethods = ['consecutive', 'dense', 'competition', 'none'] as const;
/** 连续 1,2,3,4 · 密集 1,2,3,3,4 · 竞赛 1,2,3,3,5 · only the order, no numbers. */
export type TieMethod = (typeof tieMethods)[number];
export interface Rank {
  /** Without keys the units stand as in the directory. */
  readonly by: readonly RankKey[];
  readonly ties: TieMethod;
}

export interface ZeroRows {
  /** Formula; without it: every column is zero. */
  readonly is?: string;
  readonly rows: 'shown' | 'left-out';
}

export interface Group {
  readonly name: string;
  /** As the heading of its table. */
  readonly title?: string;
  /** Which units; without it those whose group has this name. */
  readonly of?: UnitWhere;
  readonly unitTitle?: string;
  /** False: the group has no table of its own, only totals speak of it. */
  readonly printed?: boolean;
  /** Units below are counted in. */
  readonly rollUp?: boolean;
  readonly columns?: readonly Column[];
  readonly score?: string;
  readonly rank?: Rank;
  readonly zero?: ZeroRows;
}

interface TotalBase {
  readonly name: string;
  readonly show?: Show;
  /** Several make a list of values. */
  readonly over?: Over | readonly Over[];
}
/** A figure of the whole: joint facts count once. */
export interface CountTotal extends TotalBase {
  readonly count: Wheres;
  readonly of?: CountOf;
  readonly dayOf?: DayBasis;
  readonly group?: string;
  /** Items of the issuing office itself: only these, or without them. */
  readonly own?: 'only' | 'without';
  /** Broken down by the values of an attribute. */
  readonly by?: string;
}
/** The sum of a column over the units. */
export interface SumTotal extends TotalBase {
  readonly sum: string;
  readonly group?: string;
  readonly own?: 'only' | 'without';
}
export interface FormulaTotal extends TotalBase {
  readonly formula: string;
}
/** The names of the units for which a formula holds, in rank order of `by`, the first `top` of them. */
export interface UnitsTotal extends TotalBase {
  readonly units: string;
  readonly group?: string;
  readonly by?: readonly RankKey[];
  readonly top?: number;
}
export interface UnitCountTotal extends TotalBase {
  readonly unitCount: string;
  readonly group?: string;
}
export interface ListTotal extends TotalBase {
  readonly list: 'excluded' | 'refused-batches';
}
export type Total = CountTotal | SumTotal | FormulaTotal | UnitsTotal | UnitCountTotal | ListTotal;

export interface Rulebook {
  /** Where an editor finds the published schema; nothing else reads it. */
  readonly $schema?: string;
  readonly name: string;
  /** First day in force, `YYYY-MM-DD`. */
  readonly from: string;
  /** First day of the accounting year, `MM-DD`; 01-01 where not given. */
  readonly yearStarts?: string;
  /** When an item counts as 采用: on publication (default), or on the decision. */
  readonly countsAt?: 'publication' | 'adoption';
  readonly rules: readonly Rule[];
  readonly sameItem?: readonly SameItem[];
  readonly limits?: readonly Limit[];
  readonly figures?: readonly Figure[];
  /** Formula; 合计 (the sum of all score lines) where not given. */
  readonly score?: string;
  readonly groups?: readonly Group[];
  readonly unitTitle?: string;
  readonly columns?: readonly Column[];
  readonly rank?: Rank;
  readonly zero?: ZeroRows;
  /** The issuing office's own row: kept out of the tables (default), or ranked like the others. */
  readonly own?: 'apart' | 'ranked';
  readonly totals?: readonly Total[];
  /** What the notes call attributes of units and facts: `noService` 没有对外服务职能. */
  readonly attributeNames?: { readonly [attribute: string]: string };
  /** Further sentences after the generated notes. */
  readonly notes?: readonly string[];
}
