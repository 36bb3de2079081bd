/** What an import found, in sentences that say what to do. */
import type { ImportFinding } from './row.ts';

/** A row that cannot be added for a reason that lies in other rows, of this file or of earlier ones. */
export type StagedFault =
  | { readonly code: 'key-twice'; readonly row: number; readonly key: string; readonly first: number }
  | { readonly code: 'changed'; readonly row: number; readonly key: string; readonly keyed: boolean; readonly fields: readonly string[] }
  | { readonly code: 'unknown-ref'; readonly row: number; readonly ref: string }
  | { readonly code: 'other-unit-ref'; readonly row: number; readonly ref: string; readonly unit: string }
  | { readonly code: 'reversed-already'; readonly row: number; readonly ref: string }
  | { readonly code: 'repeated'; readonly row: number; readonly fileName: string };

function sentence(fault: StagedFault): string {
  switch (fault.code) {
    case 'key-twice':
      return `编号“${fault.key}”在第${fault.first}行已经用过，每行的编号应各不相同`;
    case 'changed':
      return fault.keyed
        ? `编号“${fault.key}”已经导入过，但${fault.fields.join('、')}与那时不同。事实不改写：要更正，另加一行类型为“调整”、“引用”为“${fault.key}”的冲销，再用新编号写正确的一行`
        : `这一行已经随同一文件导入过，但${fault.fields.join('、')}与那时不同（载入的选项或名册变了）。事实不改写：要更正，请用“调整”冲销`;
    case 'unknown-ref':
      return `引用的编号“${fault.ref}”在本文件和已导入的事实中都没有`;
    case 'other-unit-ref':
      return `引用的“${fault.ref}”记在“${fault.unit}”名下，冲销的单位应与它相同`;
    case 'reversed-already':
      return `“${fault.ref}”已经冲销过，不能再冲销一次`;
    case 'repeated':
      return `没有编号，而内容与“${fault.fileName}”导入的一行完全相同，可能重复；确是另一条时，请加“编号”列，或用 --repeats 导入`;
  }
}

export const stagedFinding = (fault: StagedFault): ImportFinding => ({
  code: fault.code,
  level: 'error',
  row: fault.row,
  where: `第${fault.row}行`,
  message: sentence(fault),
});

/** Findings in the order of the file. */
export const inOrder = (findings: readonly ImportFinding[]): ImportFinding[] => [...findings].sort((a, b) => a.row - b.row);
