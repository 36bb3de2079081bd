/** What reaches a channel when an item is published: its texts, its page labels, and how often it is tried. */
import { dayText, momentFrom } from '../calendar/day.ts';
import { plainText } from '../submission/rich-text.ts';
import type { SubmissionAttachment, SubmissionContent } from '../submission/submission.ts';

/** An item as it is published: what a page of it says. */
export interface PublishedItem {
  readonly siteName: string;
  readonly siteDomain: string;
  /** 政府网站标识码. */
  readonly siteIdCode: string;
  readonly submission: number;
  /** The text version that is published. */
  readonly version: number;
  readonly title: string;
  /** Sanitised HTML; its images stand under `/api/file/…`. */
  readonly body: string;
  readonly content: SubmissionContent;
  readonly unitName: string;
  readonly publishedAt: Date;
  readonly section?:
    | {
        readonly name: string;
        readonly description?: string | undefined;
        readonly keywords: readonly string[];
        readonly type?: string | undefined;
      }
    | undefined;
  /** Where it stands, where that is known beforehand. */
  readonly url?: string | undefined;
}

/** A moment as pages show it: `YYYY-MM-DD HH:MM`, office time (政府网站发展指引). */
export function pageTime(moment: Date): string {
  const { day } = momentFrom(moment.toISOString()) ?? { day: 0 };
  const minutes = Math.floor((moment.getTime() + 8 * 3_600_000) / 60_000) % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${dayText(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const DESCRIPTION_LENGTH = 120;

/**
 * The labels of a content page, in the order of 国办发〔2017〕47号《政府网站发展指引》: site (SiteName, SiteDomain, SiteIDCode), column
 * (ColumnName, ColumnDescription, ColumnKeywords, ColumnType) where the item has a section, content (ArticleTitle, PubDate as
 * `YYYY-MM-DD HH:MM`, ContentSource, and what is known of Keywords, Author, Description, Image, Url). `image` is the address of the
 * first picture.
 */
export function pageLabels(item: PublishedItem, image?: string): readonly (readonly [name: string, content: string])[] {
  const { section, content } = item;
  const description = plainText(item.body).replace(/\s+/g, ' ').slice(0, DESCRIPTION_LENGTH).toWellFormed();
  const labels: (readonly [string, string | undefined])[] = [
    ['SiteName', item.siteName],
    ['SiteDomain', item.siteDomain],
    ['SiteIDCode', item.siteIdCode],
    ...(section
      ? ([
          ['ColumnName', section.name],
          ['ColumnDescription', section.description ?? section.name],
          ['ColumnKeywords', section.keywords.join(',') || section.name],
          ['ColumnType', section.type ?? section.name],
        ] as const)
      : []),
    ['ArticleTitle', item.title],
    ['PubDate', pageTime(item.publishedAt)],
    ['ContentSource', content.source ?? item.unitName],
    ['Keywords', section?.keywords.join(',')],
    ['Author', content.byline],
    ['Description', description],
    ['Image', image],
    ['Url', item.url],
  ];
  return labels.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value] as const]));
}

/** Endings of attachments that a web server may hand out; anything else gets none, so that nothing is run by its name. */
const endings = /\.(pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|txt|csv|zip|rar|7z|jpe?g|png|gif|webp|bmp|tiff?|mp3|mp4)$/i;

/** The name under which a file lies beside its page: its hash, so that a name given by a writer can lead nowhere. */
export const fileName = (sha256: string, name: string): string => `${sha256.slice(0, 32)}${endings.exec(name)?.[0]?.toLowerCase() ?? ''}`;

/** The same for a picture in the text, whose name is not known. */
export const pictureName = (sha256: string, mediaType: string): string =>
  `${sha256.slice(0, 32)}${{ 'image/png': '.png', 'image/jpeg': '.jpg', 'image/gif': '.gif', 'image/webp': '.webp' }[mediaType] ?? ''}`;

/** A file that goes with a page. */
export interface PublishedFile {
  readonly sha256: string;
  /** Beside the page, under `files/`. */
  readonly path: string;
  readonly mediaType: string;
  readonly byteSize: number;
  /** Present for an attachment; a picture of the text has none. */
  readonly attachment?: SubmissionAttachment;
}

/** Minutes until the next try, after so many tries; the last one is repeated for what must be taken down. */
const waits = [1, 2, 5, 15, 60, 180, 360] as const;

/** So many tries before a publication is `failed` and waits for somebody. */
export const MOST_TRIES = waits.length + 1;

/** Minutes from a failed try to the next: 1, 2, 5, 15 minutes, 1, 3, 6 hours. `tries` counts from 1. */
export const waitAfter = (tries: number): number => waits[Math.min(Math.max(tries, 1), waits.length) - 1] as number;

/** A try that was begun and of which nothing was heard for so many minutes is made again: the program was ended in the middle. */
export const LEASE_MINUTES = 3;
