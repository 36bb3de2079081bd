/** The addresses of pages; every page links with these. */
import type { FigureLink } from '../views/ranking.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

const path = (...parts: readonly (string | number)[]): string => `/${parts.map((part) => encodeURIComponent(part)).join('/')}`;

function query(values: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
  return given.length === 0 ? '' : `?${given.join('&')}`;
}

export const sitePage = (site: string): string => path('sites', site);
export const rankingPage = (site: string, { from, to }: Days): string => path('sites', site, 'ranking') + query({ from, to });
export const linesPage = (
  site: string,
  { from, to }: Days,
  { unit, figure, group }: FigureLink,
  more: { readonly over?: string | null; readonly rule?: string | null; readonly after?: string | null } = {},
): string =>
  path('sites', site, 'units', unit, 'lines') + query({ from, to, figure, group, over: more.over, rule: more.rule, after: more.after });
export const itemPage = (site: string, item: number): string => path('sites', site, 'items', item);
export const issuePage = (site: string, bulletin: number): string => path('sites', site, 'bulletins', bulletin);
export const documentPage = (site: string, bulletin: number): string => path('sites', site, 'bulletins', bulletin, 'document.html');
export const filePage = (site: string, bulletin: number, format: string): string =>
  path('sites', site, 'bulletins', bulletin, 'files', format);
export const rulebookPage = (site: string, on?: string): string => path('sites', site, 'rulebook') + query({ on });
export const apiView = (view: string, input: Readonly<Record<string, string>>): string => path('api', 'view', view) + query(input);
