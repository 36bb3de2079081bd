/** Proofreading of one item while it is written: its title and its body, what is marked in them, and what somebody does about it. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { defaultSettings, type SiteSettings } from '../../domain/organisation/settings.ts';
import { type Finding, problem } from '../../domain/outcome.ts';
import { can } from '../session.ts';
import { toast } from '../toasts.ts';
import { wordingWords as words } from '../wording/zh-wording.ts';
import { type AnsweredItem, useAnswers } from './answers.ts';
import type { Channel } from './channel.ts';
import { wordingChoices } from './choices.ts';
import type { FoundIn, Placed } from './marks.ts';
import { type LineFinding, type Lines, type ModelUsed, mostModelBytes, shippedBytes, type TyposState } from './protocol.ts';
import { shownText } from './shown-text.ts';
import { wordingOf } from './site-wording.ts';
import { startChannel } from './start-worker.ts';
import { followedIn, replaceInField } from './title-field.ts';
import { nextMark } from './walking.ts';
import { stopsAt, weightOf } from './weight.ts';

/** A finding in the title or in the body, whose places are offsets in the title or places in the document. */
export interface Mark extends Placed {
  readonly where: 'title' | 'body';
}

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

/** How long nothing is typed before a text is looked at, in milliseconds. */
const quiet = 350;
/** The model is fetched when somebody has been here for a while, in milliseconds. */
const settled = 6_000;

/** Today in the office, YYYY-MM-DD. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const modifiers: ReadonlySet<string> = new Set(['Shift', 'Alt', 'Control', 'Meta', 'Tab', 'CapsLock']);

export interface ProofreadingOptions extends AnsweredItem {
  readonly title: () => string;
  /** The day of the text, YYYY-MM-DD, where it has one. */
  readonly on: () => string | null | undefined;
  /** What the site settles; until it is known, what most sites do. */
  readonly settings: () => Pick<SiteSettings, 'checks' | 'wording'> | undefined;
}

