/** `baocaitong start`: the platform with its pages, until it is told to stop; also the clock by which jobs run. */
import { type CommandIo, parseOptions, UsageError } from './command.ts';

export interface ServeOptions {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly url?: string | undefined;
  readonly 'tls-cert'?: string | undefined;
  readonly 'tls-key'?: string | undefined;
  readonly proxy?: string | undefined;
  readonly 'allow-plain-http'?: true | undefined;
}

export interface StartDoor {
  readonly place: string;
  /** Listens as the environment says and as these options say, which go first. Throws UsageError where that would not be safe. */
  readonly open: (options: ServeOptions) => Promise<{
    /** Runs what is to be done at its times; failures are said once. `stop` waits for what is under way. */
    readonly startJobs: (say: (line: string) => void) => { readonly stop: () => Promise<void> };
    readonly serve: () => Promise<{ readonly url: string; readonly stopped: Promise<void> }>;
    /** Gives the code for the first administrator where there is none: said to whoever started it. */
    readonly firstSteps: () => Promise<void>;
    readonly close: () => Promise<void>;
  }>;
}

const usage =
  '用法：baocaitong start [--data 目录] [--port 端口] [--host 监听地址] [--url 网址]\n' +
  '      [--tls-cert 证书文件 --tls-key 私钥文件] [--proxy 代理地址,…] [--allow-plain-http]';

export async function startCommand(argv: readonly string[], io: CommandIo, door: StartDoor): Promise<number> {
  const { options, rest } = parseOptions(argv, {
    host: 'text',
    port: 'text',
    url: 'text',
    'tls-cert': 'text',
    'tls-key': 'text',
    proxy: 'text',
    'allow-plain-http': 'flag',
  });
  if (rest.length > 0) throw new UsageError(usage);
  const opened = await door.open(options);
  try {
    const { url, stopped } = await opened.serve();
    io.stderr(`报采通已启动：${url} ，数据目录 ${door.place}；按 Ctrl+C 停止。\n`);
    await opened.firstSteps();
    const jobs = opened.startJobs((line) => io.stderr(`${line}\n`));
    await stopped;
    await jobs.stop();
    return 0;
  } finally {
    await opened.close();
  }
}
