/** What a site settles about proofreading its texts: how sure a finding has to be, and which kinds stop an item. */
import { type Point, points, type TextFindingKind, textFindingKinds } from '../../text/finding.ts';
import type { Schema } from '../schema.ts';

export const wordingModes = ['stop', 'publish', 'warn', 'note', 'off'] as const;
/** 不改不能报送 · 不改不能发布 · 提醒 · 仅提示 · 不看. */
export type WordingMode = (typeof wordingModes)[number];

export const wordingKindNames: Readonly<Record<TextFindingKind, string>> = {
  forbidden: '禁用词',
  privacy: '个人信息',
  spam: '被植入的文字',
  typo: '错别字',
  'protected-phrase': '机关名称、固定表述、领导姓名',
  caution: '慎用词',
  variant: '异形词、推荐写法',
  date: '日期',
  number: '数字',
  punctuation: '标点',
  traditional: '繁体字',
};

export interface WordingSettings {
  readonly point: Point;
  /** What only a rule's remark is never stops anything. */
  readonly kinds: Readonly<Record<TextFindingKind, WordingMode>>;
}

export const defaultWording: WordingSettings = {
  point: 'strict',
  kinds: {
    typo: 'warn',
    'protected-phrase': 'warn',
    forbidden: 'publish',
    caution: 'note',
    variant: 'note',
    punctuation: 'note',
    number: 'note',
    date: 'warn',
    privacy: 'publish',
    spam: 'publish',
    traditional: 'note',
  },
};

export const wordingSchema: Schema = {
  type: 'object',
  properties: {
    point: { enum: points },
    kinds: {
      type: 'object',
      properties: Object.fromEntries(textFindingKinds.map((kind) => [kind, { enum: wordingModes, description: wordingKindNames[kind] }])),
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};

/** The kinds that were not said are as by default: a kind that comes later is there too. */
export const wholeWording = (said: Partial<WordingSettings>): WordingSettings => ({
  ...defaultWording,
  ...said,
  kinds: { ...defaultWording.kinds, ...said.kinds },
});
