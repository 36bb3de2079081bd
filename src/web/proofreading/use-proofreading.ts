/** Proofreading of a text while it is written: its title, its body and what else is official text in it, what is marked in them, and what somebody does about it. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { defaultSettings, type SiteSettings } from '../../domain/organisation/settings.ts';
import { type Finding, problem } from '../../domain/outcome.ts';
import { can } from '../session.ts';
import { toast } from '../toasts.ts';
import { wordingWords as words } from '../wording/zh-wording.ts';
import { type AnsweredItem, useAnswers } from './answers.ts';
import { wordingChoices } from './choices.ts';
import type { FoundIn, Placed } from './marks.ts';
import { isAbove, type Mark, type PlainField, usePlainFields } from './plain-fields.ts';
import type { Lines } from './protocol.ts';
import { shownText } from './shown-text.ts';
import { replaceInField } from './title-field.ts';
import { useLooking } from './use-looking.ts';
import { nextMark } from './walking.ts';
import { stopsAt, weightOf } from './weight.ts';

/** How a card came up: by the keys, which then speak to it, by a press, or because the pointer rests there: then it goes with it. */
export type OpenBy = 'keys' | 'press' | 'rest';

/** The body's editor, as far as it matters here; it comes later than the page, with a chunk of its own. */
export interface Body {
  readonly lines: () => Lines;
  readonly composing: () => boolean;
  /** Marks what `foundIn` knows of each line; a line it does not know keeps its marks. */
  readonly place: (foundIn: FoundIn) => void;
  readonly open: (placed: Placed | undefined) => void;
  readonly select: (placed: Placed) => void;
  /** As one step to be undone; false where something else stands there by now. */
  readonly replace: (placed: Placed, put: string) => boolean;
  readonly caret: () => number;
  readonly focus: () => void;
}
/** What the editor tells of its marks. */
export interface BodyNow {
  readonly placed: readonly Placed[];
  readonly open: Placed | undefined;
  readonly selection: { readonly from: number; readonly to: number };
  readonly docChanged: boolean;
}

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Alt', 'Control', 'Meta', 'Tab', 'CapsLock']);

export interface ProofreadingOptions extends AnsweredItem {
  /** The day of the text, YYYY-MM-DD, where it has one. */
  readonly on: () => string | null | undefined;
  /** What the site settles; until it is known, what most sites do. */
  readonly settings: () => Pick<SiteSettings, 'checks' | 'wording'> | undefined;
}

