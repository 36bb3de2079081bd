/** The demo office's inspection and the wording errors it found: what came of each, step by step on its day, up to what waits today. */
import type { AnyAction } from '../actions/action.ts';
import { checkInspection } from '../actions/check-inspection.ts';
import { closeRectification } from '../actions/close-rectification.ts';
import { concludeInspection } from '../actions/conclude-inspection.ts';
import { confirmFinding } from '../actions/confirm-finding.ts';
import { confirmFound } from '../actions/confirm-inspection-finding.ts';
import { correctSubmission } from '../actions/correct-submission.ts';
import { dismissFinding } from '../actions/dismiss-finding.ts';
import { issueInspection } from '../actions/issue-inspection.ts';
import { markOverdueRectification } from '../actions/mark-overdue-rectification.ts';
import { notifyRectification } from '../actions/notify-rectification.ts';
import { planInspection } from '../actions/plan-inspection.ts';
import { recordFinding } from '../actions/record-finding.ts';
import { recordFound } from '../actions/record-inspection-finding.ts';
import { rectifyFound } from '../actions/rectify-inspection-finding.ts';
import { refuteFound } from '../actions/refute-inspection-finding.ts';
import { replyToRectification } from '../actions/reply-to-rectification.ts';
import { saveSubject } from '../actions/save-inspection-subject.ts';
import { startInspection } from '../actions/start-inspection.ts';
import { programActor } from '../domain/permission.ts';
import type { WordingKind } from '../domain/rectification/finding.ts';
import { toldOn } from './demo-work-changes.ts';
import { idOf, type Office } from './demo-work-office.ts';
import { daysAfter } from './demo-work-plan.ts';
import type { PublishedStory } from './demo-work-teller.ts';
import { localDay } from './demo-work-texts.ts';

type Ending = 'closed' | 'overdue' | 'replied' | 'confirmed' | 'refuted';
export interface DemoInspection {
  readonly words: readonly { readonly word: string; readonly correction: string; readonly kind: WordingKind }[];
  readonly dismissed: string;
  readonly campaign: {
    readonly name: string;
    readonly documentNumber: string;
    readonly subjects: readonly { readonly kind: string; readonly name: string; readonly unit: string; readonly interval?: number }[];
    readonly findings: readonly {
      readonly about: string;
      readonly indicator: string;
      readonly body: string;
      readonly place: string;
      readonly then: Ending;
    }[];
    readonly refuted: string;
    readonly reply: string;
  };
}

/** Something to be put right, as its steps move it. */
interface Mended {
  rectification: number;
  version: number;
  readonly unit: string;
}
interface Wrong extends Mended {
  readonly about: PublishedStory;
  readonly wrong: DemoInspection['words'][number];
}
type Doing = (at: Date) => Promise<void>;

