/**
 * A small part of JSON Schema (draft 2020-12), enough to publish a schema and to check a value against it with errors that
 * name the path. Supported: type, properties, required, additionalProperties, items, minItems, maxItems, enum, const, pattern,
 * minimum, anyOf, $ref to #/$defs, description.
 */
import { type Finding, problem } from './outcome.ts';

export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
}

const typeNames = {
  object: '对象 {…}',
  array: '列表 […]',
  string: '文字',
  number: '数',
  integer: '整数',
  boolean: 'true 或 false',
  null: 'null',
} as const;

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Findings of level error for everything in `value` that does not fit; empty where it fits. Paths look like `rules[2].points`. */
export function checkSchema(value: unknown, schema: Schema, root: Schema = schema, path = ''): Finding[] {
  if (schema.$ref) return checkSchema(value, (root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {}) as Schema, root, path);
  const where = path === '' ? '（整体）' : path;
  if (schema.anyOf) return closest(value, schema.anyOf, root, path);
  const type = typeOf(value);
  if (schema.type && type !== schema.type && !(schema.type === 'integer' && Number.isInteger(value))) {
    return [problem('type', `应为${typeNames[schema.type]}，现为${typeNames[type as keyof typeof typeNames] ?? type}`, where)];
  }
  if (schema.enum && !schema.enum.includes(value as string)) {
    return [problem('enum', `应为 ${schema.enum.join('、')} 之一，现为 ${JSON.stringify(value)}`, where)];
  }
  if (typeof value === 'string') return checkText(value, schema, where);
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) {
    return [problem('minimum', `不应小于 ${schema.minimum}，现为 ${value}`, where)];
  }
  if (Array.isArray(value)) return checkArray(value, schema, root, path, where);
  return type === 'object' ? checkObject(value as Record<string, unknown>, schema, root, path, where) : [];
}

function checkText(value: string, schema: Schema, where: string): Finding[] {
  if (schema.minLength !== undefined && value.length < schema.minLength) return [problem('empty', '不应为空', where)];
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    return [problem('pattern', `写法不对：${JSON.stringify(value)}${schema.description ? `（${schema.description}）` : ''}`, where)];
  }
  return [];
}

function checkArray(value: readonly unknown[], schema: Schema, root: Schema, path: string, where: string): Finding[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
  if (value.length < minItems) return [problem('length', `至少要有 ${minItems} 项`, where)];
  if (value.length > maxItems) return [problem('length', `至多 ${maxItems} 项`, where)];
  return items ? value.flatMap((one, index) => checkSchema(one, items, root, `${path}[${index}]`)) : [];
}

function checkObject(value: Record<string, unknown>, schema: Schema, root: Schema, path: string, where: string): Finding[] {
  const findings: Finding[] = [];
  for (const key of schema.required ?? []) if (!(key in value)) findings.push(problem('missing', `缺少 ${key}`, where));
  for (const [key, inner] of Object.entries(value)) {
    const inside = path === '' ? key : `${path}.${key}`;
    const known = schema.properties?.[key];
    if (known) findings.push(...checkSchema(inner, known, root, inside));
    else if (schema.additionalProperties === false)
      findings.push(problem('unknown', `没有这一项${nearest(key, Object.keys(schema.properties ?? {}))}`, inside));
    else if (typeof schema.additionalProperties === 'object')
      findings.push(...checkSchema(inner, schema.additionalProperties, root, inside));
  }
  return findings;
}

const nearest = (key: string, known: readonly string[]): string => {
  const close = known.find((one) => one.toLowerCase() === key.toLowerCase() || one.startsWith(key) || key.startsWith(one));
  return close ? `，是否应为 ${close}？` : `，可用：${known.join('、')}`;
};

/** Of several alternatives the findings of the one that comes nearest: the right kind of value, with the fewest and deepest faults. */
function closest(value: unknown, alternatives: readonly Schema[], root: Schema, path: string): Finding[] {
  let best: Finding[] | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const schema of alternatives) {
    const findings = checkSchema(value, schema, root, path);
    if (findings.length === 0) return [];
    const here = path === '' ? '（整体）' : path;
    const cost = findings.reduce((sum, one) => sum + (one.where === here ? (one.code === 'type' ? 100 : 10) : 3), 0);
    if (cost < bestCost) [best, bestCost] = [findings, cost];
  }
  return best ?? [];
}
