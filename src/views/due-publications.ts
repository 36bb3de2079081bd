/** Publications whose time has come: what the delivering job has to do, also after a crash in between. */
import type pg from 'pg';
import type { ChannelKind, ChannelSettings } from '../domain/adoption/channel.ts';
import { fileName, type PublishedFile, type PublishedItem, pictureName } from '../domain/adoption/delivery.ts';
import { imagesOf } from '../domain/submission/rich-text.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';

export interface DueChannel {
  readonly kind: ChannelKind;
  readonly settings: ChannelSettings;
  /** Sealed. */
  readonly secret: Uint8Array | undefined;
}

export interface DuePublication {
  readonly site: string;
  readonly publication: number;
  readonly version: number;
  readonly submission: number;
  /** Put it there, or take it down. */
  readonly what: 'put' | 'take-down';
  /** Undefined: published by hand at a set time, nothing is sent. */
  readonly channel: DueChannel | undefined;
  /** Where the channel said it stands, when it had an earlier text of it. */
  readonly address: string | undefined;
  readonly item: PublishedItem;
  readonly files: readonly PublishedFile[];
}

interface Row {
  readonly site_id: string;
  readonly id: number;
  readonly version: number;
  readonly submission_id: number;
  readonly version_number: number;
  readonly state: 'due' | 'withdrawing';
  readonly published_at: Date;
  readonly channel: { readonly kind: ChannelKind; readonly settings: ChannelSettings } | null;
  readonly secret: Buffer | null;
  readonly address: string | null;
  readonly site_name: string;
  readonly title: string;
  readonly body: string;
  readonly content: SubmissionContent;
  readonly unit_name: string;
  readonly section: {
    readonly name: string;
    readonly description: string | null;
    readonly keywords: readonly string[];
    readonly type: string | null;
  } | null;
  readonly files: readonly { readonly sha256: string; readonly mediaType: string; readonly byteSize: number }[] | null;
}

/** The next ones, those that waited longest first. The page says when the item was published first, also where it was corrected later. */
export async function duePublications(pool: pg.Pool, now: Date, limit = 50): Promise<readonly DuePublication[]> {
  const found = await pool.query<Row>(
    `select p.site_id, p.id, p.version, p.submission_id, p.version_number, p.state,
       least(p.due_at, (select min(e.due_at) from publications e where e.site_id = p.site_id and e.submission_id = p.submission_id
         and e.state in ('delivered', 'replaced'))) as published_at,
       case when c.id is not null then json_build_object('kind', c.kind, 'settings', c.settings) end as channel, c.secret,
       (select e.address from publications e where e.site_id = p.site_id and e.submission_id = p.submission_id
          and e.channel_id = p.channel_id and e.address is not null order by e.id desc limit 1) as address,
       w.name as site_name, v.title, v.body, v.content, u.name as unit_name,
       (select json_build_object('name', k.name, 'description', k.description, 'keywords', k.keywords, 'type', k.column_type) from sections k
          where k.site_id = p.site_id and k.id = coalesce((select a.section_id from adoptions a join outlets o on o.site_id = a.site_id
            and o.id = a.outlet_id and o.kind = 'own-site' where a.site_id = p.site_id and a.submission_id = p.submission_id
            and a.state = 'decided' order by a.id limit 1), s.section_id)) as section,
       (select json_agg(json_build_object('sha256', f.sha256, 'mediaType', f.media_type, 'byteSize', f.byte_size)) from submission_files l
          join files f on f.site_id = l.site_id and f.sha256 = l.sha256 where l.site_id = p.site_id and l.submission_id = p.submission_id) as files
     from publications p join submissions s on s.site_id = p.site_id and s.id = p.submission_id join sites w on w.id = p.site_id
     join units u on u.site_id = s.site_id and u.id = s.unit_id
     join submission_versions v on v.site_id = p.site_id and v.submission_id = p.submission_id and v.number = p.version_number
     left join channels c on c.site_id = p.site_id and c.id = p.channel_id
     where p.state in ('due', 'withdrawing') and p.try_after <= $1 order by p.try_after, p.id limit $2`,
    [now, limit],
  );
  return found.rows.map(dueFrom);
}

function dueFrom(row: Row): DuePublication {
  const { channel, section, content } = row;
  return {
    site: row.site_id,
    publication: row.id,
    version: row.version,
    submission: row.submission_id,
    what: row.state === 'due' ? 'put' : 'take-down',
    channel: channel ? { ...channel, secret: row.secret ?? undefined } : undefined,
    address: row.address ?? undefined,
    item: {
      siteName: row.site_name,
      siteDomain: channel?.settings.siteDomain ?? '',
      siteIdCode: channel?.settings.siteIdCode ?? '',
      submission: row.submission_id,
      version: row.version_number,
      title: row.title,
      body: row.body,
      content,
      unitName: row.unit_name,
      publishedAt: row.published_at,
      section: section
        ? { name: section.name, description: section.description ?? undefined, keywords: section.keywords, type: section.type ?? undefined }
        : undefined,
      url:
        channel?.settings.address && channel.settings.folder
          ? `${channel.settings.address}${row.submission_id}/index.html`
          : (row.address ?? undefined),
    },
    files: filesOf(row),
  };
}

/** The files that the text shows or carries; what else was handed in with the item stays in the office. */
function filesOf({ body, content, files }: Row): readonly PublishedFile[] {
  const known = new Map((files ?? []).map((file) => [file.sha256, file]));
  const attachments = (content.attachments ?? []).flatMap((attachment): PublishedFile[] => {
    const file = known.get(attachment.sha256);
    return file ? [{ ...file, path: `files/${fileName(file.sha256, attachment.name)}`, attachment }] : [];
  });
  const carried = new Set(attachments.map(({ sha256 }) => sha256));
  const pictures = [...new Set(imagesOf(body).map(({ sha256 }) => sha256))].flatMap((sha256): PublishedFile[] => {
    const file = known.get(sha256);
    return file && !carried.has(sha256) ? [{ ...file, path: `files/${pictureName(sha256, file.mediaType)}` }] : [];
  });
  return [...new Map([...attachments, ...pictures].map((file) => [file.path, file])).values()];
}
