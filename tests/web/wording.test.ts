// Words that stand in tables by a name made elsewhere: nobody may meet the bare name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actions } from '../../src/actions/index.ts';
import { helpWords } from '../../src/web/wording/zh-help.ts';
import { stepWords } from '../../src/web/wording/zh-history.ts';

const web = join(import.meta.dirname, '..', '..', 'src', 'web');

it('every step that history can hold has its words, and no other', () => {
  const names: readonly string[] = actions.map(({ name }) => name).sort();
  expect(Object.keys(stepWords).sort()).toEqual(names);
});

it('every page for people who are signed in says how it works, and no help is for a page that is gone', () => {
  const text = readFileSync(join(web, 'pages.ts'), 'utf8');
  const pages = [...text.matchAll(/name: '([\w-]+)',\s+path: '[^']+',\s+title: [\w.]+,\s+in: '(\w+)'/g)];
  expect(pages.length).toBeGreaterThan(20);
  const names = pages.flatMap(([, name = '', place]) => (place === 'strangers' ? [] : [name]));
  expect(Object.keys(helpWords).sort()).toEqual(names.sort());
  for (const [name, sentences] of Object.entries(helpWords)) for (const one of sentences) expect(one, name).toMatch(/[。？]$/);
});
