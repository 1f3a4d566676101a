import type { Column } from '../../report.ts';
import { createTableColumns } from '../table-columns.ts';

/** Follows the rows of tables in RTF, which say where a cell ends and where a row does, and nothing of where they begin. */
export interface RtfTable {
  /** Words of the cell that is open; null where no name stands over them. */
  say(words: string): Column | null;
  endCell(): void;
  endRow(): void;
  /** A paragraph that stands in no table has ended. */
  endTable(): void;
}

export function createRtfTable(): RtfTable {
  const columns = createTableColumns();
  let isOpen = false;
  let inRow = false;
  const open = () => {
    if (!isOpen) columns.beginTable();
    isOpen = true;
    if (inRow) return;
    inRow = true;
    columns.beginRow();
    columns.beginCell();
  };
  return {
    say(words) {
      open();
      return columns.say(words);
    },
    endCell() {
      open();
      columns.beginCell();
    },
    endRow() {
      if (inRow) columns.endRow();
      inRow = false;
    },
    endTable() {
      if (isOpen) columns.endTable();
      isOpen = inRow = false;
    },
  };
}
