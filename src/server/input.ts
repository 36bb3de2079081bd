/** The input of a view from an address: its path parts and its query, with numbers, lists and yes or no where the schema wants them. */
import type { Schema } from '../domain/schema.ts';

export function inputFrom(schema: Schema, params: unknown, query: unknown): Record<string, unknown> {
  const given = { ...(query as Record<string, unknown>), ...(params as Record<string, unknown>) };
  const properties = schema.properties ?? {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, Object.hasOwn(properties, name) ? wanted(properties[name] ?? {}, value) : value]),
  );
}

function wanted(schema: Schema, value: unknown): unknown {
  // A list of one has its name once in the address.
  if (schema.type === 'array') return (Array.isArray(value) ? value : [value]).map((one) => wanted(schema.items ?? {}, one));
  if (typeof value !== 'string') return value;
  if (schema.type === 'integer') return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (schema.type === 'number') return /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : value;
  if (schema.type === 'boolean') return value === 'true' || (value === 'false' ? false : value);
  return value;
}
