/** Old Office files, as compound files; only the directory and the heads of streams are looked at. */
import { openCompound } from './compound.ts';

export interface CompoundContent {
  readonly kind: 'doc' | 'xls' | 'encrypted' | 'ppt' | 'unknown';
  readonly macros: boolean;
  readonly objects: boolean;
  readonly locked: boolean;
}

/** A damaged file is `unknown`: nothing in it can be vouched for. */
export function looksIntoCompound(bytes: Uint8Array): CompoundContent {
  const file = openCompound(bytes);
  const names = file?.names ?? new Set<string>();
  const has = (...wanted: readonly string[]): boolean => wanted.some((name) => names.has(name));
  const streamHead = (...wanted: readonly string[]): Buffer => file?.stream(wanted, 1 << 20) ?? Buffer.alloc(0);
  const kind = kindOf(has);
  const globals = kind === 'xls' ? recordsOf(streamHead('workbook', 'book')) : { macroSheet: false, locked: false };
  const word = kind === 'doc' ? streamHead('worddocument') : Buffer.alloc(0);
  return {
    kind,
    macros: has('_vba_project', 'macros', '_vba_project_cur', 'vba', 'vbaproject') || globals.macroSheet,
    objects: has('\x01ole10native', 'package', 'equation native') || [...names].some((name) => /^(?:_\d{6,}|mbd[0-9a-f]{8})$/.test(name)),
    // FibBase.fEncrypted ([MS-DOC] 2.5.2)
    locked: globals.locked || (word.length > 12 && (word.readUInt16LE(10) & 0x0100) !== 0),
  };
}

function kindOf(has: (...names: readonly string[]) => boolean): CompoundContent['kind'] {
  if (has('encryptedpackage')) return 'encrypted';
  if (has('worddocument')) return 'doc';
  if (has('workbook', 'book')) return 'xls';
  return has('powerpoint document') ? 'ppt' : 'unknown';
}

/** The records before the first sheet ([MS-XLS] 2.1.7.20.3): FILEPASS says it is locked, BOUNDSHEET names the kinds of sheets. */
function recordsOf(workbook: Buffer): { readonly macroSheet: boolean; readonly locked: boolean } {
  let [macroSheet, locked] = [false, false];
  for (let at = 0; at + 4 <= workbook.length; ) {
    const [type, length] = [workbook.readUInt16LE(at), workbook.readUInt16LE(at + 2)];
    if (type === 0x000a) break;
    if (type === 0x002f) locked = true;
    // dt 1: an Excel 4.0 macro sheet
    if (type === 0x0085 && workbook[at + 9] === 1) macroSheet = true;
    at += 4 + length;
  }
  return { macroSheet, locked };
}
