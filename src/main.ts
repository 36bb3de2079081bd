/** Wires configuration, store, clock and doors; the only file that knows everyone. Commands load what they need when they are called. */
import type { CommandIo } from './cli/command.ts';
import { UsageError } from './cli/command.ts';

type Command = (argv: readonly string[], io: CommandIo) => Promise<number>;

const commands: Readonly<Record<string, { readonly says: string; readonly load: () => Promise<Command> }>> = {
  score: { says: '按计分办法给事实计分、排名', load: async () => (await import('./cli/score.ts')).scoreCommand },
};

const io: CommandIo = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
};

/** Runs one command; the exit code is 0 done, 1 findings or a refusal, 2 bad input or usage, 70 fault. */
export async function run(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = argv;
  const command = commands[name];
  if (!command) {
    const list = Object.entries(commands).map(([key, { says }]) => `  ${key.padEnd(10)} ${says}\n`);
    (name === 'help' || name === '--help' ? io.stdout : io.stderr)(`报采通 · 用法：baocaitong 命令 [选项]\n${list.join('')}`);
    process.exitCode = name === 'help' || name === '--help' ? 0 : 2;
    return;
  }
  try {
    process.exitCode = await (await command.load())(rest, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${error.message}\n`);
      process.exitCode = 2;
    } else {
      io.stderr(`出了程序错误：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 70;
    }
  }
}
