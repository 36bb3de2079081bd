/** What a document hides from its readers, in sentences for whoever hands it in. */
import type { TextFinding } from '../../text/finding.ts';
import { hiddenIn } from '../../text/hidden.ts';
import type { Finding } from '../outcome.ts';

/** So many reasons are told; a document with more is told of by these. */
const mostReasons = 8;
const longestSample = 20;

const reasonIn = ({ message }: TextFinding): string => /（(.*)）/.exec(message)?.[1] ?? '';
const bare = (html: string): string =>
  html
    .replace(/&(?:lt|gt|amp|quot|#39);/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Numbers of persons may be just what was hidden. */
const covered = (text: string): string => text.replace(/\d{7,}[Xx]?/g, (run) => run.slice(0, 3) + '*'.repeat(run.length - 3));

/** One warning for each way in which something is hidden, and what is hidden first that way; links that are hidden, or lead to odd places, each. */
export function hiddenTextFindings(html: string): readonly Finding[] {
  const found = hiddenIn(html).filter(({ severity }) => severity !== 'note');
  const isLink = ({ text }: TextFinding): boolean => text.startsWith('<');
  const links = found
    .filter(isLink)
    .map(({ message }): Finding => ({ code: 'hidden-link', level: 'warning', message: `文件里${message}` }));
  const texts = [
    ...Map.groupBy(
      found.filter((one) => !isLink(one)),
      reasonIn,
    ),
  ].map(([reason, all]): Finding => {
    const text = bare(all[0]?.text ?? '');
    const sample = covered(text).slice(0, longestSample);
    const more = text.length > longestSample || all.length > 1 ? '…' : '';
    return {
      code: 'hidden-text',
      level: 'warning',
      message: `文件里有打开时看不见的文字（${reason}）：“${sample}${more}”，公开前请核对，不该有的请删除`,
    };
  });
  return [...new Map([...links, ...texts].map((one) => [one.message, one])).values()].slice(0, mostReasons);
}
