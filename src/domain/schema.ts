/**
 * A small part of JSON Schema (draft 2020-12), enough to publish a schema and to check a value against it with errors that
 * name the path. Supported: type, properties, required, additionalProperties, items, minItems, maxItems, enum, pattern, minLength,
 * maxLength, minimum, maximum, exclusiveMinimum, anyOf, $ref to #/$defs, description.
 */
import { nearestNames } from './nearest.ts';
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
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  /** In UTF-16 code units. */
  readonly maxLength?: number;
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

/** A value as a sentence can show it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Findings of level error for everything in `value` that does not fit; empty where it fits. Paths look like `rules[2].points`. */
export function checkSchema(value: unknown, schema: Schema, root: Schema = schema, path = ''): Finding[] {
  if (schema.$ref) return checkSchema(value, resolve(schema.$ref, root), root, path);
  const where = path === '' ? '（整体）' : path;
  if (path.length > mostPath) return [problem('depth', '一层套一层，层数太多', `${where.slice(0, 60)}…`)];
  if (schema.anyOf) return closest(value, schema.anyOf, root, path);
  const type = typeOf(value);
  if (schema.type && type !== schema.type && !(schema.type === 'integer' && Number.isInteger(value))) {
    return [problem('type', `应为${typeNames[schema.type]}，现为${typeNames[type as keyof typeof typeNames] ?? type}`, where)];
  }
  // JSON may name numbers that no table and no double holds.
  if (typeof value === 'number' && !(schema.type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value)))
    return [problem('maximum', '这个数太大', where)];
  if (schema.enum && !schema.enum.includes(value as string)) {
    return [problem('enum', `不应为 ${shown(value)}${didYouMean(typeof value === 'string' ? value : '', schema.enum.map(String))}`, where)];
  }
  if (typeof value === 'string') return checkText(value, schema, where);
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) {
    return [problem('minimum', `不应小于 ${schema.minimum}，现为 ${value}`, where)];
  }
  if (typeof value === 'number' && schema.maximum !== undefined && value > schema.maximum) {
    return [problem('maximum', `不应大于 ${schema.maximum}，现为 ${value}`, where)];
  }
  if (typeof value === 'number' && schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum) {
    return [problem('minimum', `应大于 ${schema.exclusiveMinimum}，现为 ${value}`, where)];
  }
  if (Array.isArray(value)) return checkArray(value, schema, root, path, where);
  return type === 'object' ? checkObject(value as Record<string, unknown>, schema, root, path, where) : [];
}

/** Of the path to a value: what lies deeper is nobody's real input, and would exhaust the stack. */
const mostPath = 1000;
/** Of one object or list: whoever has more wrong has sent something else. */
const mostFindings = 100;

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const unstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

function checkText(value: string, schema: Schema, where: string): Finding[] {
  if (unstorable(value)) return [problem('unstorable', '含有不能保存的字符，请重新输入', where)];
  if (schema.maxLength !== undefined && value.length > schema.maxLength)
    return [problem('too-long', `至多 ${schema.maxLength} 个字，现有 ${value.length} 个`, where)];
  if (schema.minLength !== undefined && value.length < schema.minLength) return [problem('empty', '不应为空', where)];
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    return [problem('pattern', `写法不对：${shown(value)}${schema.description ? `（${schema.description}）` : ''}`, where)];
  }
  return [];
}

/** Whatever it is, it must be something that can be stored. */
const anything: Schema = {};

function checkArray(value: readonly unknown[], schema: Schema, root: Schema, path: string, where: string): Finding[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = anything } = schema;
  if (value.length < minItems) return [problem('length', `至少要有 ${minItems} 项`, where)];
  if (value.length > maxItems) return [problem('length', `至多 ${maxItems} 项`, where)];
  const findings: Finding[] = [];
  for (const [index, one] of value.entries()) {
    findings.push(...checkSchema(one, items, root, `${path}[${index}]`));
    if (findings.length >= mostFindings) break;
  }
  return findings;
}

function checkObject(value: Record<string, unknown>, schema: Schema, root: Schema, path: string, where: string): Finding[] {
  const findings: Finding[] = [];
  for (const key of schema.required ?? []) if (!Object.hasOwn(value, key)) findings.push(problem('missing', `缺少 ${key}`, where));
  const { properties = {}, additionalProperties = anything } = schema;
  for (const [key, inner] of Object.entries(value)) {
    if (findings.length >= mostFindings) break;
    const inside = path === '' ? key : `${path}.${key}`;
    if (unstorable(key)) {
      findings.push(problem('unstorable', '名称中含有不能保存的字符', where));
      continue;
    }
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known) findings.push(...checkSchema(inner, known, root, inside));
    else if (additionalProperties === false) findings.push(unknownKey(key, Object.keys(properties), inside));
    else findings.push(...checkSchema(inner, additionalProperties === true ? anything : additionalProperties, root, inside));
  }
  return findings;
}

const unknownKey = (key: string, known: readonly string[], where: string): Finding =>
  problem('unknown', `没有这一项${didYouMean(key, known)}`, where);

const isMisspelt = (finding: Finding): boolean => finding.message.includes(meant);
const meant = '，是否应为 ';

/** `，是否应为 a？` for a misspelt name, otherwise the names that are allowed. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [near] = name === '' || name.length > 100 ? [] : nearestNames(name, known);
  if (known.length === 0) return '';
  return near === undefined ? `，可用：${known.join('、')}` : `${meant}${near}？`;
}

/**
 * Of several alternatives the findings of the one that comes nearest: the right kind of value, with the fewest and deepest faults.
 * Where none has the right kind of value, one finding that names them all.
 */
function closest(value: unknown, alternatives: readonly Schema[], root: Schema, path: string): Finding[] {
  let best: Finding[] | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  const here = path === '' ? '（整体）' : path;
  for (const schema of alternatives) {
    const findings = checkSchema(value, schema, root, path);
    if (findings.length === 0) return [];
    const cost = findings.reduce((sum, one) => sum + costOf(one, here), 0);
    if (cost < bestCost) [best, bestCost] = [findings, cost];
  }
  const [only] = best ?? [];
  if (!only || !['type', 'enum'].includes(only.code) || only.where !== here || isMisspelt(only)) return best ?? [];
  const kinds = [...new Set(alternatives.flatMap((schema) => kindsOf(schema, root)))];
  return [problem(only.code, `应为${kinds.join('，或')}，现为 ${shown(value)}`, here)];
}

const costOf = (finding: Finding, here: string): number => {
  if (finding.where !== here) return isMisspelt(finding) ? 1 : 3;
  return finding.code === 'type' ? 100 : isMisspelt(finding) ? 5 : 10;
};

/** What kinds of value a schema takes, in words. */
function kindsOf(schema: Schema, root: Schema): string[] {
  if (schema.$ref) return kindsOf(resolve(schema.$ref, root), root);
  if (schema.anyOf) return schema.anyOf.flatMap((one) => kindsOf(one, root));
  if (schema.enum) return [schema.enum.map((one) => JSON.stringify(one)).join('、')];
  if (schema.type === 'object') return [`{${(schema.required ?? []).map((key) => `"${key}"`).join(', ') || '…'}}`];
  return [typeNames[schema.type ?? 'object']];
}

/** The definition a `$ref` points to. Throws Error where the schema has none: a fault of ours. */
function resolve(ref: string, root: Schema): Schema {
  const found = root.$defs?.[ref.replace('#/$defs/', '')];
  if (!found) throw new Error(`no definition ${ref}`);
  return found;
}
