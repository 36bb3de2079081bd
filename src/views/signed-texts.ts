/** Whether the texts of a site's items are still those whose hashes were signed; where one was redacted, its redaction explains why not. */
import type pg from 'pg';
import type { HistoryFinding } from '../domain/history/finding.ts';
import type { Sha256 } from '../domain/history/line.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import { textToHash } from '../store/submission-texts.ts';

export interface CheckedTexts {
  /** Texts as they were frozen. */
  readonly same: number;
  /** Texts in which a redaction replaced something. */
  readonly redacted: number;
  readonly findings: readonly HistoryFinding[];
  readonly found: number;
}

interface TextRow {
  readonly submission_id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly content: SubmissionContent;
  readonly sha256: string;
  readonly redacted: boolean;
}

const atOnce = 500;
const mostFindings = 200;

/** In portions, so that any number of texts fits the memory. */
export async function checkTexts(client: pg.ClientBase, site: string, sha256: Sha256): Promise<CheckedTexts> {
  const findings: HistoryFinding[] = [];
  let [same, redacted, found] = [0, 0, 0];
  let last: readonly [number, number] = [0, 0];
  for (;;) {
    const { rows } = await client.query<TextRow>(
      `select v.submission_id, v.number, v.title, v.body, v.content, v.sha256, exists (select from redactions r
         where r.site_id = v.site_id and r.submission_id = v.submission_id and r.state = 'done' and v.number = any(r.versions)) as redacted
       from submission_versions v where v.site_id = $1 and (v.submission_id, v.number) > ($2, $3) order by v.submission_id, v.number limit ${atOnce}`,
      [site, ...last],
    );
    for (const row of rows) {
      last = [row.submission_id, row.number];
      if (sha256(textToHash(row)) === row.sha256) same += 1;
      else if (row.redacted) redacted += 1;
      else {
        found += 1;
        const message = `第 ${row.submission_id} 号报送件第 ${row.number} 稿与签署时的校验值不符，也没有遮盖过：文字被改动`;
        if (findings.length < mostFindings) findings.push({ kind: 'text-changed', submission: row.submission_id, message });
      }
    }
    if (rows.length < atOnce) return { same, redacted, findings, found };
  }
}
