/** What operations of the API's document are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const problemName = (status: number): string => `Problem${status}`;

/** References to the answers that say no. */
export const problems = (...named: readonly number[]): JsonObject =>
  Object.fromEntries(named.map((status) => [String(status), { $ref: `#/components/responses/${problemName(status)}` }]));

export const answer = (description: string, schema: Json = {}): JsonObject => ({
  '200': { description, content: { 'application/json': { schema } } },
});
