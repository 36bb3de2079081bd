/** Wording that somebody injected into a page: titles of gambling and pornographic sites, and their addresses. */
import { byPattern, instead, type TextRule } from './rule.ts';

const source = '《政府网站发展指引》国办发〔2017〕47号';

/** A site's title as search engines are fed with it: 2024欧洲杯下注平台_皇冠体育网-官网. */
const title =
  /(?:(?:19|20)\d{2}年?)?(?:欧洲杯|世界杯|欧冠|英超|美洲杯|亚洲杯|澳门|皇冠|葡京|威尼斯人|金沙|新葡|太阳城|永利|博彩|体育|棋牌|彩票|娱乐)[^，。；：！？、\s《》（）“”]{0,16}?(?:下注|投注|买球|押注|赌球|外围|博彩|赌场|娱乐城|现金网|老虎机|百家乐|真人荷官)[^，。；：！？、\s《》（）“”]{0,24}?(?:[-_|—–](?:官网|官方网站|首页|官方|入口|登录|注册|下载|平台)|官网|首页|APP下载|平台|网站)(?:[_|-][^，。；：！？、\s《》（）“”]{2,12}?[-_|—–](?:官网|官方网站|首页|官方|入口|登录|注册|下载))?/gu;

/** Hosts that no office links to: throw-away endings, and names made of gambling words or of digits with a throw-away ending. */
const host =
  /(?<![\w.@-])(?:https?:\/\/)?(?:[a-z\d-]{1,40}\.){1,4}(?:top|xyz|vip|club|icu|bet|casino|poker|porn|sex|xxx|cyou|sbs|cfd|loan|win|bid)(?![\w-])(?:\/[\w./?=&%-]{0,80})?/giu;

const oddHost = new RegExp(`^(?:${host.source})$`, 'iu');
/** Whether a host is one that no office links to. */
export const isOddHost = (name: string): boolean => oddHost.test(name);

/** The rules of injected wording in plain text; lists hold the words. */
export const spamRules: readonly TextRule[] = [
  {
    id: 'spam-title',
    kind: 'spam',
    severity: 'error',
    at: 'strict',
    source,
    message: '这里疑似被植入了赌博网站的推广文字，请删除并检查网站是否被入侵。',
    find: byPattern(title, () => instead('')),
  },
  {
    id: 'spam-host',
    kind: 'spam',
    severity: 'warning',
    at: 'strict',
    source,
    message: '这里的网址不像政府部门会引用的网站，请确认没有被植入。',
    find: byPattern(host),
  },
];
