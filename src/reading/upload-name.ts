/** The name a file is kept under: a label for people, never a place on a disk. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';

const LONGEST = 150;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a name with them is a trick
const deceiving = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]|\p{Cs}/u;
/** Device names of Windows (Naming Files, Paths, and Namespaces): a file of that name cannot be saved or opened there. */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const fullWidth: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', ':': '：', '"': '＂', '|': '｜', '?': '？', '*': '＊' };

export interface UploadName {
  readonly name: string;
  /** Lower case, without the dot; empty where the name has none. */
  readonly ending: string;
}

/**
 * The cleaned name: without a path before it, in composed form, without what Windows forbids. Refused with `name` where it deceives
 * (control and direction characters), means a device, is empty or too long.
 */
export function uploadName(given: string): Outcome<UploadName> {
  const refused = (message: string): Outcome<UploadName> => refuse('findings', [problem('name', message, shown(given))]);
  if (deceiving.test(given)) return refused('文件名里有看不见的控制字符，可能被用来伪装类型，请重命名后再上传');
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const name = last
    .normalize('NFC')
    .replace(/[<>:"|?*]/g, (sign) => fullWidth[sign] ?? '')
    .replace(/\s+/g, ' ')
    .replace(/^[ ]+|[ .]+$/g, '');
  if (name === '' || /^\.+$/.test(name)) return refused('文件没有名称，请重命名后再上传');
  if (devices.test(name)) return refused('这个文件名是系统保留的设备名，无法保存，请重命名后再上传');
  if (name.length > LONGEST) return refused(`文件名超过 ${LONGEST} 个字，请缩短后再上传`);
  const ending = /[^.]\.([^.]{1,10})$/.exec(name)?.[1] ?? '';
  return accept({ name, ending: ending.toLowerCase() });
}

/** A name as a message may hold it. */
export const shown = (name: string): string => {
  const text = name.toWellFormed().replace(new RegExp(deceiving, 'gu'), '□');
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
};
