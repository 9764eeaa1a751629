import { NOTE_MARK } from "../../../backend/contract/note-text.ts";
import { type PlaceRead, standingAt } from "./place-read.ts";
import type { RowWrite } from "./row-write.ts";

export function isOurNote(note: string): boolean {
  return note.startsWith(`${NOTE_MARK}: `);
}

/** A person's note is left alone, unless its row goes; one of ours goes when its cell gets another content. */
export function settleNotes(writes: RowWrite[], places: PlaceRead[]): void {
  for (const { rows, columns, cells, goes = false } of writes) {
    cells.forEach((line, index) => {
      line.forEach((cell, place) => {
        const standing = standingAt(places, rows[index] ?? 0, columns[place] ?? 0).note;
        if (!cell || standing === "") return;
        if (goes) cell.note = null;
        else if (!isOurNote(standing)) delete cell.note;
        else if (cell.note === undefined) cell.note = null;
      });
    });
  }
}