export function useProofreading({ on, settings, ...item }: ProofreadingOptions) {
  const { site } = item;
  const { notes, typos: typosWanted } = wordingChoices();
  const answers = useAnswers(item);
  const fields = usePlainFields();
  const bodyMarks = shallowRef<readonly Mark[]>([]);
  const open = shallowRef<{ readonly mark: Mark; readonly by: OpenBy }>();
  const said = ref('');
  let body: Body | undefined;
  const marks = computed<readonly Mark[]>(() => [...fields.marksBeside(true), ...bodyMarks.value, ...fields.marksBeside(false)]);
  const weighed = computed(() => settings() ?? defaultSettings);
  const looking = useLooking({
    ...{ site, on, typosWanted, point: () => weighed.value.wording.point },
    lines: () => [...fields.linesBeside(true), ...(body?.lines() ?? []), ...fields.linesBeside(false)],
    composing: () => fields.composing.size > 0 || (body?.composing() ?? false),
    found: () => place(),
  });
  const { found, state, typosState, modelUsed, modelBytes, soon: lookSoon, come } = looking;
  const known: FoundIn = (line) =>
    found.value.get(line)?.flatMap((finding) => {
      const weight = weighed.value.checks.wording === 'off' ? undefined : weightOf(weighed.value.wording, finding);
      if (weight === undefined || answers.isIgnored(line, finding)) return [];
      return { from: finding.start, to: finding.end, finding, line, weight };
    });
  const folded = computed(() =>
    notes.value ? 0 : [...found.value.keys()].flatMap((line) => known(line) ?? []).filter(({ weight }) => weight === 'note').length,
  );

  /** Marks what is known of the present text; what was changed since stays as it is until the next answer. */
  function place(): void {
    const foundIn: FoundIn = (line) => known(line)?.filter(({ weight }) => notes.value || weight !== 'note');
    fields.place(foundIn);
    const was = open.value?.mark;
    if (was && was.where !== 'body' && !fields.marksOf(was.where).some(({ from }) => from === was.from)) close();
    body?.place(foundIn);
  }
  /** Somebody wrote in a plain field. */
  function typed(name: string, before: string, now: string): void {
    fields.followed(name, before, now);
    if (open.value?.mark.where === name) close();
    lookSoon();
  }
  watch([notes, answers.ignored, weighed], place);

  let present: readonly Placed[] = [];
  /** The marks of the editor, their places, or the selection are other ones. */
  function moved({ placed, open: now, selection: { from, to }, docChanged }: BodyNow): void {
    if (placed !== present) bodyMarks.value = placed.map((one) => ({ where: 'body', ...one }));
    present = placed;
    if (docChanged) lookSoon();
    if (open.value?.mark.where !== 'body') return;
    const left = open.value.by === 'keys' && now !== undefined && (from !== now.from || to !== now.to);
    open.value = now && { mark: { where: 'body', ...now }, by: docChanged ? 'press' : open.value.by };
    // Who goes on to another place is done with it; not while the editor is being told of this very change.
    if (left) queueMicrotask(close);
  }
  function close(): void {
    const was = open.value;
    open.value = undefined;
    if (was?.mark.where === 'body') body?.open(undefined);
  }
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const stay = (): void => clearTimeout(leaving);
  /** The pointer went elsewhere; it may be on its way to the card. */
  function leave(): void {
    stay();
    if (open.value?.by === 'rest') leaving = setTimeout(close, 400);
  }
  function show(mark: Mark, by: OpenBy): void {
    stay();
    if (mark.where !== 'body') close();
    // What the pointer came to rest on may be gone by now.
    else if (!bodyMarks.value.some(({ from, to }) => from === mark.from && to === mark.to)) return;
    open.value = { mark, by };
    if (mark.where === 'body') body?.open(mark);
  }
  function go(mark: Mark): void {
    close();
    const field = fields.named(mark.where)?.element;
    field?.focus();
    field?.setSelectionRange(mark.from, mark.to);
    if (mark.where === 'body') body?.select(mark);
    show(mark, 'keys');
    const at = marks.value.findIndex(({ where, from }) => where === mark.where && from === mark.from);
    said.value = words.at(at + 1, marks.value.length, mark.finding.message, mark.finding.suggestions[0]);
  }
  /** The finding after the caret, or before it; from the last it goes on with the first. */
  function walk(step: 1 | -1): void {
    const field = fields.focused();
    const caret = field ? { where: field.name, from: field.element.selectionStart } : { where: 'body', from: body?.caret() ?? 0 };
    const names = fields.names();
    const order = [...names.filter(isAbove), 'body', ...names.filter((name) => !isAbove(name))];
    const mark = nextMark(marks.value, caret, open.value?.mark, step, order);
    if (mark) go(mark);
    else said.value = words.none;
  }
  function adopt({ where, ...mark }: Mark, put: string): void {
    close();
    const field = fields.named(where)?.element;
    const done = where === 'body' ? body?.replace(mark, put) : field !== undefined && replaceInField(field, mark, put);
    if (!done) return;
    said.value = words.adopted(mark.finding.text, put);
    // Of another suggestion than the first nothing is learned.
    if (put === mark.finding.suggestions[0]) answers.take(mark);
  }
  /** What the site wants put right before a step is passed over only by who keeps the office's wording. */
  const stops = ({ finding }: Placed): ReturnType<typeof stopsAt> =>
    weighed.value.checks.wording === 'stop' ? stopsAt(weighed.value.wording, finding) : undefined;
  /** What has to be put right before the item is sent, as the checks say it. */
  const stopping = computed(() =>
    marks.value.flatMap((mark): Finding[] => {
      if (stops(mark) !== 'submit') return [];
      const { where, finding } = mark;
      return [problem('wording', `“${shownText(mark)}”：${finding.message.replace(/。$/, '')}（${finding.rule}）`, where)];
    }),
  );
  const mayIgnore = (mark: Mark): boolean => stops(mark) === undefined || can(['wording.keep'], site);
  function ignore(mark: Mark): void {
    close();
    const undo = answers.ignore(mark);
    if (mark.where === 'body') body?.focus();
    else fields.named(mark.where)?.element.focus();
    toast({ text: words.ignored, undo: async () => undo() });
  }

  /** What the keys do in the body and in plain fields: gives whether it was for us. */
  function keyDown(event: KeyboardEvent, here: () => Mark | undefined, toCard: () => boolean): boolean {
    if (event.isComposing) return false;
    if (event.key === 'F8' && !event.ctrlKey && !event.metaKey) {
      walk(event.shiftKey || event.altKey ? -1 : 1);
      return true;
    }
    const card = open.value;
    if (event.key === 'Escape' && card) {
      close();
      return true;
    }
    if (event.key === 'Tab' && !event.shiftKey && card?.by === 'keys') return toCard();
    if (event.key !== 'Enter') {
      // A selection in the body tells by itself that it was left.
      if (card !== undefined && card.mark.where !== 'body' && !modifiers.has(event.key)) close();
      return false;
    }
    const mark = card?.by === 'keys' ? card.mark : event.altKey ? here() : undefined;
    const put = mark?.finding.suggestions[0];
    if (mark && put !== undefined) adopt(mark, put);
    return mark !== undefined;
  }
  /** The mark of the body at the caret, the edges included. */
  const atCaret = (): Mark | undefined => {
    const at = body?.caret() ?? 0;
    return bodyMarks.value.find(({ from, to }) => from <= at && at <= to);
  };

  onScopeDispose(stay);
  return {
    ...{ marks, stopping, open, state, said, folded, notes, typosWanted, typosState, modelUsed, modelBytes },
    ...{ moved, keyDown, atCaret, show, stay, leave, close, go, walk, adopt, ignore, stops, mayIgnore, typed },
    ...{ ignored: answers.ignored, restore: answers.restore },
    ...{ composing: fields.composing, marksOf: fields.marksOf },
    /** Whether what stands there is looked at here. */
    covers: (where: string): boolean => (where === 'body' ? body !== undefined : fields.has(where)),
    /** A plain field came; gives what to do when it goes. */
    join: (field: PlainField): (() => void) => {
      fields.add(field);
      come();
      return () => fields.remove(field);
    },
    /** The body's editor came, or went. */
    attach: (now: Body | undefined) => {
      body = now;
      if (now) come();
    },
  };
}

export type Proofreading = ReturnType<typeof useProofreading>;
