/**
 * Templates of offices' sentences (LiquidJS) in a closed box: no files, no network, no code, bounds on size and work.
 * A name that does not exist is an error, never an empty place in a bulletin.
 */
import { Liquid, LiquidError } from 'liquidjs';
import { TemplateError } from '../domain/bulletin/compose.ts';

/**
 * Clauses, one on a line: those that count nothing are left out, the others joined by ， and closed by 。
 * `采用县区信息3条` stays, `驻外办信息0条` goes.
 */
export function joinClauses(text: string): string {
  const clauses = String(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/(?<![\d.])0(?![\d.])/.test(line));
  return clauses.length === 0 ? '' : `${clauses.join('，')}。`;
}

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  cache: 200,
  parseLimit: 100_000,
  renderLimit: 1_000,
  memoryLimit: 10_000_000,
  templates: {},
});
engine.registerFilter('clauses', joinClauses);

/** Fills a template. Throws TemplateError. */
export function fillTemplate(template: string, scope: Readonly<Record<string, unknown>>): string {
  try {
    return String(engine.parseAndRenderSync(template, { ...scope }));
  } catch (error) {
    if (!(error instanceof LiquidError) && !(error instanceof Error && error.name.endsWith('Error'))) throw error;
    const missing = /undefined variable: ([^,\s]+)/.exec(error.message);
    const where = template.length > 40 ? `${template.slice(0, 40)}…` : template;
    throw new TemplateError(missing ? `句子“${where}”里的“${missing[1]}”没有定义` : `句子“${where}”的写法有误：${error.message}`);
  }
}
