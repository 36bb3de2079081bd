/** Somebody as the program looks through their eyes, with the roles of today: what is told to them is what they would see. */
import type pg from 'pg';
import type { Actor } from '../domain/permission.ts';
import { actorOfPerson } from '../store/actors.ts';

/** Undefined where the person may not sign in. */
export const personAsActor = (pool: pg.Pool, person: number, now: Date): Promise<Actor | undefined> => actorOfPerson(pool, person, now);
