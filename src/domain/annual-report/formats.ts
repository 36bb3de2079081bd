import type { AnnualFormat } from './format.ts';
import { annualFormat2014 } from './format-2014.ts';
import { annualFormat2019 } from './format-2019.ts';
import { annualFormat2021 } from './format-2021.ts';

/** The three formats since 2014, newest first. Before there was none for the whole country. */
export const annualFormats: readonly AnnualFormat[] = [annualFormat2021, annualFormat2019, annualFormat2014];

/** The format that the report of a year must have; undefined before 2014. */
export function annualFormatOf(year: number): AnnualFormat | undefined {
  return annualFormats.find(({ from, to }) => from <= year && year <= (to ?? year));
}
