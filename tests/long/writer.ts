// Run as a process of its own: writes rows into a data folder from several connections and names each one that was acknowledged.
import { openDatabase } from '../../src/store/database.ts';

const [folder, round] = process.argv.slice(2);
const database = await openDatabase({ folder: folder! });
const write = async (lane: number) => {
  for (let number = 0; ; number += 1) {
    const id = `r${round}-${lane}-${number}`;
    await database.db.insertInto('sites').values({ id, name: '某网站', recorded_at: new Date() }).execute();
    process.stdout.write(`${id}\n`);
  }
};
await Promise.all([0, 1, 2, 3].map(write));
