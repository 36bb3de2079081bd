import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { removeFolder, serverPid, temporaryFolder, until } from '../support/processes.ts';

const base = temporaryFolder();
const folder = join(base, 'data');
const acknowledged = new Set<string>();
beforeAll(async () => {
  await (await openDatabase({ folder })).close();
});
afterAll(() => removeFolder(base));

/** Who is killed with -9 in the middle of writing. */
const victims = ['server', 'writer', 'both'] as const;

async function writeAndKill(round: number, victim: (typeof victims)[number]): Promise<void> {
  const writer = spawn(process.execPath, [fileURLToPath(new URL('writer.ts', import.meta.url)), folder, String(round)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(writer, 'exit');
  let count = 0;
  createInterface({ input: writer.stdout! }).on('line', (id) => {
    acknowledged.add(id);
    count += 1;
  });
  await until(() => count > 50);
  await sleep((round * 37) % 200);
  const server = serverPid(folder)!;
  if (victim !== 'writer') process.kill(server, 'SIGKILL');
  if (victim !== 'server') writer.kill('SIGKILL');
  // Without its server the writer fails by itself.
  await ended;
}

test('twenty times killed while writing, no acknowledged row is lost and each next start works', async () => {
  for (let round = 0; round < 20; round += 1) {
    await writeAndKill(round, victims[round % victims.length]!);
    const database = await openDatabase({ folder });
    const found = new Set((await database.db.selectFrom('sites').select('id').execute()).map(({ id }) => id));
    expect(
      [...acknowledged].filter((id) => !found.has(id)),
      `round ${round}`,
    ).toEqual([]);
    // Now and then the next start meets a server that is still running.
    if (round % 4 !== 3) await database.close();
    else await Promise.all([database.close(), openDatabase({ folder }).then((next) => next.close())]);
  }
  expect(acknowledged.size).toBeGreaterThan(1000);
  expect(serverPid(folder)).toBeUndefined();
});
