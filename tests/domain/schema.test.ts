import { describe, expect, it } from 'vitest';
import { checkSchema, type Schema } from '../../src/domain/schema.ts';

const person: Schema = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: { name: { type: 'string', maxLength: 5 }, age: { type: 'integer' }, share: { type: 'number' }, body: { type: 'object' } },
};
const codes = (value: unknown): string[] => checkSchema(value, person).map(({ code }) => code);

describe('what a schema lets in', () => {
  it('does not take what every object inherits for a property of its own', () => {
    expect(codes(JSON.parse('{"name":"a","constructor":1,"toString":{}}'))).toEqual(['unknown', 'unknown']);
    expect(codes(Object.create({ name: 'inherited' }))).toEqual(['missing']);
  });

  it('takes no number that a table or a double cannot hold', () => {
    expect(codes({ name: 'a', age: 2 ** 53 })).toEqual(['maximum']);
    expect(codes(JSON.parse('{"name":"a","share":1e999}'))).toEqual(['maximum']);
    expect(codes({ name: 'a', age: 1.5 })).toEqual(['type']);
    expect(codes({ name: 'a', age: 7, share: 0.5 })).toEqual([]);
  });

  it.each([
    ['a NUL', 'x\0'],
    ['half a surrogate pair', '\ud800'],
  ])('takes no text with %s, also where it says nothing about the inside', (_, text) => {
    expect(codes({ name: text })).toEqual(['unstorable']);
    expect(codes({ name: 'a', body: { list: [{ deep: text }] } })).toEqual(['unstorable']);
    expect(codes({ name: 'a', body: { [text]: 1 } })).toEqual(['unstorable']);
  });

  it('says what it takes to an object that cannot be written as text', () => {
    expect(checkSchema({ toString: 1 }, { enum: ['a', 'b'] })[0]?.message).toBe('不应为 {"toString":1}，可用：a、b');
  });

  it('stops at an absurd depth and after many findings, and shows no endless value', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(codes({ name: 'a', body: { deep } })).toEqual(['depth']);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1]));
    expect(codes({ name: 'a', ...many })).toHaveLength(100);
    expect(checkSchema('长'.repeat(100_000), { enum: ['a', 'b'] })[0]?.message.length).toBeLessThan(200);
  });
});
