/** The list of views: what the HTTP door shows by name. */
import { bulletinIssue } from './bulletin-issue.ts';
import { file } from './file.ts';
import { item } from './item.ts';
import { ranking } from './ranking.ts';
import { rulebook } from './rulebook.ts';
import { scoreLines } from './score-lines.ts';
import { sites } from './sites.ts';

export const views = [bulletinIssue, file, item, ranking, rulebook, scoreLines, sites] as const;
