/** A person and a role as lists and pages show them. */
import type { People } from '../../../views/people.ts';

export type ShownPerson = People['rows'][number];
export type ShownRole = ShownPerson['roles'][number];
