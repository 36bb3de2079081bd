/** The published schema of a rulebook (计分办法): `docs/rulebook.schema.json` is written from it. */
import { windows } from '../calendar/day.ts';
import type { Schema } from '../schema.ts';
import { factKinds } from './fact.ts';
import { countOfs, dayBases, tieMethods, trees } from './rulebook.ts';

const text: Schema = { type: 'string', minLength: 1 };
const texts: Schema = { type: 'array', items: text, minItems: 1 };
const number: Schema = { type: 'number' };
const positive: Schema = { type: 'number', exclusiveMinimum: 0 };
const yes: Schema = { type: 'boolean' };
const scalar: Schema = { anyOf: [{ type: 'string' }, number, yes, { type: 'null' }] };
const scalars: Schema = { type: 'array', items: scalar, minItems: 1 };
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const oneOf = (...anyOf: Schema[]): Schema => ({ anyOf });
const listOf = (items: Schema, minItems = 0): Schema => ({ type: 'array', items, minItems });
const object = (required: readonly string[], properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const formula: Schema = { type: 'string', minLength: 1, description: '公式，如 合计 + if(扣分后 > 80, 加分, 0)' };

const wheres = ref('wheres');
const points = ref('points');
const over = ref('over');
const show = ref('show');
const table: Schema = { type: 'object', additionalProperties: number };
const threshold = ref('threshold');
const natural: Schema = { type: 'integer', minimum: 1 };
const beyond = { points: number, every: positive, atMost: positive };
const per: Schema = { type: 'string', enum: windows };
const dayOf: Schema = { type: 'string', enum: dayBases };
const of: Schema = { type: 'string', enum: countOfs };
const tree: Schema = { type: 'string', enum: trees };
const own: Schema = { type: 'string', enum: ['only', 'without'] };
const ruleBase = { id: text, name: text, for: ref('unitWhere'), onlyIf: formula, aside: yes, note: text };
const rankKey = oneOf(text, object(['figure', 'order'], { figure: text, order: { type: 'string', enum: ['high', 'low'] } }));
const rank = ref('rank');
const zeroRows = ref('zeroRows');
const columns = ref('columns');
const figureBase = { name: text, over, show };
const totalBase = { name: text, show, over: oneOf(over, listOf(over, 1)) };

const factRule = object(['id', 'each', 'points'], {
  ...ruleBase,
  each: wheres,
  points,
  times: listOf(object(['when', 'by'], { when: ref('when'), by: number })),
  joint: { type: 'string', enum: ['share', 'full'] },
  once: texts,
  dayOf,
});
const measure = oneOf(
  object(['count'], { count: wheres, of, dayOf }),
  object(['rate', 'among'], { rate: wheres, among: wheres }),
  object(['points'], { points: texts }),
);
const step = object(['points'], {
  atLeast: threshold,
  over: threshold,
  atMost: threshold,
  under: threshold,
  points: oneOf(number, { type: 'string', enum: ['zero'] }),
  inARow: natural,
});
const windowRule = object(['id', 'per', 'measure'], {
  ...ruleBase,
  per,
  measure,
  steps: listOf(step),
  otherwise: number,
  formula,
  extra: object(['above', 'points'], { above: threshold, ...beyond }),
  short: object(['below', 'points'], { below: threshold, ...beyond }),
  given: { type: 'string', enum: ['at-once', 'at-end'] },
});
const baseRule = object(['id', 'per', 'points'], { ...ruleBase, per, points: number });

const figures: Schema[] = [
  object(['name', 'count'], { ...figureBase, count: wheres, of, dayOf, tree }),
  object(['name', 'points'], { ...figureBase, points: oneOf({ type: 'string', enum: ['all'] }, texts), tree }),
  object(['name', 'windowsOf', 'met'], { ...figureBase, windowsOf: text, met: yes }),
  object(['name', 'formula'], { ...figureBase, formula }),
  object(['name', 'label'], {
    ...figureBase,
    label: listOf(object(['when', 'text'], { when: formula, text: { type: 'string' } }), 1),
    otherwise: { type: 'string' },
  }),
];
const totals: Schema[] = [
  object(['name', 'count'], { ...totalBase, count: wheres, of, dayOf, group: text, own, by: text }),
  object(['name', 'sum'], { ...totalBase, sum: text, group: text, own }),
  object(['name', 'formula'], { ...totalBase, formula }),
  object(['name', 'units'], { ...totalBase, units: formula, group: text, by: listOf(rankKey, 1), top: { type: 'integer', minimum: 1 } }),
  object(['name', 'unitCount'], { ...totalBase, unitCount: formula, group: text }),
  object(['name', 'list'], { ...totalBase, list: { type: 'string', enum: ['excluded', 'refused-batches'] } }),
];

export const rulebookSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: '计分办法',
  ...object(['name', 'from', 'rules'], {
    $schema: text,
    name: text,
    from: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '施行之日，如 2024-07-01' },
    yearStarts: { type: 'string', pattern: '^\\d{2}-\\d{2}$', description: '考核年度首日，如 01-01' },
    countsAt: { type: 'string', enum: ['publication', 'adoption'] },
    rules: listOf(oneOf(factRule, windowRule, baseRule)),
    sameItem: listOf(
      object(['rules', 'take'], {
        rules: texts,
        take: { type: 'string', enum: ['highest', 'first'] },
        others: { type: 'number', minimum: 0 },
      }),
    ),
    limits: listOf(
      object(['rules', 'per'], {
        id: text,
        rules: texts,
        per: { type: 'string', enum: [...windows, 'item'] },
        max: number,
        min: number,
        for: ref('unitWhere'),
      }),
    ),
    figures: listOf(oneOf(...figures)),
    score: formula,
    groups: listOf(
      object(['name'], {
        name: text,
        title: text,
        of: ref('unitWhere'),
        unitTitle: text,
        printed: yes,
        rollUp: yes,
        columns,
        score: formula,
        rank,
        zero: zeroRows,
      }),
      1,
    ),
    unitTitle: text,
    columns,
    rank,
    zero: zeroRows,
    own: { type: 'string', enum: ['apart', 'ranked'] },
    totals: listOf(oneOf(...totals)),
    attributeNames: { type: 'object', additionalProperties: text },
    notes: listOf(text),
  }),
  $defs: {
    wheres: oneOf(ref('where'), listOf(ref('where'), 1)),
    points: oneOf(
      number,
      { type: 'string', enum: ['own', 'minus-own'] },
      object(['by', 'table'], { by: text, table: { type: 'object', additionalProperties: number }, otherwise: number }),
      object(['by', 'each'], { by: text, each: number, every: positive, atMost: positive }),
      listOf(object(['when', 'points'], { when: ref('when'), points: oneOf(number, { type: 'string', enum: ['own', 'minus-own'] }) }), 1),
    ),
    over: oneOf(
      { type: 'string', enum: ['period', 'year', 'before', 'previous', 'last-year'] },
      {
        type: 'array',
        items: { type: 'string', pattern: '^(\\d{4}-)?\\d{2}-\\d{2}$', description: '如 07-01 或 2020-07-01' },
        minItems: 2,
        maxItems: 2,
      },
    ),
    show: object([], { decimals: { type: 'integer', minimum: 0 }, percent: yes, zero: { type: 'string' }, none: { type: 'string' } }),
    threshold: oneOf(number, object(['attribute'], { attribute: text }), object(['by', 'table'], { by: text, table, otherwise: number })),
    rank: object(['by', 'ties'], { by: listOf(rankKey), ties: { type: 'string', enum: tieMethods } }),
    zeroRows: object(['rows'], { is: formula, rows: { type: 'string', enum: ['shown', 'left-out'] } }),
    columns: listOf(oneOf(text, object(['figure'], { figure: text, title: text, show })), 1),
    condition: oneOf(
      scalar,
      scalars,
      object([], {
        not: oneOf(scalar, scalars),
        exists: yes,
        contains: oneOf(text, texts),
        atLeast: number,
        over: number,
        atMost: number,
        under: number,
      }),
    ),
    unitWhere: { type: 'object', additionalProperties: ref('condition') },
    when: {
      type: 'object',
      properties: { unit: ref('unitWhere'), has: wheres, lacks: wheres },
      additionalProperties: ref('condition'),
    },
    where: {
      type: 'object',
      required: ['fact'],
      properties: {
        fact: oneOf({ type: 'string', enum: factKinds }, { type: 'array', items: { type: 'string', enum: factKinds }, minItems: 1 }),
        unit: ref('unitWhere'),
        has: wheres,
        lacks: wheres,
      },
      additionalProperties: ref('condition'),
    },
  },
};
