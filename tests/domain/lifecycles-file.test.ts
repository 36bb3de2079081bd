import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lifecyclesText } from '../../docs/write-lifecycles.ts';
import { submissionStates, submissionSteps } from '../../src/domain/submission/lifecycle.ts';

it('the published lifecycles are those of the program (written by node docs/write-lifecycles.ts)', () => {
  const published = readFileSync(new URL('../../docs/lifecycles.md', import.meta.url), 'utf8');
  expect(published).toBe(lifecyclesText());
});

it('every step stands in the table, and every state in the diagram', () => {
  const text = lifecyclesText();
  for (const step of Object.keys(submissionSteps)) expect(text).toContain(`\`${step}\` |`);
  for (const state of submissionStates) expect(text).toContain(`as ${state.replaceAll('-', '_')}\n`);
});
