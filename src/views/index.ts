/** The list of views: what the HTTP door shows by name. */
import { bulletinIssue } from './bulletin-issue.ts';
import { file } from './file.ts';
import { handoverPack } from './handover-pack.ts';
import { item } from './item.ts';
import { me } from './me.ts';
import { mySessions } from './my-sessions.ts';
import { myTokens } from './my-tokens.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { platformSettings } from './platform-settings.ts';
import { ranking } from './ranking.ts';
import { rulebook } from './rulebook.ts';
import { scoreLines } from './score-lines.ts';
import { sites } from './sites.ts';
import { tokens } from './tokens.ts';

export const views = [
  bulletinIssue,
  file,
  handoverPack,
  item,
  me,
  mySessions,
  myTokens,
  people,
  person,
  platformSettings,
  ranking,
  rulebook,
  scoreLines,
  sites,
  tokens,
] as const;
