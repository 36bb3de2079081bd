/** Which sites' models are to be trained, from which texts, and which models are used no more: what the clock has to do. */
import type pg from 'pg';
import { type OpenTraining, publishedTexts as texts, trainingsToDo as toDo, modelsToRemove as toRemove } from '../store/model-trainings.ts';

export const trainingsToDo = (pool: pg.Pool): Promise<readonly OpenTraining[]> => toDo(pool);
export const publishedTexts = (pool: pg.Pool, site: string, before: number, most: number) => texts(pool, site, before, most);
export const modelsToRemove = (pool: pg.Pool): Promise<readonly string[]> => toRemove(pool);
