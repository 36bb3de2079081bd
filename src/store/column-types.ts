// Kinds of columns, as `pg` gives and takes them.
import type { ColumnType } from 'kysely';

export type Moment = ColumnType<Date, Date | string, Date | string>;
export type DefaultMoment = ColumnType<Date, Date | string | undefined, Date | string>;
/** Written as JSON text: an array handed over as such would become an SQL array. */
export type Json = ColumnType<unknown, string, string>;
export type DefaultJson = ColumnType<unknown, string | undefined, string>;
export type OrDefault<T> = ColumnType<T, T | undefined, T>;
export type Decimal = ColumnType<string, string | number, string | number>;
