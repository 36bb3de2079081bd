import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rulebookSchema } from '../../../src/domain/scoring/rulebook-schema.ts';

it('the published schema is the one that rulebooks are checked against (written by node docs/write-rulebook-schema.ts)', () => {
  const published = readFileSync(new URL('../../../docs/rulebook.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(rulebookSchema);
});
