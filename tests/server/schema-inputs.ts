// Random input from a schema, mostly right, with things that exist in their places; and the ways in which it may be wrong.
import type { Schema } from '../../src/domain/schema.ts';

export type Random = () => number;

/** A small generator of numbers in [0, 1) (mulberry32), so that a run can be repeated from its seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const oneOf = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Values that exist, by the name of the property they fit; under `together`, objects whose properties fit one another. */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

const words = [
  '县教育局部署校园安全工作',
  '甲',
  '关于<b>报送</b>情况的通报 & “说明”',
  'a',
  "x' or 1=1 --",
  '😀𠮷',
  ' ',
  '\t换\n行',
  '2024',
  '%00',
  '{{ 得分 }}',
];
const days = ['2024-05-14', '2024-05-15', '2024-01-01', '2024-02-30', '1999-12-31', '9999-12-31', '0001-01-01', '2024-13-01'];
const moments = ['2024-05-16T09:00:00+08:00', '2024-05-15T10:00:00.000Z', '+275760-09-13T00:00:00.000Z', 'tomorrow'];

function textFor(random: Random, schema: Schema): string {
  const { pattern = '', minLength = 0, maxLength = 60 } = schema;
  if (/\\d\{4\}-/.test(pattern)) return oneOf(random, random() < 0.8 ? days.slice(0, 3) : [...days, ...moments]);
  if (/0-9a-f.*64/.test(pattern)) return oneOf(random, '0123456789abcdef'.split('')).repeat(64);
  const kind = random();
  const text = kind < 0.15 ? oneOf(random, days) : kind < 0.2 ? oneOf(random, moments) : oneOf(random, words);
  return (text.length < minLength ? text.padEnd(minLength, '长') : text).slice(0, Math.max(minLength, maxLength));
}

/** Values for those of the properties that some things have together: an item with its version and site. */
function fitting(random: Random, pools: Pools, keys: readonly string[]): Record<string, unknown> {
  const things = (pools['together'] ?? []) as readonly Record<string, unknown>[];
  if (things.length === 0 || random() < 0.15) return {};
  const fits = things.filter((thing) => Object.keys(thing).filter((key) => keys.includes(key)).length > 1);
  if (fits.length === 0) return {};
  return Object.fromEntries(Object.entries(oneOf(random, fits)).filter(([key]) => keys.includes(key)));
}

/** A value that mostly fits the schema. */
export function inputFor(schema: Schema, random: Random, pools: Pools, name = '', root: Schema = schema, depth = 0): unknown {
  if (schema.$ref) return inputFor(root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {}, random, pools, name, root, depth + 1);
  if (schema.anyOf) return inputFor(oneOf(random, schema.anyOf), random, pools, name, root, depth + 1);
  if (schema.enum) return oneOf(random, schema.enum);
  const pool = pools[name];
  if (pool && pool.length > 0 && random() < 0.93) return oneOf(random, pool);
  switch (schema.type) {
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    case 'integer':
      return (schema.minimum ?? 0) + Math.floor(random() ** 2 * 12);
    case 'number':
      return oneOf(random, [0, 1, 0.5, 2.25, 100]);
    case 'string':
      return textFor(random, schema);
    case 'array': {
      const most = Math.min(schema.maxItems ?? 3, 3);
      const count = depth > 6 ? (schema.minItems ?? 0) : Math.max(schema.minItems ?? 0, Math.floor(random() * (most + 1)));
      return Array.from({ length: count }, () => inputFor(schema.items ?? {}, random, pools, name, root, depth + 1));
    }
    case 'object': {
      const required = new Set(schema.required ?? []);
      const entries = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
        required.has(key) || (depth < 6 && random() < 0.45) ? [[key, inputFor(inner, random, pools, key, root, depth + 1)] as const] : [],
      );
      if (typeof schema.additionalProperties === 'object' && depth < 6 && random() < 0.6)
        entries.push([oneOf(random, words), inputFor(schema.additionalProperties, random, pools, '', root, depth + 1)]);
      return Object.assign(
        Object.fromEntries(entries),
        fitting(
          random,
          pools,
          entries.map(([key]) => key),
        ),
      );
    }
    default:
      return oneOf<unknown>(random, [{}, [], 'x', 1, null, { title: '题' }]);
  }
}

/** Beyond what JSON.stringify can write, so put in as text. */
class Raw {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
}

const nasty: readonly unknown[] = [
  ...[null, true, '', [], {}, -1, 0, 1.5, -0, 2 ** 31, 2 ** 53, -(2 ** 63), new Raw('1e400'), new Raw('-1e400'), new Raw('1e-400')],
  ...[
    '\0',
    'a\0b',
    '\ud800',
    '\udfff',
    '\u202e',
    '字'.repeat(3000),
    'x'.repeat(20_000),
    '<img src=x onerror=alert(1)>',
    "'; drop table people; --",
  ],
  ...['2024-02-30', '9999-12-31', '-infinity', 'infinity', 'NaN', '99999999999999999999', '__proto__', '{{ 1 | divided_by: 0 }}', '%s%n'],
  ...[[[[[[[[[]]]]]]]], new Raw(`${'['.repeat(3000)}${']'.repeat(3000)}`), new Raw('{"__proto__":{"polluted":true}}')],
  ...[{ constructor: { name: 'x' } }, { toString: 1 }, Array(300).fill('x'), { $ref: '#' }],
];

function wrongValue(random: Random): unknown {
  const value = oneOf(random, nasty);
  return value instanceof Raw ? value : structuredClone(value);
}

type Holder = Record<string, unknown> | unknown[];

/** Every place in a value. */
function placesIn(value: unknown, places: { holder: Holder; key: string | number }[] = []): { holder: Holder; key: string | number }[] {
  if (typeof value !== 'object' || value === null || value instanceof Raw) return places;
  for (const [key, inner] of Object.entries(value)) {
    places.push({ holder: value as Holder, key: Array.isArray(value) ? Number(key) : key });
    placesIn(inner, places);
  }
  return places;
}

/** The value with one to three places made wrong. */
export function spoil(value: unknown, random: Random): unknown {
  if (random() < 0.03) return wrongValue(random);
  const copy = { whole: structuredClone(value) };
  for (let times = Math.ceil(random() * 3); times > 0; times -= 1) {
    const places = placesIn(copy).slice(1);
    const place = places.length > 0 ? oneOf(random, places) : undefined;
    if (!place) break;
    const holder = place.holder as Record<string | number, unknown>;
    const kind = random();
    if (kind < 0.15 && !Array.isArray(holder)) delete holder[place.key];
    else if (kind < 0.3 && !Array.isArray(holder))
      holder[oneOf(random, ['extra', 'constructor', 'hasOwnProperty', '名', 'a.b', ''])] = wrongValue(random);
    else holder[place.key] = wrongValue(random);
  }
  return copy.whole;
}

/** JSON, with what JSON.stringify cannot write. */
export function jsonOf(value: unknown): string {
  const raws: string[] = [];
  const text =
    JSON.stringify(value, (_, inner) => (inner instanceof Raw ? `\u0001raw${raws.push(inner.json) - 1}\u0001` : inner)) ?? 'null';
  return text.replace(/"\\u0001raw(\d+)\\u0001"/g, (_, index: string) => raws[Number(index)] ?? 'null');
}
