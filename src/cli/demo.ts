/**
 * `baocaitong demo`: builds the demo offices from item-level facts, scores, ranks and issues their bulletins, verifies them,
 * compares them with what was published; lets an invented office work for ninety days; and shows it all on local pages.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Platform, perform } from '../actions/action.ts';
import { adoptRulebook } from '../actions/adopt-rulebook.ts';
import { draftBulletin } from '../actions/draft-bulletin.ts';
import { type IssuedBulletin, issueBulletin } from '../actions/issue-bulletin.ts';
import { asRead, type OfficialDocument } from '../domain/document.ts';
import type { Outcome } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { type Format, formats } from '../engines/documents.ts';
import { readDocument } from '../reading/read.ts';
import { issueContent } from '../views/issue-content.ts';
import { type CommandIo, parseOptions } from './command.ts';
import { type Comparison, comparePublished, type Published } from './demo-compare.ts';
import { buildWork, type WorkDone, type WorkDoor } from './demo-work.ts';
import { accountTable } from './demo-work-accounts.ts';
import { importFile } from './import.ts';
import { setUpFrom } from './site.ts';

/** What main gives the demo: a platform on a throw-away folder, rendering, and the server. */
export interface DemoDoor {
  readonly assets: string;
  readonly open: (report: (line: string) => void) => Promise<{
    readonly platform: Platform;
    readonly work: WorkDoor;
    /** Delivers, seals and renders while the pages are shown. */
    readonly startJobs: (say: (line: string) => void) => { readonly stop: () => Promise<void> };
    readonly render: () => Promise<number>;
    readonly file: (sha256: string) => Promise<Uint8Array>;
    /** Serves until stopped; gives the address at once. */
    readonly serve: () => Promise<{ readonly url: string; readonly stopped: Promise<void> }>;
    readonly close: () => Promise<void>;
  }>;
}

type Opened = Awaited<ReturnType<DemoDoor['open']>>;

interface Office {
  readonly id: string;
  readonly name: string;
  readonly facts: number;
  readonly comparison: Comparison;
  readonly files: number;
  readonly findings: number;
  readonly readBack: number;
}

export async function demoCommand(argv: readonly string[], io: CommandIo, door: DemoDoor): Promise<number> {
  const { options } = parseOptions(argv, { out: 'text', 'no-serve': 'flag', json: 'flag' });
  const out = resolve(options.out ?? 'out');
  const started = performance.now();
  const opened = await door.open((line) => io.stderr(`${line}\n`));
  try {
    const offices: Office[] = [];
    for (const id of await officeIds(door.assets)) {
      io.stderr(`正在生成 ${id}……\n`);
      offices.push(...(await buildOffice(opened, join(door.assets, id), join(out, id), id)));
    }
    io.stderr('正在生成 yunling-demo……\n');
    const work = await exportWork(opened, out);
    const seconds = (performance.now() - started) / 1000;
    report(io, { offices, work, out, seconds }, options.json === true);
    if (!options['no-serve']) await show(io, opened, work);
    return offices.some((office) => office.comparison.unexplained.length > 0) ? 1 : 0;
  } finally {
    await opened.close();
  }
}

/** The office at work, and its last bulletin as files. */
async function exportWork(opened: Opened, out: string): Promise<WorkDone & { readonly files: number; readonly readBack: number }> {
  const work = await buildWork(opened.platform, opened.work);
  await opened.render();
  const last = work.bulletins.findLast(({ issued }) => issued !== undefined)?.issued;
  if (!last) return { ...work, files: 0, readBack: 0 };
  const { files, readBack } = await exportIssue(opened, work.site, last, join(out, work.site), '通报');
  return { ...work, files, readBack };
}

/** The pages, until they are stopped. The passwords are told here and kept nowhere. */
async function show(io: CommandIo, opened: Opened, work: WorkDone): Promise<void> {
  const { url, stopped } = await opened.serve();
  io.stderr(`\n${work.name}的账号（口令只显示这一次，停止后全部作废）：\n${accountTable(work.accounts)}`);
  io.stderr(`\n网页在 ${url} ，按 Ctrl+C 停止。\n`);
  const jobs = opened.startJobs((line) => io.stderr(`${line}\n`));
  await stopped;
  await jobs.stop();
}

