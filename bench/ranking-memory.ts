/** Scores the bench's year once under each rulebook in a process of its own, and prints the most memory it took, in MB. */
import { readFile } from 'node:fs/promises';
import { openDatabase } from '../src/store/database.ts';
import { scorePeriod } from '../src/store/scoring.ts';

const [folder = '', rulebooksFile = '', from = '0', to = '0'] = process.argv.slice(2);
const rulebooks = JSON.parse(await readFile(rulebooksFile, 'utf8'));
const database = await openDatabase({ folder }, { migrate: false });
const client = await database.pool.connect();
for (const rulebook of rulebooks) await scorePeriod(client, 'bench', { from: Number(from), to: Number(to) }, { rulebooks: [rulebook] });
client.release();
await database.close();
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
