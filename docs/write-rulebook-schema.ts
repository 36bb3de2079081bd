/** Writes docs/rulebook.schema.json from the source: `node docs/write-rulebook-schema.ts && npx biome format --write docs/rulebook.schema.json`. */
import { writeFileSync } from 'node:fs';
import { rulebookSchema } from '../src/domain/scoring/rulebook-schema.ts';

writeFileSync(new URL('rulebook.schema.json', import.meta.url), `${JSON.stringify(rulebookSchema, null, 2)}\n`);
