/** What the queue of the desk can be cut by, with the numbers of now. */
import { kindNames, submissionKinds } from '../../../domain/submission/submission.ts';
import type { DataOf, QueryOf } from '../../api.ts';
import { deskWords } from '../../wording/zh-desk.ts';
import type { Filter } from '../list-filters.ts';
import type { SectionChoice } from './choices.ts';

export type DeskState = NonNullable<QueryOf<'desk'>['state']>;
export type CountedState = NonNullable<QueryOf<'desk-counts'>['state']>;
/** States whose items are counted. */
export const countedStates: readonly CountedState[] = ['submitted', 'adopted', 'scheduled', 'in-review'];

const words = deskWords.filters;
export const filterNames = ['state', 'show', 'unit', 'group', 'section', 'kind', 'text', 'order'] as const;
const isDeskState = (text: string): text is DeskState => Object.hasOwn(words.states, text);

const number = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** The question to the server, from the address. */
export function deskQuery(inAddress: (name: string) => string): Omit<QueryOf<'desk'>, 'site' | 'limit'> {
  const [unit, section, show, state] = [number(inAddress('unit')), number(inAddress('section')), inAddress('show'), inAddress('state')];
  const text = (name: 'group' | 'kind' | 'text' | 'after'): object => (inAddress(name) === '' ? {} : { [name]: inAddress(name) });
  return {
    state: isDeskState(state) ? state : 'submitted',
    ...(unit === undefined ? {} : { unit }),
    ...(section === undefined ? {} : { section }),
    ...text('group'),
    ...text('kind'),
    ...text('text'),
    ...text('after'),
    ...(inAddress('order') === 'oldest' ? { order: 'oldest' as const } : {}),
    ...(show === 'urgent' || show === 'mine' || show === 'unclaimed' ? { [show]: true } : {}),
  };
}

interface Known {
  readonly state: DeskState;
  readonly counts: DataOf<'desk-counts'> | undefined;
  readonly places: DataOf<'units'> | undefined;
  readonly sections: readonly SectionChoice[];
  /** The unit that is chosen now: it stays in the list though nothing of it waits. */
  readonly unit: string;
}

export function deskFilters({ state, counts, places, sections, unit }: Known): readonly Filter[] {
  // Numbers only where they are those of the state one looks at.
  const isCounted = (countedStates as readonly DeskState[]).includes(state);
  const ofUnit = new Map(isCounted ? counts?.units.map((one) => [one.key, one.count]) : []);
  const ofGroup = new Map(counts?.groups.map((one) => [one.key, one.count]));
  const ofSection = new Map(counts?.sections.map((one) => [one.key, one.count]));
  const withCount = (count: number | undefined) => (isCounted ? { count: count ?? 0 } : {});
  const units = (places?.units ?? []).filter(({ id }) => !isCounted || ofUnit.has(id) || unit === String(id));
  return [
    {
      kind: 'tabs',
      name: 'state',
      label: words.state,
      options: (Object.keys(words.states) as DeskState[]).map((one) => ({
        value: one === 'submitted' ? '' : one,
        label: words.states[one],
        count: (countedStates as readonly DeskState[]).includes(one) ? (counts?.states[one] ?? 0) : undefined,
      })),
    },
    { kind: 'text', name: 'text', label: words.text, placeholder: words.textPlaceholder },
    {
      kind: 'choice',
      name: 'show',
      label: words.show,
      options: [
        { value: 'urgent', label: words.shows.urgent, ...withCount(counts?.urgent) },
        { value: 'mine', label: words.shows.mine },
        { value: 'unclaimed', label: words.shows.unclaimed },
      ],
    },
    {
      kind: 'choice',
      name: 'group',
      label: words.group,
      options: (places?.groups ?? []).map((one) => ({ value: one, label: one, ...withCount(ofGroup.get(one)) })),
    },
    {
      kind: 'choice',
      name: 'unit',
      label: words.unit,
      options: units.map(({ id, name }) => ({ value: String(id), label: name, ...withCount(ofUnit.get(id)) })),
    },
    {
      kind: 'choice',
      name: 'section',
      label: words.section,
      options: sections.map(({ id, name }) => ({ value: String(id), label: name, ...withCount(ofSection.get(id)) })),
    },
    {
      kind: 'choice',
      name: 'kind',
      label: words.kind,
      options: submissionKinds.map((one) => ({ value: one, label: kindNames[one], ...withCount(counts?.kinds[one]) })),
    },
    { kind: 'choice', name: 'order', label: words.order, options: [{ value: 'oldest', label: words.oldest }] },
  ];
}
