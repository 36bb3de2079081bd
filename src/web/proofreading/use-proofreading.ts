/** Proofreading of one item while it is written: its title and its body, what is marked in them, and what somebody does about it. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { TextFinding } from '../../text/finding.ts';
import { toast } from '../toasts.ts';
import { wordingWords as words } from '../wording/zh-wording.ts';
import type { Channel } from './channel.ts';
import { wordingChoices } from './choices.ts';
import { keepIgnored, keyOfFinding, readIgnored } from './ignored.ts';
import type { Placed } from './marks.ts';
import type { Lines, TyposState } from './protocol.ts';
import { startChannel } from './start-worker.ts';
import { followedIn, replaceInField } from './title-field.ts';

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
  readonly place: (foundIn: (line: string) => readonly TextFinding[] | undefined) => void;
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

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Alt', 'Control', 'Meta', 'Tab', 'CapsLock']);

export interface ProofreadingOptions {
  /** `site.number`: what is ignored is kept by item. */
  readonly item: string;
  readonly title: () => string;
}

export function useProofreading({ item, title }: ProofreadingOptions) {
  const { notes, typos: typosWanted } = wordingChoices();
  const ignored = shallowRef(readIgnored(item));
  const titleMarks = shallowRef<readonly Mark[]>([]);
  const bodyMarks = shallowRef<readonly Mark[]>([]);
  const open = shallowRef<{ readonly mark: Mark; readonly by: OpenBy }>();
  const state = ref<'waiting' | 'ready' | 'broken'>('waiting');
  const typosState = ref<TyposState>('off');
  const said = ref('');
  const titleField = shallowRef<HTMLTextAreaElement>();
  const composing = { title: false };
  let body: Body | undefined;
  let channel: Channel | undefined;
  /** What was found, by line, of the text that was looked at last. */
  const found = shallowRef<ReadonlyMap<string, readonly TextFinding[]>>(new Map());
  const marks = computed<readonly Mark[]>(() => [...titleMarks.value, ...bodyMarks.value]);
  const isShown = (finding: TextFinding): boolean =>
    !ignored.value.has(keyOfFinding(finding)) && (notes.value || finding.severity !== 'note');
  const folded = computed(() =>
    notes.value
      ? 0
      : [...found.value.values()].flat().filter((one) => one.severity === 'note' && !ignored.value.has(keyOfFinding(one))).length,
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
    const foundIn = (line: string): readonly TextFinding[] | undefined => found.value.get(line)?.filter(isShown);
    titleMarks.value = (foundIn(title()) ?? []).map((finding) => ({ where: 'title', from: finding.start, to: finding.end, finding }));
    if (open.value?.mark.where === 'title' && !titleMarks.value.some(({ from }) => from === open.value?.mark.from)) close();
    body?.place(foundIn);
  }
  function take(lines: Lines, findings: readonly (readonly TextFinding[])[]): void {
    found.value = new Map(lines.map((line, at) => [line, findings[at] ?? []]));
    state.value = 'ready';
    if (isComposing()) lookSoon();
    else place();
  }

  let idle: ReturnType<typeof setTimeout> | undefined;
  function start(): void {
    channel = startChannel({
      found: take,
      typos: (now) => {
        typosState.value = now;
      },
      broken: () => {
        state.value = 'broken';
      },
    });
    if (!channel) state.value = 'broken';
    look();
    idle = setTimeout(() => typosWanted.value && channel?.lookForTypos(true), settled);
  }
  watch(typosWanted, (now) => channel?.lookForTypos(now));
  watch(title, (now, before) => {
    titleMarks.value = followedIn(before, now, titleMarks.value);
    if (open.value?.mark.where === 'title') close();
    lookSoon();
  });
  watch([notes, ignored], place);

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
    const all = marks.value;
    const field = titleField.value;
    const inTitle = field !== undefined && document.activeElement === field;
    const caret = inTitle ? [-1, field.selectionStart] : [0, body?.caret() ?? 0];
    const order = all.map(({ where, from }) => [where === 'title' ? -1 : 0, from] as const);
    const [part = 0, at = 0] = caret;
    const isBefore = ([p, f]: readonly [number, number]): boolean => p < part || (p === part && f < at);
    const isHere = ([p, f]: readonly [number, number]): boolean => p === part && f === at;
    const before = order.filter(isBefore).length;
    const here = open.value && order[before] && isHere(order[before]) ? 1 : 0;
    const next = step === 1 ? before + here : before - 1;
    const mark = all.at(all.length === 0 ? 0 : next % all.length);
    if (mark) go(mark);
    else said.value = words.none;
  }
  function adopt({ where, ...mark }: Mark, put: string): void {
    close();
    const done =
      where === 'body' ? body?.replace(mark, put) : titleField.value !== undefined && replaceInField(titleField.value, mark, put);
    if (done) said.value = words.adopted(mark.finding.text, put);
  }
  function setIgnored(now: ReadonlySet<string>): void {
    ignored.value = now;
    keepIgnored(item, now);
  }
  function ignore(mark: Mark): void {
    const before = ignored.value;
    close();
    setIgnored(new Set([...before, keyOfFinding(mark.finding)]));
    if (mark.where === 'title') titleField.value?.focus();
    else body?.focus();
    toast({ text: words.ignored, undo: async () => setIgnored(before) });
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
    channel?.close();
  });
  return {
    ...{ marks, titleMarks, open, state, said, folded, notes, typosWanted, typosState, ignored, titleField, composing },
    ...{ moved, keyDown, atCaret, show, stay, leave, close, go, walk, adopt, ignore },
    restore: () => setIgnored(new Set()),
    /** The body's editor came, or went. */
    attach: (now: Body | undefined) => {
      body = now;
      if (now && !channel) start();
      else if (now) lookSoon();
    },
  };
}

export type Proofreading = ReturnType<typeof useProofreading>;
