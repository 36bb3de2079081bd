/** The database part of `baocaitong start`, `stop` and `status`. */
import { type CommandIo, parseOptions, UsageError } from './command.ts';

export interface ServerState {
  readonly running: boolean;
  readonly pid?: number;
}

/** What main gives these commands for a data folder (the configured place where none is named); `place` is how a person knows it: the data folder, or the server without its password. */
export interface PlatformDoor {
  readonly place: string;
  /** The server is somebody else's (DATABASE_URL): it is neither started nor stopped here. */
  readonly foreign: boolean;
  readonly status: () => Promise<ServerState>;
  readonly stop: () => Promise<boolean>;
}

export async function statusCommand(argv: readonly string[], io: CommandIo, doorTo: (data?: string) => PlatformDoor): Promise<number> {
  const { json, data } = readOptions(argv, 'status');
  const door = doorTo(data);
  const state = await door.status();
  if (json) io.stdout(`${JSON.stringify({ place: door.place, foreign: door.foreign, ...state })}\n`);
  else if (door.foreign) io.stdout(`使用数据库服务器 ${door.place}：${state.running ? '可以连接' : '连不上'}。\n`);
  else
    io.stdout(
      state.running ? `数据库正在运行（进程 ${state.pid}），数据目录 ${door.place}。\n` : `数据库没有运行，数据目录 ${door.place}。\n`,
    );
  return state.running ? 0 : 1;
}

export async function stopCommand(argv: readonly string[], io: CommandIo, doorTo: (data?: string) => PlatformDoor): Promise<number> {
  const { json, data } = readOptions(argv, 'stop');
  const door = doorTo(data);
  const stopped = door.foreign ? false : await door.stop();
  if (json) io.stdout(`${JSON.stringify({ place: door.place, stopped })}\n`);
  else if (door.foreign) io.stderr(`数据库服务器 ${door.place} 不由报采通启动，也不由它停止。\n`);
  else io.stdout(stopped ? `数据库已停止，数据目录 ${door.place}。\n` : `数据库本来就没有运行，数据目录 ${door.place}。\n`);
  return 0;
}

/** An address as it may be shown: without the password. */
export function shownAddress(url: string): string {
  return url.replace(/^(\w+:\/\/[^:/@]*):[^@]*@/, '$1@').replace(/([?&]password=)[^&]*/, '$1***');
}

function readOptions(argv: readonly string[], command: string): { readonly json: boolean; readonly data: string | undefined } {
  const { options, rest } = parseOptions(argv, { json: 'flag', data: 'text' });
  if (rest.length > 0) throw new UsageError(`用法：baocaitong ${command} [--data 目录] [--json]`);
  return { json: options.json === true, data: options.data };
}
