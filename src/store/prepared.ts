/** Statements that are asked again and again: planning them costs several times what running them does. */
import type pg from 'pg';

/** More than all texts of the program; those put together from what an asker chose beyond that are planned each time. */
const MOST = 400;
const names = new Map<string, string>();

/**
 * A query that each connection prepares once and then only runs. The text must be the same each time: lists go in as one array, and
 * what an asker chose as a value.
 */
export function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= MOST) return { text, values: values as unknown[] };
    name = `prepared-${names.size}`;
    names.set(text, name);
  }
  return { name, text, values: values as unknown[] };
}
