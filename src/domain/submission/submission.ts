/** What a unit reports (报送件): its kinds, and what is said in it besides its text. */

export const submissionKinds = ['news', 'notice', 'policy', 'interpretation', 'interview', 'other'] as const;
/** 动态信息 · 通知公告 · 政策文件 · 政策解读 · 在线访谈 · 其他. */
export type SubmissionKind = (typeof submissionKinds)[number];

export const kindNames: Readonly<Record<SubmissionKind, string>> = {
  news: '动态信息',
  notice: '通知公告',
  policy: '政策文件',
  interpretation: '政策解读',
  interview: '在线访谈',
  other: '其他',
};

export const disclosures = ['proactive', 'on-request', 'none'] as const;
/** 主动公开 · 依申请公开 · 不予公开 (条例第十三条至第十六条). */
export type Disclosure = (typeof disclosures)[number];

export const disclosureNames: Readonly<Record<Disclosure, string>> = {
  proactive: '主动公开',
  'on-request': '依申请公开',
  none: '不予公开',
};

/** A file handed in beside the text. */
export interface SubmissionAttachment {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
  /** What it is, for those who cannot open it. */
  readonly description?: string;
}

/** One unit's part in a joint item, as a fraction; given for every unit or for none (then equal). */
export interface JointShare {
  readonly unit: number;
  readonly top: number;
  readonly bottom: number;
}

/** One question and its answer of an interview. */
export interface InterviewTurn {
  readonly speaker: string;
  readonly said: string;
}

/** What is said besides title and body; kept with every text version. */
export interface SubmissionContent {
  /** 信息来源. */
  readonly source?: string;
  /** 作者. */
  readonly byline?: string;
  /** 联系电话. */
  readonly phone?: string;
  /** 单位签发人. */
  readonly signer?: string;
  /** 责任编辑. */
  readonly responsibleEditor?: string;
  /** 不予公开、依申请公开的依据. */
  readonly disclosureBasis?: string;
  /** “本件不涉密”声明. */
  readonly declaredNotSecret?: boolean;
  readonly attachments?: readonly SubmissionAttachment[];
  readonly shares?: readonly JointShare[];
  /** 政策解读: the document that is interpreted. */
  readonly policy?: { readonly title: string; readonly documentNumber?: string; readonly address?: string };
  /** 在线访谈. */
  readonly interview?: {
    readonly plannedOn?: string;
    readonly guests?: readonly { readonly name: string; readonly post?: string }[];
    readonly questions?: readonly string[];
    readonly transcript?: readonly InterviewTurn[];
  };
}

/** The text of an item at one moment. */
export interface SubmissionText {
  readonly title: string;
  /** Sanitised HTML of the small vocabulary. */
  readonly body: string;
  readonly content: SubmissionContent;
}
