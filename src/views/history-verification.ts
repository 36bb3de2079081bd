/**
 * Whether history is still what was sealed: every site's lines hashed again, the heads printed in issued bulletins looked for among the
 * seals, and what is not sealed yet. Reads in pages at one moment, so that any length fits the memory and nobody has to stop working.
 */
import type pg from 'pg';
import { canonicalJson } from '../domain/canonical.ts';
import { type CheckedHistory, checkHistory, type FoundHead, type IssuedHead } from '../domain/history/chain.ts';
import type { HistoryFinding } from '../domain/history/finding.ts';
import { readHead } from '../domain/history/head.ts';
import type { HistoryRow, Sha256 } from '../domain/history/line.ts';
import { firstPrevious } from '../domain/history/seal.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { everySite, linesAfter, sealsOf, unsealedTail } from '../store/history-seals.ts';
import { atOneMoment, type Source } from '../store/transaction.ts';
import { type CheckedTexts, checkTexts } from './signed-texts.ts';

export interface HistoryVerificationInput {
  /** Empty for the platform's own history; all histories where not given. */
  readonly site?: string | undefined;
  /** A head on paper, whole or as printed: it must be found. */
  readonly head?: string | undefined;
}

export interface VerifiedHistory {
  /** Empty for the platform. */
  readonly site: string;
  readonly intact: boolean;
  readonly seals: number;
  /** Sealed lines that are as they were. */
  readonly lines: number;
  /** Hash of the last seal. */
  readonly head: string | null;
  /** Texts of items that are as they were signed, and those a redaction explains. */
  readonly texts: { readonly same: number; readonly redacted: number };
  readonly unsealed: { readonly lines: number /** ISO 8601. */; readonly since: string | null };
  /** The first 200, and how many there are. */
  readonly findings: readonly HistoryFinding[];
  readonly found: number;
}
export interface HistoryVerification {
  readonly intact: boolean;
  readonly histories: readonly VerifiedHistory[];
  /** Where the head that was asked for stands; null where nowhere. Absent where none was asked for. */
  readonly head?: (FoundHead & { readonly site: string }) | null;
}

/** Verifies what the actor may read of history. `progress` is told the number of lines so far. */
export async function historyVerification(
  pool: Source,
  actor: Actor,
  input: HistoryVerificationInput,
  sha256: Sha256,
  progress: (lines: number) => void = () => {},
): Promise<Outcome<HistoryVerification>> {
  const head = input.head === undefined ? undefined : readHead(input.head);
  if (input.head !== undefined && head === undefined)
    return refuse('bad-input', [problem('head', '封存码应是 32 至 64 位十六进制数字（0–9、a–f），请照通报上印的抄写', 'head')]);
  return atOneMoment(pool, async (client) => {
    const sites = await readableHistories(client, actor, input.site);
    if (!sites.ok) return sites;
    const histories: VerifiedHistory[] = [];
    let standing: HistoryVerification['head'] = null;
    let lines = 0;
    for (const site of sites.value) {
      const checked = await checkSite(client, site, sha256, head, () => {
        lines += 1;
        progress(lines);
      });
      if (checked.asked) standing = { site, ...checked.asked };
      histories.push(await verified(client, site, checked, await checkTexts(client, site, sha256)));
    }
    const intact = histories.every((one) => one.intact) && (head === undefined || standing !== null);
    return accept({ intact, histories, ...(head === undefined ? {} : { head: standing }) });
  });
}

async function verified(client: pg.ClientBase, site: string, checked: CheckedHistory, texts: CheckedTexts): Promise<VerifiedHistory> {
  const { seals, lines, head = null } = checked;
  const found = checked.found + texts.found;
  const findings = [...checked.findings, ...texts.findings].slice(0, 200);
  const tail = await unsealedTail(client, site);
  const unsealed = { lines: tail.lines, since: tail.since?.toISOString() ?? null };
  const { same, redacted } = texts;
  return { site, intact: found === 0, seals, lines, head, texts: { same, redacted }, unsealed, findings, found };
}

