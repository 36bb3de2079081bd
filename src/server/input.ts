/** The input of a view from an address: its path parts and its query, numbers where the schema wants numbers. */
import type { Schema } from '../domain/schema.ts';

export function inputFrom(schema: Schema, params: unknown, query: unknown): Record<string, unknown> {
  const given = { ...(query as Record<string, unknown>), ...(params as Record<string, unknown>) };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const wanted = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
      const isNumber = wanted?.type === 'integer' && typeof value === 'string' && /^\d{1,15}$/.test(value);
      return [name, isNumber ? Number(value) : value];
    }),
  );
}
