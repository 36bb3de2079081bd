// Statements are prepared under one name for each text, and never more than a connection can hold.
import { expect, it } from 'vitest';
import { prepared } from '../../src/store/prepared.ts';

it('gives the same text the same name and another text another', () => {
  const first = prepared('select 1 + $1::int', [1]);
  expect(prepared('select 1 + $1::int', [2])).toEqual({ ...first, values: [2] });
  expect(prepared('select 2 + $1::int', [1]).name).not.toBe(first.name);
});

it('stops naming when there are very many texts, and still asks them', () => {
  const many = Array.from({ length: 1000 }, (_, n) => prepared(`select ${n} + $1::int as many`, [n]));
  expect(new Set(many.flatMap(({ name }) => name ?? [])).size).toBeLessThan(500);
  expect(many.at(-1)).toEqual({ text: 'select 999 + $1::int as many', values: [999] });
});