/** Two streams side by side: a seal, then the lines up to its last id. */
async function checkSite(
  client: pg.ClientBase,
  site: string,
  sha256: Sha256,
  asked: string | undefined,
  counted: () => void,
): Promise<CheckedHistory> {
  const issues = await issuedHeads(client, site, sha256);
  const check = checkHistory(site, sha256, issues.heads, asked);
  const lines = linesAfter(client, site);
  let line: IteratorResult<HistoryRow> | undefined;
  for await (const seal of sealsOf(client, site)) {
    check.seal(seal);
    line ??= await lines.next();
    for (; !line.done && line.value.id <= seal.last; line = await lines.next()) {
      check.line(line.value);
      counted();
    }
  }
  await lines.return(undefined);
  const checked = check.end();
  return { ...checked, findings: [...checked.findings, ...issues.findings], found: checked.found + issues.findings.length };
}

interface IssueRow {
  readonly id: number;
  readonly issue_year: number;
  readonly issue_number: number;
  readonly sha256: string;
  readonly figures: { readonly historyHead?: unknown };
  readonly document: unknown;
}

/** `$1` the site, `$2` the last before. */
const nextIssue = {
  bulletin_issues: `select bulletin_id as id, issue_year, issue_number, sha256, figures, document from bulletin_issues
    where site_id = $1 and bulletin_id > $2 order by bulletin_id limit 1`,
  inspection_issues: `select id, issue_year, issue_number, sha256, figures, document from inspection_issues
    where site_id = $1 and id > $2 order by id limit 1`,
} as const;

/** The heads frozen in the site's issues, one issue after the other; an issue whose own hash is wrong is a finding and gives its head all the same. */
async function issuedHeads(
  client: pg.ClientBase,
  site: string,
  sha256: Sha256,
): Promise<{ readonly heads: readonly IssuedHead[]; readonly findings: readonly HistoryFinding[] }> {
  const heads: IssuedHead[] = [];
  const findings: HistoryFinding[] = [];
  for (const kind of ['bulletin_issues', 'inspection_issues'] as const) {
    const issueAfter = (id: number) => client.query<IssueRow>(nextIssue[kind], [site, id]);
    for (let [row] = (await issueAfter(0)).rows; row; [row] = (await issueAfter(row.id)).rows) {
      const { id, figures, document } = row;
      // What names a bulletin elsewhere is the number of one of scores.
      const bulletin = kind === 'bulletin_issues' ? { bulletin: id } : {};
      const issue = `${row.issue_year}年第${row.issue_number}期${kind === 'bulletin_issues' ? '' : '检查'}通报`;
      if (sha256(canonicalJson({ document, figures })) !== row.sha256)
        findings.push({ kind: 'issue-changed', ...bulletin, message: `${issue}的定稿与印发时的校验值不符：定稿被改动` });
      if (typeof figures.historyHead === 'string' && figures.historyHead !== firstPrevious)
        heads.push({ head: figures.historyHead, issue, ...bulletin });
    }
  }
  return { heads, findings };
}

/** The one asked for, or all that the actor may read. */
export async function readableHistories(
  client: pg.ClientBase,
  actor: Actor,
  site: string | undefined,
): Promise<Outcome<readonly string[]>> {
  const found = await client.query<{ site_id: string }>(
    `select '' as site_id union select id from sites union ${everySite('history')} union ${everySite('history_seals')} order by 1`,
  );
  const sites = found.rows.map(({ site_id }) => site_id);
  if (site !== undefined && !sites.includes(site)) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
  const wanted = site === undefined ? sites : [site];
  const readable = wanted.filter((one) => may(actor, 'history.read', { site: one }));
  return readable.length === 0 ? refuse('forbidden', [problem('forbidden', '没有查看历史记录的权限')]) : accept(readable);
}
