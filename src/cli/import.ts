/** `baocaitong import facts FILE --site S`: a csv or xlsx of facts, all of it or nothing, with every bad row named. */
import { basename } from 'node:path';
import { type Platform, perform } from '../actions/action.ts';
import { type ImportedFacts, importFacts } from '../actions/import-facts.ts';
import type { ImportFinding } from '../domain/import/row.ts';
import { kindNames, readKind } from '../domain/import/words.ts';
import type { Finding, Outcome } from '../domain/outcome.ts';
import { type Actor, terminalActor } from '../domain/permission.ts';
import type { FactKind } from '../domain/scoring/fact.ts';
import { encodingNames } from '../reading/encoding.ts';
import { openTableFile, type TableFile } from '../reading/rows.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { progressBar } from './progress-bar.ts';
import { exitOf, type OpenPlatform } from './site.ts';

export interface ImportRequest {
  readonly file: string;
  readonly site: string;
  readonly fact?: FactKind;
  readonly sheet?: string;
  readonly allowRepeats?: boolean;
  /** Rows read so far, of about how many. */
  readonly progress?: (done: number, expected: number) => void;
}

/** Imports a file as an actor. Throws UnreadableError where the file cannot be read. */
export async function importFile(platform: Platform, actor: Actor, request: ImportRequest): Promise<Outcome<ImportedFacts>> {
  return importTable(platform, actor, request, await openRequested(request));
}

const openRequested = ({ file, sheet }: ImportRequest): Promise<TableFile> => openTableFile(file, sheet === undefined ? {} : { sheet });

function importTable(platform: Platform, actor: Actor, request: ImportRequest, table: TableFile): Promise<Outcome<ImportedFacts>> {
  const { site, fact, allowRepeats, progress } = request;
  const input = {
    site,
    fileName: basename(request.file),
    sha256: table.sha256,
    rows: table.rows,
    ...(fact ? { fact } : {}),
    ...(allowRepeats ? { allowRepeats } : {}),
  };
  const options = progress ? { progress: (done: number) => progress(done, table.expectedRows) } : {};
  return perform(platform, actor, importFacts, input, options);
}

const usage =
  '用法：baocaitong import facts 文件 --site 网站 [--fact 采用] [--sheet 工作表] [--repeats] [--json]\n' +
  '  文件是 csv（UTF-8、GBK、UTF-16）或 xlsx；--fact 指明没有“类型”列的文件全部是哪一类；\n' +
  '  --repeats 允许没有编号的行与以前导入的内容相同。';

export async function importCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', fact: 'text', sheet: 'text', repeats: 'flag', json: 'flag' });
  const [what, file, more] = rest;
  if (what !== 'facts' || file === undefined || more !== undefined || options.site === undefined) throw new UsageError(usage);
  const fact = options.fact === undefined ? undefined : readKind(options.fact);
  if (options.fact !== undefined && !fact) {
    throw new UsageError(`没有“${options.fact}”这种类型；可用：${Object.values(kindNames).join('、')}`);
  }
  const bar = progressBar(io.stderr, process.stderr.isTTY === true);
  const request: ImportRequest = {
    file,
    site: options.site,
    progress: bar.show,
    ...(fact ? { fact } : {}),
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    ...(options.repeats ? { allowRepeats: true } : {}),
  };
  try {
    const table = await openRequested(request);
    const opened = await open();
    try {
      const outcome = await importTable(opened.platform, terminalActor, request, table);
      bar.end();
      io.stdout(options.json ? `${JSON.stringify(resultJson(outcome, table))}\n` : resultText(outcome, table, file));
      return outcome.ok ? 0 : exitOf(outcome.code);
    } finally {
      await opened.close();
    }
  } catch (error) {
    bar.end();
    if (error instanceof UnreadableError) throw new UsageError(error.message);
    throw error;
  }
}

const readAsText = ({ readAs }: TableFile): string =>
  'encoding' in readAs
    ? `编码 ${encodingNames[readAs.encoding]}`
    : `工作表“${readAs.sheet}”${readAs.otherSheets.length > 0 ? `；另有工作表${readAs.otherSheets.map((name) => `“${name}”`).join('')}没有读` : ''}`;

function resultJson(outcome: Outcome<ImportedFacts>, table: TableFile) {
  const readAs = 'encoding' in table.readAs ? { encoding: table.readAs.encoding } : { sheet: table.readAs.sheet };
  if (!outcome.ok) return { added: 0, known: 0, code: outcome.code, findings: outcome.findings.map(findingJson), notes: [], ...readAs };
  const { added, known, facts, submissions, importId, notes } = outcome.value;
  return { added, known, facts, submissions, import: importId, findings: [], notes: notes.map(({ message }) => message), ...readAs };
}

function findingJson(finding: Finding | ImportFinding) {
  const { code, message } = finding;
  const { row, suggestions } = finding as Partial<ImportFinding>;
  return {
    ...(row === undefined ? {} : { row }),
    code,
    message,
    ...(suggestions && suggestions.length > 0 ? { suggestions } : {}),
  };
}

function resultText(outcome: Outcome<ImportedFacts>, table: TableFile, file: string): string {
  if (!outcome.ok) {
    const lines = outcome.findings.map(({ where, message }) => `  ${where ? `${where}：` : ''}${message}\n`);
    const rows = new Set(outcome.findings.flatMap((finding) => ('row' in finding ? [finding.row] : [])));
    const head = rows.size > 0 ? `${file} 有 ${rows.size} 行不能导入，共 ${lines.length} 处` : `${file} 不能导入`;
    return `${head}；什么都没有导入（${readAsText(table)}）。\n${lines.join('')}`;
  }
  const { added, known, facts, submissions, notes } = outcome.value;
  const said = notes.map((note) => `注意：${note.message}\n`).join('');
  if (added === 0) return `没有新增：${file} 的 ${known} 行以前都已导入（${readAsText(table)}）。\n${said}`;
  const counts = [
    `已导入 ${added} 行`,
    ...(facts === added ? [] : [`计 ${facts} 条（联合报送的一行按单位分开）`]),
    ...(submissions > 0 ? [`新的信息 ${submissions} 件`] : []),
    ...(known > 0 ? [`另有 ${known} 行以前已导入`] : []),
  ];
  return `${counts.join('，')}（${readAsText(table)}）。\n${said}`;
}
