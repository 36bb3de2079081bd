/** Two neighbouring characters at once: both mistaken, a word taken for another that sounds alike, or the two exchanged. */
import { confusionKind, weightStep } from '../confusions.ts';
import { indexOf, mixed } from '../grams.ts';
import { firstCharacter } from '../tokens.ts';
import { longWord, wordLog } from '../words.ts';
import { describeStanding, reach } from './figures.ts';
import { none, type Proposal } from './proposal.ts';
import { slipWeight } from './scorer.ts';
import type { Workspace } from './workspace.ts';

/** Kinds of characters that sound alike. */
const spoken = confusionKind.sameTone | confusionKind.samePinyin | confusionKind.nearPinyin;

/** Tries two neighbouring characters together, both mistaken: only such as are known to stand side by side. */
export function tryPairs(sentence: Workspace, proposal: Proposal, at: number): void {
  const standing = sentence.window(at, reach + 1);
  const { rows, starts, candidates, weights } = sentence.confusions;
  const { ids: idOf } = sentence.model.vocabulary;
  const [one, two] = [rows[sentence.units[at] as number] as number, rows[sentence.units[at + 1] as number] as number];
  if (one === 0 || two === 0 || -standing < sentence.settings.surprise + 4 || !isLoose(sentence, at)) return;
  if (sentence.pairsLeft <= 0) return;
  sentence.pairsLeft -= 1;
  const most = sentence.settings.wordWeight / weightStep;
  describeStanding(sentence, sentence.figures, at, 2);
  trySwapped(sentence, proposal, at, standing);
  for (let entry = starts[one - 1] as number; entry < (starts[one] as number); entry += 1) {
    const first = idOf[candidates[entry] as number] as number;
    const weight = weights[entry] as number;
    if (weight >= most) break;
    if (first >= firstCharacter) tryPairsWith(sentence, proposal, at, first, entry, standing);
  }
}

/** Tries two neighbouring characters in each other's place, where that makes a word of three and more. */
function trySwapped(sentence: Workspace, proposal: Proposal, at: number, standing: number): void {
  const { ids, units, walk } = sentence;
  const [one, two] = [ids[at] as number, ids[at + 1] as number];
  if (one === two || one < firstCharacter || two < firstCharacter) return;
  [units[at], units[at + 1]] = [units[at + 1] as number, units[at] as number];
  const word = longWord(sentence.words, units, at, at + 1);
  [units[at], units[at + 1]] = [units[at + 1] as number, units[at] as number];
  if (word < 0) return;
  [ids[at], ids[at + 1]] = [two, one];
  walk.start(ids, at);
  const log = sentence.onward(at, at, Math.min(sentence.length, at + 1 + reach), 0, 0, standing + sentence.settings.gain);
  [ids[at], ids[at + 1]] = [one, two];
  if (log !== none) sentence.offer(proposal, at, two, one, log - standing, slipWeight, 0);
}

/** Tries what the second of two characters may have been, the first being chosen. */
function tryPairsWith(sentence: Workspace, proposal: Proposal, at: number, first: number, entry: number, standing: number): void {
  const { ids, walk, confusions } = sentence;
  const { rows, starts, candidates, kinds, weights } = confusions;
  const [one, two] = [ids[at] as number, ids[at + 1] as number];
  const floor = standing + sentence.settings.gain + 3;
  const most = sentence.settings.wordWeight / weightStep;
  const few = sentence.settings.pairWeight / weightStep;
  ids[at] = first;
  walk.start(ids, at);
  walk.step(ids, at);
  walk.mark();
  const { log: own, order } = walk;
  const key = mixed(2, first);
  const row = rows[sentence.units[at + 1] as number] as number;
  const end = own < floor ? 0 : (starts[row] as number);
  for (let other = starts[row - 1] as number; other < end; other += 1) {
    const weight = (weights[entry] as number) + (weights[other] as number);
    if (weight > most) break;
    const second = sentence.model.vocabulary.ids[candidates[other] as number] as number;
    if (second < firstCharacter) continue;
    const alike = (kinds[entry] as number) & (kinds[other] as number);
    if (weight > few ? !isWordAlike(sentence, alike, first, second) : indexOf(sentence.model.bigrams, mixed(key, second)) < 0) continue;
    walk.back();
    ids[at + 1] = second;
    const log = sentence.onward(at, at + 1, Math.min(sentence.length, at + 1 + reach), own, order, floor);
    if (log === none) continue;
    sentence.tried.own = own;
    sentence.offer(proposal, at, first, second, log - standing, weight * weightStep, alike);
  }
  ids[at] = one;
  ids[at + 1] = two;
}

/** Whether two characters are a word that is spoken like what stands there: whole words are mistaken for such. */
function isWordAlike({ model, word, words }: Workspace, kinds: number, first: number, second: number): boolean {
  if ((kinds & spoken) === 0) return false;
  const { units } = model.vocabulary;
  word[0] = units[first] as number;
  word[1] = units[second] as number;
  return wordLog(words, word, 0, 2) >= 0;
}

/** Whether no known n-gram of three or more holds two neighbours together with what stands around them. */
function isLoose({ orders, length }: Workspace, at: number): boolean {
  const order = (place: number): number => (place < length ? (orders[place] as number) : 1);
  return order(at + 1) < 4 && order(at + 2) < 4 && order(at + 1) + order(at + 2) < 6;
}