export function useProofreading({ site, submission, title, on, settings }: ProofreadingOptions) {
  const { notes, typos: typosWanted } = wordingChoices();
  const answers = useAnswers({ site, submission });
  const titleMarks = shallowRef<readonly Mark[]>([]);
  const bodyMarks = shallowRef<readonly Mark[]>([]);
  const open = shallowRef<{ readonly mark: Mark; readonly by: OpenBy }>();
  const state = ref<'waiting' | 'ready' | 'broken'>('waiting');
  const typosState = ref<TyposState>('off');
  const modelUsed = ref<ModelUsed>();
  const modelBytes = ref(shippedBytes);
  const said = ref('');
  const titleField = shallowRef<HTMLTextAreaElement>();
  const composing = { title: false };
  let body: Body | undefined;
  let channel: Channel | undefined;
  /** What was found, by line, of the text that was looked at last. */
  const found = shallowRef<ReadonlyMap<string, readonly LineFinding[]>>(new Map());
  const marks = computed<readonly Mark[]>(() => [...titleMarks.value, ...bodyMarks.value]);
  const weighed = computed(() => settings() ?? defaultSettings);
  const known: FoundIn = (line) =>
    found.value.get(line)?.flatMap((finding) => {
      const weight = weighed.value.checks.wording === 'off' ? undefined : weightOf(weighed.value.wording, finding);
      if (weight === undefined || answers.isIgnored(line, finding)) return [];
      return { from: finding.start, to: finding.end, finding, line, weight };
    });
  const folded = computed(() =>
    notes.value ? 0 : [...found.value.keys()].flatMap((line) => known(line) ?? []).filter(({ weight }) => weight === 'note').length,
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  const isComposing = (): boolean => composing.title || (body?.composing() ?? false);
  const linesNow = (): Lines => [title(), ...(body?.lines() ?? [])];
  function look(): void {
    if (isComposing()) lookSoon();
    else channel?.look(linesNow());
  }
  function lookSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(look, quiet);
  }
  /** Marks what is known of the present text; what was changed since stays as it is until the next answer. */
  function place(): void {
    const foundIn: FoundIn = (line) => known(line)?.filter(({ weight }) => notes.value || weight !== 'note');
    titleMarks.value = (foundIn(title()) ?? []).map((one) => ({ where: 'title', ...one }));
    if (open.value?.mark.where === 'title' && !titleMarks.value.some(({ from }) => from === open.value?.mark.from)) close();
    body?.place(foundIn);
  }
  function take(lines: Lines, findings: readonly (readonly LineFinding[])[]): void {
    found.value = new Map(lines.map((line, at) => [line, findings[at] ?? []]));
    state.value = 'ready';
    if (isComposing()) lookSoon();
    else place();
  }

  let idle: ReturnType<typeof setTimeout> | undefined;
  /** What the office settles may be another thing by now. */
  async function settle(): Promise<void> {
    const { wording, own } = await wordingOf(site);
    modelBytes.value = own?.model && own.model.byteSize <= mostModelBytes ? own.model.byteSize : shippedBytes;
    channel?.settle({ wording, ...(own ? { own } : {}), point: weighed.value.wording.point, on: on() || today() });
  }
  async function start(): Promise<void> {
    channel = startChannel({
      found: take,
      typos: (now, model) => {
        typosState.value = now;
        modelUsed.value = model;
      },
      broken: () => {
        state.value = 'broken';
      },
    });
    if (!channel) state.value = 'broken';
    await settle();
    look();
    idle = setTimeout(() => typosWanted.value && channel?.lookForTypos(true), settled);
  }
  watch([on, () => weighed.value.wording.point], settle);
  addEventListener('focus', settle);
  watch(typosWanted, (now) => channel?.lookForTypos(now));
  watch(title, (now, before) => {
    titleMarks.value = followedIn(before, now, titleMarks.value);
    if (open.value?.mark.where === 'title') close();
    lookSoon();
  });
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
    if (mark.where === 'title') close();
    // What the pointer came to rest on may be gone by now.
    else if (!bodyMarks.value.some(({ from, to }) => from === mark.from && to === mark.to)) return;
    open.value = { mark, by };
    if (mark.where === 'body') body?.open(mark);
  }
  function go(mark: Mark): void {
    close();
    if (mark.where === 'title') {
      titleField.value?.focus();
      titleField.value?.setSelectionRange(mark.from, mark.to);
    } else body?.select(mark);
    show(mark, 'keys');
    const at = marks.value.findIndex(({ where, from }) => where === mark.where && from === mark.from);
    said.value = words.at(at + 1, marks.value.length, mark.finding.message, mark.finding.suggestions[0]);
  }
  /** The finding after the caret, or before it; from the last it goes on with the first. */
  function walk(step: 1 | -1): void {
    const field = titleField.value;
    const caret =
      field !== undefined && document.activeElement === field
        ? ({ where: 'title', from: field.selectionStart } as const)
        : ({ where: 'body', from: body?.caret() ?? 0 } as const);
    const mark = nextMark(marks.value, caret, open.value?.mark, step);
    if (mark) go(mark);
    else said.value = words.none;
  }
  function adopt({ where, ...mark }: Mark, put: string): void {
    close();
    const done =
      where === 'body' ? body?.replace(mark, put) : titleField.value !== undefined && replaceInField(titleField.value, mark, put);
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
    if (mark.where === 'title') titleField.value?.focus();
    else body?.focus();
    toast({ text: words.ignored, undo: async () => undo() });
  }

  /** What the keys do in title and body: gives whether it was for us. */
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
      if (card?.mark.where === 'title' && !modifiers.has(event.key)) close();
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

  onScopeDispose(() => {
    clearTimeout(timer);
    clearTimeout(idle);
    stay();
    removeEventListener('focus', settle);
    channel?.close();
    channel = undefined;
  });
  return {
    ...{ marks, titleMarks, stopping, open, state, said, folded, notes, typosWanted, typosState, modelUsed, modelBytes, titleField, composing },
    ...{ moved, keyDown, atCaret, show, stay, leave, close, go, walk, adopt, ignore, stops, mayIgnore },
    ...{ ignored: answers.ignored, restore: answers.restore },
    /** The body's editor came, or went. */
    attach: (now: Body | undefined) => {
      body = now;
      if (now && !channel) void start();
      else if (now) lookSoon();
    },
  };
}

export type Proofreading = ReturnType<typeof useProofreading>;
