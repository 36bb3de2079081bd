/**
 * The guide's examples work as printed: a block marked `json part` is a piece of a rulebook, `json rulebook X` and
 * `json facts X` an example, and a table after `<!-- X 2024-01-01 2024-12-31 -->` its result, lists after it totals, quotes notes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreFacts } from '../../../src/cli/score.ts';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { readRulebooks } from '../../../src/domain/scoring/check-rulebook.ts';
import { factKinds } from '../../../src/domain/scoring/fact.ts';
import { functions } from '../../../src/domain/scoring/formula.ts';
import { readFacts } from '../../../src/domain/scoring/read-facts.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import { rulebookSchema } from '../../../src/domain/scoring/rulebook-schema.ts';
import type { Scored } from '../../../src/domain/scoring/score.ts';

const guide = readFileSync(new URL('../../../docs/rulebook.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/^```json ?(.*)\n([\s\S]*?)^```$/gmu)].map(([, mark = '', body = '']) => ({ mark, body }));
const bodyOf = (mark: string): unknown => JSON.parse(blocks.find((block) => block.mark === mark)?.body ?? 'null');

interface Result {
  readonly example: string;
  readonly from: string;
  readonly to: string;
  readonly table: string[][];
  readonly totals: string[];
  readonly notes: string[];
}
const results: Result[] = [...guide.matchAll(/^<!-- (\S+) (\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d) -->\n((?:[|>-].*\n|\n)*)/gmu)].map(
  (match) => {
    const [, example = '', from = '', to = '', text = ''] = match;
    const lines = text.split('\n');
    const cells = lines.filter((line) => line.startsWith('|') && !/^\|[-| ]+\|$/.test(line));
    return {
      example,
      from,
      to,
      table: cells.map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
      totals: lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)),
      notes: lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2)),
    };
  },
);

/** Whatever the parts of a rulebook in the guide name. */
const base: Rulebook = {
  name: '示例办法',
  from: '2024-01-01',
  rules: [
    { id: '报送', each: { fact: 'submission' }, points: 1 },
    { id: '采用', each: { fact: 'adoption' }, points: 5 },
    { id: '批示', each: { fact: 'instruction' }, points: 20 },
    { id: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
    { id: '每月任务', per: 'month', measure: { count: { fact: 'submission' } }, steps: [{ atLeast: 4, points: 10 }] },
  ],
  figures: [
    { name: '报送条数', count: { fact: 'submission' } },
    { name: '采用条数', count: { fact: 'adoption' } },
  ],
};

function scoredAs({ example, from, to }: Result): Scored {
  const rulebooks = readRulebooks(bodyOf(`rulebook ${example}`));
  const facts = readFacts(bodyOf(`facts ${example}`));
  expect(rulebooks.ok ? [] : rulebooks.findings).toEqual([]);
  expect(facts.ok ? [] : facts.findings).toEqual([]);
  if (!rulebooks.ok || !facts.ok) throw new Error(example);
  return scoreFacts(rulebooks.value, facts.value, { from: dayFrom(from) as number, to: dayFrom(to) as number });
}

const printed = (one: Scored): string[][] => [
  one.groups[0]?.columns.map((column) => column.title) ?? [],
  ...one.groups.flatMap((group) => group.rows.map((row) => row.cells.map((cell) => cell.shown))),
];

describe('the guide to rulebooks', () => {
  it('shows a result for every example, from 101 to 124', () => {
    const examples = blocks.filter((block) => block.mark.startsWith('rulebook ')).map((block) => block.mark.slice('rulebook '.length));
    expect(examples.filter((example) => !results.some((result) => result.example === example))).toEqual([]);
    expect(examples).toEqual(expect.arrayContaining(['101', '103', '105', '107', '109', '112', '114', '116', '118', '120', '124']));
  });

  it.each(results.map((result) => [`${result.example} ${result.from}—${result.to}`, result] as const))(
    '%s comes out as printed',
    (_, result) => {
      const one = scoredAs(result);
      expect(printed(one)).toEqual(result.table);
      if (result.totals.length > 0) expect(one.totals.map((total) => `${total.name}：${total.shown}`)).toEqual(result.totals);
      if (result.notes.length > 0) expect(one.notes.map((note, index) => `${index + 1}. ${note}`)).toEqual(result.notes);
    },
  );

  const parts = blocks.filter((block) => block.mark === 'part');
  it.each(parts.map((part) => [part.body.trim().split('\n')[0]?.slice(0, 60), part.body] as const))(
    'the part %s is one of a rulebook',
    (_, body) => {
      const part = JSON.parse(body) as Partial<Rulebook>;
      const own = new Set([...(part.rules ?? []), ...(part.figures ?? [])].map((one) => ('id' in one ? one.id : one.name)));
      const rulebook = {
        ...base,
        ...part,
        rules: [...base.rules.filter((rule) => !own.has(rule.id)), ...(part.rules ?? [])],
        figures: [...(base.figures ?? []).filter((figure) => !own.has(figure.name)), ...(part.figures ?? [])],
      };
      const read = readRulebooks(rulebook);
      expect(read.ok ? [] : read.findings).toEqual([]);
      if (!read.ok) return;
      const facts = readFacts({ units: [{ name: '甲局' }], facts: [{ fact: 'adoption', unit: '甲局', on: '2024-03-01' }] });
      if (!facts.ok) throw new Error('unreadable');
      expect(scoreFacts(read.value, facts.value, { from: 19723, to: 20088 }).groups.length).toBeGreaterThan(0);
    },
  );

  it('every other JSON block is JSON, and every link leads to a file', () => {
    for (const block of blocks) expect(() => JSON.parse(block.body), block.body).not.toThrow();
    const links = [...guide.matchAll(/\]\((?!#|https?:)([^)]+)\)/gu)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(new URL(`../../../docs/${path}`, import.meta.url)))).toEqual([]);
  });

  it('names every key of the schema, every kind of fact and every function', () => {
    const keys = new Set<string>();
    const collect = (schema: object): void => {
      for (const [key, inner] of Object.entries(schema)) {
        if (key === 'properties') for (const name of Object.keys(inner)) keys.add(name);
        if (typeof inner === 'object' && inner !== null) collect(inner);
      }
    };
    collect(rulebookSchema);
    const missing = [...keys, ...factKinds, ...Object.keys(functions)].filter(
      (word) => !new RegExp(`(?<![\\w$])${word.replace('$', '\\$')}\\b`).test(guide),
    );
    expect(missing).toEqual([]);
  });
});
