// `node assets/confusions/build.ts LAWS.txt OFFICIAL.txt`: writes confusions.bin beside this file. See README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfusionRow, writeConfusions } from '../../src/text/confusions.ts';
import { likeness } from './likeness.ts';
import { strokesOf } from './strokes.ts';

/** Candidates are characters seen at least so often: what official text never holds is not proposed for it. */
const leastSeen = 2;
/** Candidates of one character: more bring little (93.6 % of the pairs at 60, 92.3 % at 40) and cost the decoder time. */
const mostCandidates = 48;
/** Of the mass, so much is left to mistakes that are like in no way. */
const unlike = 0.1;
/** Nothing less likely than this is kept. */
const leastLikely = 2e-4;
/** Laws repeat themselves more than other documents: their characters count less. */
const lawsWeigh = 0.3;

const han = /^\p{Script=Han}$/u;

function frequencies(laws: string, official: string): Map<string, number> {
  const seen = new Map<string, number>();
  for (const [text, weight] of [
    [laws, lawsWeigh],
    [official, 1],
  ] as const)
    for (const character of text)
      if (character.length === 1 && han.test(character)) seen.set(character, (seen.get(character) ?? 0) + weight);
  return seen;
}

/** The row of one character: its candidates with the probability that each was meant. */
function rowOf(written: string, candidates: readonly (readonly [string, number])[]): ConfusionRow {
  const likely = candidates.filter(([meant]) => meant !== written).map(([meant, log]) => ({ meant, ...likeness(written, meant, log) }));
  const most = likely.reduce((top, { logit }) => Math.max(top, logit), Number.NEGATIVE_INFINITY);
  const mass = likely.reduce((sum, { logit }) => sum + Math.exp(logit - most), 0);
  const kept = likely
    .map(({ meant, kinds, logit }) => ({
      unit: meant.charCodeAt(0),
      kinds,
      likelihood: ((1 - unlike) * Math.exp(logit - most)) / mass,
    }))
    .filter(({ kinds, likelihood }) => kinds !== 0 && likelihood >= leastLikely)
    .sort((a, b) => b.likelihood - a.likelihood || a.unit - b.unit)
    .slice(0, mostCandidates);
  return {
    unit: written.charCodeAt(0),
    candidates: kept.map(({ unit, kinds, likelihood }) => ({ unit, kinds, weight: -Math.log(likelihood) })),
  };
}

const [lawsFile, officialFile] = process.argv.slice(2);
if (!lawsFile || !officialFile) throw new Error('usage: node assets/confusions/build.ts LAWS.txt OFFICIAL.txt');
const seen = frequencies(readFileSync(lawsFile, 'utf8'), readFileSync(officialFile, 'utf8'));
const total = [...seen.values()].reduce((sum, one) => sum + one, 0);
const candidates = [...seen].filter(([, times]) => times >= leastSeen).map(([one, times]) => [one, Math.log(times / total)] as const);
// What may stand there by mistake is wider: any character that has strokes, also such as official text never holds (珐 for 法).
const written = new Set([...seen.keys(), ...[...strokesOf.keys()].filter((one) => one.length === 1 && han.test(one))]);
const rows = [...written].map((one) => rowOf(one, candidates)).filter((row) => row.candidates.length > 0);
const bytes = writeConfusions(rows);
writeFileSync(join(import.meta.dirname, 'confusions.bin'), bytes);
const pairs = rows.reduce((sum, row) => sum + row.candidates.length, 0);
process.stdout.write(`${rows.length} rows, ${candidates.length} candidates, ${pairs} pairs, ${bytes.length} bytes\n`);
