/** What may be attached to a submission or stand in its text, and why. Everything else is refused with what it really is. */
const MB = 1024 * 1024;

interface KindRow {
  readonly name: string;
  readonly mediaType: string;
  /** Endings that such a file may have; the first is given where there is none. */
  readonly endings: readonly string[];
  /** The most bytes where an office sets nothing else. */
  readonly size: number;
  readonly why: string;
}

export const uploadKinds = {
  png: { name: 'PNG 图片', mediaType: 'image/png', endings: ['png'], size: 10 * MB, why: 'screenshots, seals, charts' },
  jpeg: { name: 'JPEG 图片', mediaType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], size: 20 * MB, why: 'photographs' },
  gif: { name: 'GIF 图片', mediaType: 'image/gif', endings: ['gif'], size: 10 * MB, why: 'old site material' },
  webp: { name: 'WebP 图片', mediaType: 'image/webp', endings: ['webp'], size: 10 * MB, why: 'what phones and browsers save' },
  pdf: { name: 'PDF 文件', mediaType: 'application/pdf', endings: ['pdf'], size: 50 * MB, why: 'scanned and signed documents' },
  docx: {
    name: 'Word 文档（docx）',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
    size: 30 * MB,
    why: 'what offices write; becomes a draft',
  },
  xlsx: {
    name: 'Excel 工作簿（xlsx）',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
    size: 30 * MB,
    why: 'tables, lists of names, budgets',
  },
  pptx: {
    name: 'PowerPoint 演示文稿（pptx）',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['pptx'],
    size: 50 * MB,
    why: 'policy interpretations and trainings',
  },
  doc: {
    name: 'Word 97—2003 文档（doc）',
    mediaType: 'application/msword',
    endings: ['doc', 'wps'],
    size: 30 * MB,
    why: 'townships still send it; WPS Writer saves the same form as wps',
  },
  xls: {
    name: 'Excel 97—2003 工作簿（xls）',
    mediaType: 'application/vnd.ms-excel',
    endings: ['xls', 'et'],
    size: 30 * MB,
    why: 'as doc; WPS Spreadsheets saves the same form as et',
  },
  ofd: {
    name: 'OFD 版式文件',
    mediaType: 'application/ofd',
    endings: ['ofd'],
    size: 50 * MB,
    why: 'GB/T 33190-2016, the official fixed layout',
  },
  csv: { name: '逗号分隔的表格（csv）', mediaType: 'text/csv', endings: ['csv'], size: 5 * MB, why: 'open data' },
  txt: { name: '文本文件（txt）', mediaType: 'text/plain', endings: ['txt'], size: 5 * MB, why: 'transcripts of interviews' },
} as const satisfies Readonly<Record<string, KindRow>>;

export type UploadKind = keyof typeof uploadKinds;

export const kindRow = (kind: UploadKind): KindRow => uploadKinds[kind];

/** What cannot be taken, and what its owner can do. By ending. */
const advice: readonly (readonly [endings: string, what: string])[] = [
  ['zip rar 7z gz tar bz2 xz', '压缩包里的文件无法逐个检查，请解开后分别上传'],
  ['docm dotm xlsm xltm xlsb pptm ppsm xlam', '带宏的文件不能上传，请另存为不带宏的 docx、xlsx 或 pptx'],
  ['ppt pps dps', '旧格式的演示文稿无法检查宏，请另存为 pptx 或 PDF'],
  ['dot dotx xlt xltx ppsx odt ods odp rtf', '请用 Word、Excel 或 WPS 另存为 docx、xlsx 或 pptx'],
  ['heic heif avif bmp tif tiff psd ico svg', '请转换为 jpg 或 png 图片'],
  ['html htm mht mhtml xml', '网页不能作为附件，请把文字粘贴到正文，或另存为 PDF'],
  ['mp4 avi mov wmv mkv mp3 wav flv webm', '音视频请放到视频平台，在正文中写明链接'],
];

/** What to do with a file of a kind that is not taken. */
export function adviceFor(ending: string): string {
  const known = advice.find(([endings]) => endings.split(' ').includes(ending))?.[1];
  return (
    known ??
    `可以上传：${Object.values(uploadKinds)
      .flatMap(({ endings }) => endings[0] ?? [])
      .join('、')}`
  );
}
