import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type PlatformDoor, shownAddress, statusCommand, stopCommand } from '../../src/cli/platform.ts';
import { openDatabase, type Place } from '../../src/store/database.ts';
import { databaseStatus, stopDatabase } from '../../src/store/database-status.ts';
import { removeFolder, temporaryFolder } from '../support/processes.ts';
import { openWorld } from '../support/world.ts';

const base = temporaryFolder();
const folder = join(base, 'data');
afterAll(() => removeFolder(base));

function doorTo(place: Place): PlatformDoor {
  const shown = 'folder' in place ? place.folder : shownAddress(place.url);
  return { place: shown, foreign: 'url' in place, status: () => databaseStatus(place), stop: () => stopDatabase(place) };
}

async function say(
  command: typeof statusCommand,
  place: Place,
  argv: string[] = [],
): Promise<{ readonly exit: number; readonly text: string }> {
  const said: string[] = [];
  const write = (text: string) => void said.push(text);
  const exit = await command(argv, { stdout: write, stderr: write }, () => doorTo(place));
  return { exit, text: said.join('') };
}

test('status and stop tell whether our own server runs, and stop it', async () => {
  expect(await say(statusCommand, { folder })).toMatchObject({ exit: 1, text: expect.stringContaining('没有运行') });
  await (await openDatabase({ folder }, { keepRunning: true, settings: { fsync: 'off' } })).close();
  const running = await say(statusCommand, { folder }, ['--json']);
  expect(JSON.parse(running.text)).toEqual({ place: folder, foreign: false, running: true, pid: expect.any(Number) });
  expect(await say(stopCommand, { folder })).toMatchObject({ exit: 0, text: expect.stringContaining('已停止') });
  expect(await say(statusCommand, { folder })).toMatchObject({ exit: 1 });
  expect(await say(stopCommand, { folder })).toMatchObject({ exit: 0, text: expect.stringContaining('本来就没有运行') });
});

test('a server of others is looked at, never stopped, and its password is not shown', async () => {
  const world = await openWorld();
  try {
    const state = await say(statusCommand, { url: world.url });
    expect(state).toMatchObject({ exit: 0, text: expect.stringContaining('可以连接') });
    const { password } = new URL(world.url);
    expect(password).not.toBe('');
    expect(state.text).not.toContain(password);
    await say(stopCommand, { url: world.url });
    expect(await world.db.selectFrom('sites').selectAll().execute()).toEqual([]);
  } finally {
    await world.close();
  }
  expect(await say(statusCommand, { url: 'postgres://office:secret@127.0.0.1:1/none' })).toMatchObject({
    exit: 1,
    text: expect.stringContaining('连不上'),
  });
});
