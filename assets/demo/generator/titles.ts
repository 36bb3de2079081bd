import { type Random, shuffled } from './random.ts';
import { GENERAL_TOPICS, OWN_TOPICS } from './topics.ts';

/** Ways to make news of a topic. None carries a number, a name or a date, so no title can state a figure about a real event. */
const PATTERNS: readonly ((who: string, topic: string) => string)[] = [
  (who, topic) => `${who}召开${topic}工作推进会`,
  (who, topic) => `${who}开展${topic}专题宣传活动`,
  (who, topic) => `${who}组织${topic}业务培训`,
  (who, topic) => `${who}部署${topic}重点任务`,
  (who, topic) => `${who}扎实推进${topic}工作`,
  (who, topic) => `${who}开展${topic}工作调研`,
  (who, topic) => `${who}督促检查${topic}工作落实情况`,
  (who, topic) => `${who}多措并举做好${topic}工作`,
  (who, topic) => `${who}进一步加强${topic}工作`,
  (who, topic) => `${who}${topic}工作有序开展`,
  (who, topic) => `${who}${topic}工作取得新进展`,
  (who, topic) => `${who}举办${topic}知识讲座`,
  (who, topic) => `${who}组织学习${topic}有关规定`,
  (who, topic) => `${who}开展${topic}工作“回头看”`,
  (who, topic) => `${who}深入基层指导${topic}工作`,
  (who, topic) => `${who}完善${topic}工作台账`,
  (who, topic) => `${who}交流${topic}工作经验`,
  (who, topic) => `${who}就${topic}工作征求群众意见`,
  (who, topic) => `${who}细化${topic}工作措施`,
  (who, topic) => `${who}召开${topic}工作座谈会`,
];

/** Out of ten titles, so many are about the unit's own field while it has topics left. */
const OWN_FIELD = 0.75;

/** `count` different titles for the unit that calls itself `who`; which topics it has is read from its full name. */
export function titlesFor(random: Random, who: string, fullName: string, count: number): string[] {
  const own = shuffled(random, titlesAbout(who, topicsOf(fullName)));
  const general = shuffled(random, titlesAbout(who, GENERAL_TOPICS));
  const titles: string[] = [];
  while (titles.length < count) {
    const fromOwn = general.length === 0 || (own.length > 0 && random() < OWN_FIELD);
    const title = (fromOwn ? own : general).pop();
    if (title === undefined) throw new Error(`no titles left for ${fullName}: add topics`);
    titles.push(title);
  }
  return titles;
}

/** The topics of the unit's own field. */
export function topicsOf(fullName: string): readonly string[] {
  const found = OWN_TOPICS.find(([name]) => name.test(fullName));
  if (!found) throw new Error(`no topics for ${fullName}`);
  return found[1];
}

function titlesAbout(who: string, topics: readonly string[]): string[] {
  return topics.flatMap((topic) => PATTERNS.map((pattern) => pattern(who, topic)));
}
