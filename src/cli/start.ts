/** `baocaitong start`: the platform with its pages, until it is told to stop; also the clock by which issued bulletins are rendered. */
import { type CommandIo, parseOptions, UsageError } from './command.ts';

export interface StartDoor {
  readonly place: string;
  readonly open: () => Promise<{
    /** Renders what was issued and not yet filed; gives the number of files made. */
    readonly render: () => Promise<number>;
    readonly serve: (port: number) => Promise<{ readonly url: string; readonly stopped: Promise<void> }>;
    readonly close: () => Promise<void>;
  }>;
}

const renderEveryMs = 5_000;

export async function startCommand(argv: readonly string[], io: CommandIo, door: StartDoor): Promise<number> {
  const { options, rest } = parseOptions(argv, { port: 'text' });
  const port = Number(options.port ?? 0);
  if (rest.length > 0 || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError('用法：baocaitong start [--data 目录] [--port 端口]');
  const opened = await door.open();
  try {
    const { url, stopped } = await opened.serve(port);
    io.stderr(`报采通已启动：${url} ，数据目录 ${door.place}；按 Ctrl+C 停止。\n`);
    const timer = setInterval(() => {
      opened.render().catch((error: Error) => io.stderr(`印发文件未能生成，稍后再试：${error.message}\n`));
    }, renderEveryMs);
    await stopped;
    clearInterval(timer);
    return 0;
  } finally {
    await opened.close();
  }
}
