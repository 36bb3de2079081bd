// The browser names actions and views; here each line of `api.ts` is held against the things themselves and the lists of the door.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions } from '../../src/actions/index.ts';
import { views } from '../../src/views/index.ts';

const web = join(import.meta.dirname, '..', '..', 'src', 'web');
const text = readFileSync(join(web, 'api.ts'), 'utf8');
const lines = [...text.matchAll(/^ {2}'?([\w.-]+)'?: typeof import\('([^']+)'\)\.(\w+);$/gm)].map(
  ([, name = '', file = '', thing = '']) => ({
    name,
    file,
    thing,
  }),
);

describe('the browser’s list of what the server offers', () => {
  it('sees its own lines', () => {
    expect(lines.length).toBe(text.match(/typeof import\(/g)!.length - 2);
    expect(lines.length).toBeGreaterThan(1);
  });

  it('names each action and view as it names itself, and only what the door opens', async () => {
    for (const { name, file, thing } of lines) {
      const found: unknown = ((await import(join(web, file))) as Record<string, unknown>)[thing];
      const open = file.includes('/actions/') ? actions : views;
      expect(open, name).toContain(found);
      const own = found as { readonly name: string; readonly view?: string };
      expect(own.view ?? own.name).toBe(name);
    }
  });
});
