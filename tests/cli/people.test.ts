import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { beginTotp } from '../../src/actions/begin-totp.ts';
import { claimAdministrator } from '../../src/actions/claim-administrator.ts';
import { setPasswordWithCode } from '../../src/actions/set-password-with-code.ts';
import { UsageError } from '../../src/cli/command.ts';
import { firstAdministratorCode, firstAdministratorCommand, keyCommand, peopleCommand } from '../../src/cli/people.ts';
import { visitorActor } from '../../src/domain/permission.ts';
import { actorFor, goodPassword, makePerson } from '../support/people.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf, testKeys } from '../views/offices.ts';

let world: World;
let platform: Platform;
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world);
});
afterAll(() => world.close());

const open = async () => ({ platform, close: async () => {} });
async function run(command: typeof peopleCommand, ...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io = {
    stdout: (text: string) => {
      said.out += text;
    },
    stderr: (text: string) => {
      said.err += text;
    },
  };
  const exit = await command(argv, io, open);
  return { exit, ...said };
}

it('gives a code for the first administrator until there is one, the newest alone being good', async () => {
  const started = await firstAdministratorCode(platform);
  const shown = await run(firstAdministratorCommand, '--json');
  const { code } = JSON.parse(shown.out) as { code: string };
  const claim = (given: string) =>
    perform(platform, visitorActor, claimAdministrator, { code: given, signInName: 'admin1', name: '管理员', password: goodPassword });
  expect((await claim(started!.code)).ok).toBe(false);
  accepted(await claim(code));
  expect(await firstAdministratorCode(platform)).toBeUndefined();
  const refused = await run(firstAdministratorCommand);
  expect(refused.exit).toBe(1);
  expect(refused.err).toContain('people reset');
});

it('lists people with their roles, and resets a password by the sign-in name', async () => {
  await makePerson(platform, 'lisi', [{ role: 'auditor' }]);
  expect((await run(peopleCommand, 'list')).out).toContain('lisi\tlisi同志\t在用\t审计员');
  expect((await run(peopleCommand, 'reset', 'nobody')).exit).toBe(1);
  const reset = await run(peopleCommand, 'reset', ' LISI ', '--json');
  const { code } = JSON.parse(reset.out) as { code: string };
  accepted(await perform(platform, visitorActor, setPasswordWithCode, { code, password: 'Fresh-Grass.88' }));
  await expect(run(peopleCommand, 'reset')).rejects.toThrow(UsageError);
  await expect(run(peopleCommand, 'list', '多余')).rejects.toThrow(UsageError);
});

it('rotates the key: what was sealed opens with the new file alone', async () => {
  const actor = await actorFor(platform, await makePerson(platform, 'sealed'));
  accepted(await perform(platform, actor, beginTotp, { password: goodPassword }));
  const sealed = async () =>
    (await world.db.selectFrom('people').select('totp_pending').where('sign_in_name', '=', 'sealed').executeTakeFirstOrThrow())
      .totp_pending!;
  const [old, secret] = [await sealed(), testKeys.open(await sealed())];
  const rotated = await run((argv, io, opened) => keyCommand(argv, io, opened, testKeys), 'rotate');
  expect(rotated).toMatchObject({ exit: 0, out: expect.stringContaining(testKeys.path) });
  expect(testKeys.open(old)).toBeUndefined();
  expect(testKeys.open(await sealed())).toEqual(secret);
});