/** What the office does about errors and inspections on a day, after its other work. */
export function createInspector(
  office: Office,
  { words, dismissed, campaign }: DemoInspection,
  published: (at: Date) => readonly PublishedStory[],
  now: Date,
): (day: Date) => Promise<void> {
  const { site } = office;
  const [editor, head] = [idOf(office.people, 'editor'), idOf(office.people, 'head')];
  const used = new Set<number>();
  const writerOf = (unit: string): number =>
    [...office.people.values()].find(
      ({ id, roles }) => !office.left.has(id) && roles.some((held) => held.role === 'contributor' && held.unit === unit),
    )?.id ?? 0;
  const act = <T = { version: number }>(who: number | typeof programActor, at: Date, action: AnyAction, more: object): Promise<T> =>
    office.act<T>(who, at, action, { site, ...more });
  const step = async (one: Mended, who: number, at: Date, action: AnyAction, more: object = {}): Promise<void> => {
    one.version = (await act(who, at, action, { rectification: one.rectification, version: one.version, ...more })).version;
  };
  const notify = async (one: Mended, at: Date, days: number): Promise<void> => {
    const items = [{ rectification: one.rectification, version: one.version }];
    await act(editor, at, notifyRectification, { items, dueOn: localDay(daysAfter(at, days)).text });
    one.version += 1;
  };
  const markLate = ({ rectification, version }: Mended, at: Date): Promise<unknown> =>
    act(programActor, at, markOverdueRectification, { rectification, version });

  /** A wrong word in something published that nobody has looked at yet. */
  const errors = new Map<string, Wrong>();
  const find = async (name: string, at: Date): Promise<void> => {
    const hit = published(at)
      .filter(({ submission, unit }) => !used.has(submission) && writerOf(unit) > 0)
      .flatMap((about) => words.filter(({ word }) => about.body.includes(word)).map((wrong) => ({ about, wrong })))[0];
    if (!hit) return;
    used.add(hit.about.submission);
    const made = await act<Mended>(editor, at, recordFinding, { submission: hit.about.submission, ...hit.wrong });
    errors.set(name, { ...hit, unit: hit.about.unit, rectification: made.rectification, version: made.version });
  };
  const on =
    (name: string, doing: (one: Wrong, at: Date) => Promise<unknown>): Doing =>
    async (at) => {
      const one = errors.get(name);
      if (one) await doing(one, at);
    };
  const confirm = (name: string): Doing => on(name, (one, at) => step(one, head, at, confirmFinding));
  const corrected = ({ about, wrong }: Wrong): string => about.body.replaceAll(wrong.word, wrong.correction);
  const reply = (name: string): Doing =>
    on(name, (one, at) => step(one, writerOf(one.unit), at, replyToRectification, { body: corrected(one), reply: '已对照改正。' }));

  const found = new Map<string, Mended & { finding: number; seen: number; readonly then: Ending }>();
  const inspection = { inspection: 0, version: 1 };
  const each = async (
    endings: readonly Ending[],
    doing: (one: Mended & { finding: number; seen: number }) => Promise<unknown>,
  ): Promise<void> => {
    for (const one of found.values()) if (endings.includes(one.then)) await doing(one);
  };
  const begin: Doing = async (at) => {
    const subjects = new Map<string, number>();
    for (const { unit, interval, ...about } of campaign.subjects) {
      const more = { unit: office.units.get(unit), ...(interval === undefined ? {} : { intervalDays: interval }) };
      subjects.set(about.name, (await act<{ subject: number }>(editor, at, saveSubject, { ...about, ...more })).subject);
    }
    const days = { from: localDay(at).text, to: localDay(daysAfter(at, 7)).text };
    const plan = { name: campaign.name, method: 'whole', kinds: ['site', 'section', 'account'], ...days };
    Object.assign(inspection, await act(editor, at, planInspection, plan));
    Object.assign(inspection, await act(editor, at, startInspection, inspectionSeen()));
    for (const { about, then, ...given } of campaign.findings) {
      const input = { inspection: inspection.inspection, subject: subjects.get(about), on: localDay(at).text, ...given };
      const { finding } = await act<{ finding: number }>(editor, at, recordFound, input);
      const { unit = '' } = campaign.subjects.find(({ name }) => name === about) ?? {};
      found.set(about, { finding, seen: 1, then, unit, rectification: 0, version: 1 });
    }
    await act(editor, at, checkInspection, { inspection: inspection.inspection, subjects: 'all', on: localDay(at).text });
  };
  const inspectionSeen = () => ({ inspection: inspection.inspection, version: inspection.version });
  const decide: Doing = async (at) => {
    for (const one of found.values()) {
      const [action, more] = one.then === 'refuted' ? [refuteFound, { reason: campaign.refuted }] : [confirmFound, {}];
      one.seen = (await act(head, at, action, { finding: one.finding, version: one.seen, ...more })).version;
    }
    Object.assign(inspection, await act(editor, at, concludeInspection, inspectionSeen()));
  };
  const handOver: Doing = (at) =>
    each(['closed', 'overdue', 'replied'], async (one) => {
      const { rectification } = await act<{ rectification: number }>(editor, at, rectifyFound, { finding: one.finding, version: one.seen });
      one.rectification = rectification;
      await notify(one, at, 8);
    });
  const issue: Doing = async (at) => {
    const documentNumber = campaign.documentNumber.replace('{年}', String(localDay(at).year));
    await act(head, at, issueInspection, { ...inspectionSeen(), documentNumber });
  };

  /** So many days before today. */
  const calendar: readonly (readonly [daysAgo: number, doing: Doing])[] = [
    [27, begin],
    [25, decide],
    [24, issue],
    [23, handOver],
    [18, (at) => each(['closed', 'replied'], (one) => step(one, writerOf(one.unit), at, replyToRectification, { reply: campaign.reply }))],
    [16, (at) => each(['closed'], (one) => step(one, editor, at, closeRectification))],
    [14, (at) => each(['overdue'], (one) => markLate(one, at))],
    [22, (at) => find('closed', at)],
    [21, confirm('closed')],
    [20, on('closed', (one, at) => notify(one, at, 5))],
    [18, reply('closed')],
    [
      17,
      on('closed', (one, at) =>
        act(head, at, correctSubmission, {
          submission: one.about.submission,
          version: one.about.version,
          body: corrected(one),
          reason: '整改',
        }),
      ),
    ],
    [16, on('closed', (one, at) => step(one, editor, at, closeRectification))],
    [15, (at) => find('overdue', at)],
    [14, confirm('overdue')],
    [13, on('overdue', (one, at) => notify(one, at, 5))],
    [7, on('overdue', markLate)],
    [12, (at) => find('dismissed', at)],
    [11, on('dismissed', (one, at) => step(one, head, at, dismissFinding, { reason: dismissed }))],
    [9, (at) => find('replied', at)],
    [8, confirm('replied')],
    [8, on('replied', (one, at) => notify(one, at, 5))],
    [4, reply('replied')],
    [6, (at) => find('noticed', at)],
    [5, confirm('noticed')],
    [3, on('noticed', (one, at) => notify(one, at, 5))],
    [2, (at) => find('found', at)],
  ];
  return async (day) => {
    const at = new Date(day.getTime() + 18.2 * 3_600_000);
    if (at > now) return;
    for (const [daysAgo, doing] of calendar) if (toldOn(day, daysAgo, now)) await doing(at);
  };
}
