/** A browser's user agent as people know it: «Chrome 142 · Windows». Undefined for what is no browser. */

const browsers: readonly (readonly [RegExp, string])[] = [
  [/360(?:SE|EE)\b|QHBrowser/, '360浏览器'],
  [/MicroMessenger\/(\d+)/, '微信'],
  [/QQBrowser\/(\d+)/, 'QQ浏览器'],
  [/Edg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone|iPad/, '苹果手机'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Kylin/i, '麒麟'],
  [/UOS|uos/, '统信'],
  [/Linux/, 'Linux'],
];

export function deviceName(agent: string): string | undefined {
  const browser = browsers.flatMap(([sign, name]) => {
    const match = sign.exec(agent);
    return match ? [match[1] === undefined ? name : `${name} ${match[1]}`] : [];
  })[0];
  const system = systems.find(([sign]) => sign.test(agent))?.[1];
  return browser === undefined ? system : system === undefined ? browser : `${browser} · ${system}`;
}
