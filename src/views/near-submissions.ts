/** Items of other units that may be about the same event: equal titles, and like ones of the same days. Hints for an editor, for merging. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { titleLikeness } from '../domain/submission/title-likeness.ts';
import { loadSubmission } from '../store/submissions.ts';
import { rowsReached } from '../store/visible.ts';
import { placed } from './desk.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface NearSubmission {
  readonly submission: number;
  readonly version: number;
  readonly title: string;
  readonly unitName: string;
  readonly state: SubmissionState;
  readonly stateName: string;
  readonly eventOn: string | null;
  /** 0–1; 1 for an equal title. */
  readonly likeness: number;
}
export interface NearSubmissions {
  readonly rows: readonly NearSubmission[];
}

/** Received so many days before or after. */
const AROUND_DAYS = 15;
/** Events so many days apart may be one. */
const APART_DAYS = 1;
/** Below this the titles only share the words that all reports share. */
const ALIKE = 0.4;
const MOST_LOOKED_AT = 500;
const MOST_SHOWN = 8;

export const nearSubmissions = makeView<{ readonly site: string; readonly submission: number }, NearSubmissions>(
  { view: 'near-submissions', says: '别的单位可能写同一件事的稿件，供编辑合并时参考' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission }) => {
    const item = await loadSubmission(client, site, submission);
    if (!item || !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    if (!item.submittedAt) return accept({ rows: [] });
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const [at, title, on] = [bind(item.submittedAt), bind(item.title), bind(item.eventOn ?? null)];
    const days = `interval '${AROUND_DAYS} days'`;
    const found = await client.query<Omit<NearSubmission, 'stateName' | 'likeness'>>(
      `select s.id as submission, s.version, s.title, u.name as "unitName", s.state, s.event_on as "eventOn"
       from submissions s join units u on u.site_id = s.site_id and u.id = s.unit_id
       where s.site_id = ${bind(site)} and s.submitted_at between ${at}::timestamptz - ${days} and ${at}::timestamptz + ${days}
         and s.id <> ${bind(submission)} and s.unit_id <> ${bind(item.unit)}
         and s.state in ('submitted', 'adopted', 'scheduled', 'published', 'rejected', 'merged')
         and (s.title = ${title} or s.event_on between ${on}::date - ${APART_DAYS} and ${on}::date + ${APART_DAYS})
         and ${rowsReached(actor, 'submission.read', site, placed, bind)}
       order by s.id desc limit ${MOST_LOOKED_AT}`,
      values,
    );
    const rows = found.rows
      .map((row) => ({ ...row, stateName: stateNames[row.state], likeness: titleLikeness(item.title, row.title) }))
      .filter(({ likeness }) => likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness || b.submission - a.submission)
      .slice(0, MOST_SHOWN);
    return accept({ rows });
  },
);
