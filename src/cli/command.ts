/** What every command of the terminal shares: where it writes, how it reads its options, how it says that it was called wrongly. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Wrong usage or unreadable input: exit 2 with one sentence. */
export class UsageError extends Error {}

type Kind = 'text' | 'flag' | 'texts';
type Parsed<S extends Record<string, Kind>> = {
  -readonly [K in keyof S]?: (S[K] extends 'flag' ? true : S[K] extends 'texts' ? string[] : string) | undefined;
};

/** Splits arguments into the options named in `spec` and the rest. Throws UsageError on an unknown option or a missing value. */
export function parseOptions<const S extends Record<string, Kind>>(
  argv: readonly string[],
  spec: S,
): { options: Parsed<S>; rest: string[] } {
  const options: Record<string, string | true | string[]> = {};
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const arg = argv[at] as string;
    if (!arg.startsWith('--') || arg === '--') {
      if (arg !== '--') rest.push(arg);
      continue;
    }
    const [name = '', inline] = arg.slice(2).split(/=(.*)/s);
    const kind = spec[name];
    if (!kind)
      throw new UsageError(
        `没有选项 --${name}；可用：${Object.keys(spec)
          .map((one) => `--${one}`)
          .join(' ')}`,
      );
    if (kind === 'flag') {
      options[name] = true;
      continue;
    }
    const value = inline ?? argv[++at];
    if (value === undefined) throw new UsageError(`--${name} 后面要有值`);
    if (kind === 'texts') options[name] = [...((options[name] as string[] | undefined) ?? []), value];
    else options[name] = value;
  }
  return { options: options as Parsed<S>, rest };
}