/** Every folder with a site is an office. */
const officeIds = async (assets: string): Promise<string[]> => {
  const entries = await readdir(assets, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(assets, entry.name, 'site.json')))
    .map((entry) => entry.name)
    .sort();
};

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8'));

/** An accepted outcome's value. The demo's own data never refuses, so a refusal is a fault, with its reasons. */
function accepted<T>(outcome: Outcome<T>, doing: string): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${doing}: ${outcome.findings.map((finding) => `${finding.where ?? ''} ${finding.message}`).join('; ')}`);
}

/** Parts of a demo file that explain it and are not part of a bulletin. */
const explanations = new Set(['figures', 'notes', 'attachmentTitles', 'praise']);
const bodyFrom = (file: object): object => Object.fromEntries(Object.entries(file).filter(([key]) => !explanations.has(key)));

async function buildOffice(opened: Opened, folder: string, out: string, id: string): Promise<Office[]> {
  const { platform } = opened;
  const site = await readJson<{ name: string; period: { from: string; to: string } }>(join(folder, 'site.json'));
  accepted(await setUpFrom(platform, terminalActor, site), 'site');
  accepted(
    await perform(platform, terminalActor, adoptRulebook, { site: id, rulebook: await readJson(join(folder, 'rulebook.json')) }),
    'rulebook',
  );
  const imported = accepted(await importFile(platform, terminalActor, { file: join(folder, 'facts.csv'), site: id }), 'facts');
  const body = bodyFrom(await readJson(join(folder, 'bulletin.json')));
  const issued = await issue(platform, id, site.period, body);
  await opened.render();
  const published = await readJson<Published>(join(folder, 'published.json'));
  const first = await exportIssue(opened, id, issued, out, '通报');
  const offices: Office[] = [
    {
      id,
      name: site.name,
      facts: imported.added,
      comparison: comparePublished(published, first.figures),
      findings: issued.findings.length,
      ...first,
    },
  ];
  const forwarding = await readJson<ForwardingFile>(join(folder, 'forwarding.json')).catch(() => undefined);
  if (forwarding) {
    const notice = await issue(platform, id, site.period, forwardingBody(forwarding, first.document));
    await opened.render();
    const second = await exportIssue(opened, id, notice, out, '转发通知');
    offices.push({
      id,
      name: `${site.name}（转发通知）`,
      facts: 0,
      comparison: praised(forwarding, second.document),
      findings: notice.findings.length,
      ...second,
    });
  }
  return offices;
}

async function issue(platform: Platform, site: string, period: { from: string; to: string }, body: object): Promise<IssuedBulletin> {
  const draft = accepted(await perform(platform, terminalActor, draftBulletin, { site, ...period, body }), 'draft');
  return accepted(
    await perform(platform, terminalActor, issueBulletin, { site, bulletin: draft.bulletin, version: draft.version }),
    'issue',
  );
}

/** Writes the four files of an issue and reads each back: every format must say the same as the frozen document. */
async function exportIssue(opened: Opened, site: string, issued: IssuedBulletin, out: string, name: string) {
  const view = await issueContent(opened.platform.pool, site, issued.bulletin);
  if (!view) throw new Error(`the issue of ${site} is gone`);
  const { document, figures } = view;
  await mkdir(out, { recursive: true });
  const expected = asRead(document);
  let readBack = 0;
  for (const format of formats) {
    const bytes = await opened.file(view.files.find((file) => file.format === format)?.sha256 ?? '');
    await writeFile(join(out, `${name}.${format}`), bytes);
    const read = await readDocument(bytes, `${name}.${format}` satisfies `${string}.${Format}`);
    if (JSON.stringify(read.tables.map((table) => table.rows)) === JSON.stringify(expected.tables.map((table) => table.rows)))
      readBack += 1;
  }
  return { document, figures, files: formats.length, readBack };
}

interface ForwardingFile {
  readonly praise: { readonly area: string; readonly top: number };
  readonly text: readonly string[];
  readonly figures: readonly { readonly name: string; readonly value: string | number }[];
}

const slots: Readonly<Record<string, string>> = { 本市采用: '本区域采用', 本市名次: '本区域名次' };

/** The notice wraps the bulletin just issued; its slots have the names that forwarding knows. */
function forwardingBody(file: ForwardingFile, document: OfficialDocument): object {
  const text = file.text.map((paragraph) =>
    paragraph.replace(/\{\{(\S+?)\}\}/g, (whole, name: string) => (slots[name] ? `{{${slots[name]}}}` : whole)),
  );
  return { ...bodyFrom(file), text, forwards: { document, area: file.praise.area, top: file.praise.top } };
}

/** The figures and names that the original notice printed must stand in ours. */
function praised(file: ForwardingFile, document: OfficialDocument): Comparison {
  const text = document.blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('\n');
  const missing = file.figures.filter(({ value }) => !text.includes(String(value)));
  return {
    cells: file.figures.length,
    equal: file.figures.length - missing.length,
    corrected: 0,
    explained: [],
    unexplained: missing.map(({ name, value }) => `正文·${name}：公布为 ${value}`),
  };
}

interface Report {
  readonly offices: readonly Office[];
  readonly work: Awaited<ReturnType<typeof exportWork>>;
  readonly out: string;
  readonly seconds: number;
}

function report(io: CommandIo, { offices, work, out, seconds }: Report, json: boolean): void {
  const total = (of: (office: Office) => number): number => offices.reduce((sum, office) => sum + of(office), 0);
  const summary = {
    offices: offices.map(({ id, name, facts, comparison, files, readBack, findings }) => ({
      id,
      name,
      facts,
      cells: comparison.cells,
      equal: comparison.equal,
      corrected: comparison.corrected,
      explained: comparison.explained.length,
      unexplained: comparison.unexplained,
      files,
      readBack,
      findings,
    })),
    work: {
      ...{ site: work.site, name: work.name, items: work.items, steps: work.steps, states: work.states, open: work.open },
      ...{
        bulletins: work.bulletins.filter(({ issued }) => issued).length,
        files: work.files,
        readBack: work.readBack,
        seconds: Math.round(work.seconds * 10) / 10,
      },
    },
    out,
    seconds: Math.round(seconds * 10) / 10,
  };
  if (json) {
    io.stdout(`${JSON.stringify(summary)}\n`);
    return;
  }
  for (const { name, facts, comparison, files, readBack } of offices) {
    io.stdout(
      `${name}\n  ${facts > 0 ? `事实 ${facts} 条；` : ''}与公布的比对 ${comparison.cells} 格，相同 ${comparison.equal} 格，有据更正 ${comparison.corrected} 格；文件 ${files} 份，读回一致 ${readBack} 份\n`,
    );
    for (const { where, why } of comparison.explained) io.stdout(`    更正：${where}——${why}\n`);
    for (const line of comparison.unexplained) io.stdout(`    不符：${line}\n`);
  }
  const states = Object.entries(work.states).map(([state, count]) => `${stateNames[state as SubmissionState]} ${count}`);
  io.stdout(
    `${work.name}\n  报送件 ${work.items} 件（${states.join('、')}）；待补签 ${work.open.toRatify} 件，送达失败 ${work.open.failed} 项，待核实 ${work.open.claims} 项；办理 ${work.steps} 步；印发通报 ${work.bulletins.filter(({ issued }) => issued).length} 期；文件 ${work.files} 份，读回一致 ${work.readBack} 份；用时 ${work.seconds.toFixed(1)} 秒\n`,
  );
  for (const { title, findings = [] } of work.bulletins)
    for (const finding of findings) io.stdout(`    底稿未印发：${title}——${finding}\n`);
  io.stdout(
    `合计：事实 ${total((office) => office.facts)} 条，比对 ${total((office) => office.comparison.cells)} 格，相同 ${total((office) => office.comparison.equal)} 格，不符 ${total((office) => office.comparison.unexplained.length)} 格；文件 ${total((office) => office.files)} 份在 ${out}；用时 ${seconds.toFixed(1)} 秒\n`,
  );
}
