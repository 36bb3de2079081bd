// `node assets/model/build.ts LAWS OFFICIAL`: trains the model that ships from the two plain texts (one paragraph a line; `.xz` goes through xz).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeModel } from '../../src/text/model-file.ts';
import { train } from '../../src/text/train/train.ts';

/** Room for n-grams; fixed tables come on top. */
const bytes = 14_000_000;
/** How often official text counts: it is a sixth of the whole, and what offices write. */
const weight = 3;

const textOf = (file: string): string =>
  file.endsWith('.xz') ? execFileSync('xz', ['-dc', file], { encoding: 'utf8', maxBuffer: 2 ** 30 }) : readFileSync(file, 'utf8');

const [laws, official] = process.argv.slice(2);
if (laws === undefined || official === undefined) throw new Error('node assets/model/build.ts LAWS OFFICIAL');
const texts = [textOf(laws), ...Array.from({ length: weight }, () => textOf(official))];
const model = writeModel(train(texts, { bytes }));
writeFileSync(join(import.meta.dirname, 'base.model'), model);
process.stdout.write(`base.model ${model.length}\n`);
