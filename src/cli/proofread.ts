import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadDocument } from '../domain/document.ts';
import { readShippedRules, readTypos, shippedModel, shippedModelName } from '../engines/shipped-text.ts';
import { pageOfDocx } from '../reading/docx-page.ts';
import { encodingDetector } from '../reading/encoding.ts';
import { createReader } from '../reading/reader.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { type Point, points, type TextFinding } from '../text/finding.ts';
import { hiddenIn } from '../text/hidden.ts';
import { masked } from '../text/privacy.ts';
import { corrected } from '../text/proofread.ts';
import { nothingSettled, siteLook } from '../text/site-layers.ts';
import type { TypoData } from '../text/typos.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { proofreadTrainCommand } from './proofread-train.ts';

const usage = '用法：baocaitong proofread [文件|-] [--point strict|full] [--model 模型] [--apply] [--json]；不写文件名时读标准输入';
const severityName: Readonly<Record<TextFinding['severity'], string>> = { error: '错误', warning: '提醒', note: '说明' };

/** The model that ships, or one that an office trained. Throws UsageError where the file is no model. */
async function typosOf(file: string | undefined): Promise<TypoData> {
  if (file === undefined) return readTypos({ bytes: await shippedModel(), name: shippedModelName });
  try {
    return await readTypos({ bytes: await readFile(file), name: `语言模型“${basename(file)}”` });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`“${file}”不是可用的语言模型，或者已经损坏。`);
    throw error;
  }
}

/** What ships: lists, rules, protected phrases, and the model of mistaken characters; no office has settled anything here. */
async function lookWith(model: string | undefined): Promise<(text: string, point: Point) => readonly TextFinding[]> {
  const [rules, typos] = await Promise.all([readShippedRules(), typosOf(model)]);
  const look = siteLook({ ...rules, typos }, { site: '', version: '', ...nothingSettled });
  return (text, point) => look(text, point, new Date().toISOString().slice(0, 10));
}

/** UTF-8, GBK or UTF-16, as it shows. Throws UsageError where it is none. */
function decoded(bytes: Uint8Array): string {
  const detector = encodingDetector();
  detector.push(bytes);
  const encoding = detector.end();
  if (encoding === undefined) throw new UsageError('无法识别文字的编码，请存为UTF-8、GBK或UTF-16文本。');
  return new TextDecoder(encoding).decode(bytes);
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return decoded(Buffer.concat(chunks));
}

interface Given {
  readonly text: string;
  /** The page itself, where the file is one or can be shown as one: what it hides is looked for there. */
  readonly html?: string;
}

/** Whatever stands in the file, it cannot harm the command. */
async function readApart(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const reader = createReader();
  try {
    return await reader.read(bytes, name);
  } finally {
    await reader.close();
  }
}

/** Plain text keeps its offsets; of other files the text that stands in them, a paragraph or a row of a table each line. */
async function given(file: string | undefined): Promise<Given> {
  if (file === undefined || file === '-') return { text: await standardInput() };
  const bytes = await readFile(file);
  if (/\.(?:txt|md)$/i.test(file)) return { text: decoded(bytes) };
  const document = await readApart(bytes, basename(file));
  const rows = document.tables.flatMap(({ columns, rows: cells }) =>
    [columns, ...cells].map((row) => row.map((cell) => cell ?? '').join('\t')),
  );
  const text = [...(document.title === '' ? [] : [document.title]), ...document.paragraphs, ...rows].join('\n');
  if (/\.html?$/i.test(file)) return { text, html: decoded(bytes) };
  return /\.docx$/i.test(file) ? { text, html: await pageOfDocx(bytes) } : { text };
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `第${before.length}行第${(before.at(-1) ?? '').length + 1}字`;
}

function inWords(text: string, findings: readonly TextFinding[]): string {
  if (findings.length === 0) return '未发现问题。\n';
  const covered = masked(text, findings);
  const lines = findings.map(({ start, end, severity, message, suggestions, rule }) => {
    const put = suggestions[0] === undefined ? '' : suggestions[0] === '' ? '（建议删去）' : `→“${suggestions[0]}”`;
    return `${placeOf(text, start)}〔${severityName[severity]}〕“${covered.slice(start, end)}”${put} ${message}（${rule}）`;
  });
  return `${lines.join('\n')}\n共${findings.length}处。\n`;
}

/** A sentence for what is the user's doing; undefined where it is a fault. */
function refusalOf(file: string, error: unknown): string | undefined {
  if (error instanceof UnreadableError || error instanceof UsageError) return error.message;
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: `找不到文件“${file}”，请检查路径。`,
    EISDIR: `“${file}”是文件夹，请指定其中的文件。`,
    EACCES: `没有读取“${file}”的权限，请检查文件权限。`,
  };
  return sentences[(error as NodeJS.ErrnoException).code ?? ''];
}

function pointOf(named: string | undefined): Point {
  const point = points.find((one) => one === (named ?? 'full'));
  if (point === undefined) throw new UsageError('--point 只能是 strict（严格）或 full（全面）');
  return point;
}

/**
 * `baocaitong proofread [FILE|-]`: prints what lists, rules, protected phrases and the model find, with `--json` as one value, with `--apply` the text with the first
 * suggestion of every typo put in its place (CONTRACT). Exit 0: nothing above a note, or applied; 1: findings; 2: bad usage or unreadable.
 */
export async function proofreadCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  if (argv[0] === 'train') return proofreadTrainCommand(argv.slice(1), io);
  let file: string | undefined;
  try {
    const { options, rest } = parseOptions(argv, { json: 'flag', apply: 'flag', point: 'text', model: 'text' });
    if (rest.length > 1) throw new UsageError(usage);
    file = rest[0];
    const point = pointOf(options.point);
    const [{ text, html }, look] = await Promise.all([given(file), lookWith(options.model)]);
    const findings = look(text, point);
    if (options.apply) {
      io.stdout(corrected(text, findings));
      return 0;
    }
    const hidden = html === undefined ? [] : hiddenIn(html);
    for (const { message } of hidden) io.stderr(`${/\.docx$/i.test(file ?? '') ? '文档里' : '网页源码'}：${message}\n`);
    io.stdout(options.json ? `${JSON.stringify(findings)}\n` : inWords(text, findings));
    return [...findings, ...hidden].some(({ severity }) => severity !== 'note') ? 1 : 0;
  } catch (error) {
    const refusal = refusalOf(file ?? '-', error);
    if (refusal === undefined) throw error;
    io.stderr(`${refusal}\n`);
    return 2;
  }
}
