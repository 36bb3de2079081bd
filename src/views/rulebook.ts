/** The rulebook in force on a day: its rules in words, its notes, and the whole as data. */
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { ruleNote } from '../domain/scoring/note-rules.ts';
import { notesOf } from '../domain/scoring/notes.ts';
import type { Rulebook } from '../domain/scoring/rulebook.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { dayField } from './period.ts';
import { makeView } from './view.ts';

export interface RulebookInput {
  readonly site: string;
  /** The latest rulebook where not given. */
  readonly on?: string;
}

export interface RulebookSeen {
  readonly site: VisibleSite;
  readonly name: string;
  readonly from: string;
  /** The day before the next rulebook starts. */
  readonly until: string | null;
  readonly countsAt: 'publication' | 'adoption';
  readonly rules: readonly { readonly id: string; readonly name: string; readonly words: string }[];
  readonly notes: readonly string[];
  readonly rulebook: Rulebook;
  /** All rulebooks of the site, the latest first. */
  readonly all: readonly { readonly name: string; readonly from: string }[];
}

export const rulebook = makeView<RulebookInput, RulebookSeen>(
  { view: 'rulebook', says: '某一天施行的计分办法：规则、附注和全文' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: { type: 'string', minLength: 1 }, on: dayField },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    if (input.on !== undefined && dayFrom(input.on) === undefined)
      return refuse('bad-input', [problem('no-day', `没有 ${input.on} 这一天，日期要写成 2023-01-01 的样子`, 'on')]);
    const seen = await visibleSite(client, actor, 'fact.read', input.site);
    if (!seen.ok) return seen;
    // The latest that started by then; before the first one's first day, the first.
    const found = await client.query<{ name: string; starts_on: string; body: Rulebook | null; until: string | null }>(
      `with dated as (
         select id, name, starts_on, (lead(starts_on) over (order by starts_on) - 1) as until from rulebooks where site_id = $1
       ), chosen as (
         select id from dated order by (starts_on <= coalesce($2::date, 'infinity')) desc,
           case when starts_on <= coalesce($2::date, 'infinity') then starts_on end desc, starts_on limit 1
       )
       select d.name, d.starts_on, d.until, r.body from dated d
       left join chosen c on c.id = d.id left join rulebooks r on r.site_id = $1 and r.id = c.id
       order by d.starts_on desc limit 500`,
      [input.site, input.on ?? null],
    );
    const chosen = found.rows.find((row) => row.body !== null);
    if (!chosen?.body) return refuse('not-found', [problem('no-rulebook', `${seen.value.name}还没有计分办法`, 'site')]);
    const day = dayFrom(input.on ?? chosen.starts_on) ?? 0;
    const { body } = chosen;
    return accept({
      site: seen.value,
      name: chosen.name,
      from: chosen.starts_on,
      until: chosen.until,
      countsAt: body.countsAt ?? 'publication',
      rules: body.rules.map((rule) => ({ id: rule.id, name: rule.name ?? rule.id, words: ruleNote(rule, body) })),
      notes: notesOf(body, { from: day, to: day }).filter((note) => !note.startsWith('以上数据统计时间')),
      rulebook: body,
      all: found.rows.map((row) => ({ name: row.name, from: row.starts_on })),
    });
  },
);
