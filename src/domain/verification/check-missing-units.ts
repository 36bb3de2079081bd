import { nearestNames } from '../nearest.ts';
import type { Check, DocumentView } from './document-view.ts';
import type { Finding } from './finding.ts';
import { noteParagraphs } from './notes.ts';
import { unitRows } from './table-view.ts';
import { unitLists } from './unit-lists.ts';
import { unitNames } from './unit-names.ts';

/** Units that the text praises together with others that stand in the tables, and that stand in none themselves. */
export const missingUnitCheck: Check = {
  name: 'units of the text stand in the tables',
  find: (view: DocumentView) => {
    const known = unitNames(view.tables.flatMap((table) => unitRows(table).map((row) => row.name)));
    if (known.names.length < 2) return [];
    const { paragraphs } = view.document;
    return unitLists(paragraphs, noteParagraphs(paragraphs), known).flatMap(({ paragraph, names }) => {
      const missing = names.filter((name) => !known.has(name));
      // where most names are strange, the list is about something else than the tables
      if (missing.length * 2 > names.length) return [];
      return missing.map((name): Finding => {
        const [likely] = nearestNames(name, known.names);
        const hint = likely === undefined ? '' : `，是否为“${likely}”`;
        const message = `第${paragraph + 1}段点名的“${name}”不在任何一个表中${hint}，请核对。`;
        const base: Finding = { kind: 'missing-unit', severity: 'warning', where: { paragraph }, stated: name, message };
        return likely === undefined ? base : { ...base, expected: likely };
      });
    });
  },
};
