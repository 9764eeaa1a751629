import { useEffect, useRef, useState } from "preact/hooks";
import type { PlanSummary, WriteTable } from "../../rpc.ts";
import type { ListedWrite, WriteOptions, WriteTarget } from "../../writes.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { elsewhere, isSamePlace, withoutAnswers } from "../insert-choice.ts";
import { styledOptions, usualOptions } from "../insert-options.ts";
import { type Suggestion, suggestTarget, tableToWrite } from "../inserting.ts";
import type { TableView } from "../table-view.ts";
import { beginWrite } from "../writing.ts";

export interface Insertion {
  target: WriteTarget | null;
  options: WriteOptions;
  /** Headers of the sheet's table where the selection was when the screen opened. */
  headers: string[];
  /** What of this table was inserted before, and whether none of it is in the sheet any more. */
  inserted: ListedWrite | null;
  gone: boolean;
  plan: PlanSummary | null;
  phase: "looking" | "looked" | "begun";
  failure: FailureInfo | null;
  /** Another target or other options: the sheet is looked at again. */
  choose(target: WriteTarget, options?: WriteOptions): void;
  /** Where the selection now stands. */
  lookAgain(): void;
  write(): void;
}

interface Look extends Omit<Suggestion, "target"> {
  /** Null until the sheet was looked at: nothing is chosen that might change by itself. */
  target: WriteTarget | null;
  options: WriteOptions;
  planned: { plan: PlanSummary; table: WriteTable } | null;
  failure: FailureInfo | null;
}

/** Choose, look, write: only what was looked at is written. */
export function useInsertion(table: TableView): Insertion {
  const { app, state } = useShown();
  const [look, setLook] = useState<Look | null>(null);
  const running = state.writes.running[table.id] !== undefined;
  const [phase, setPhase] = useState<Insertion["phase"]>(running ? "begun" : "looking");
  const latest = useRef(0);
  const options = look?.options ?? usualOptions(state.preferences, table);

  /** Answers of looks that were overtaken are dropped. */
  const show = async (target: WriteTarget | null, chosen: WriteOptions) => {
    latest.current += 1;
    const ticket = latest.current;
    const take = (next: Partial<Look>) => {
      if (ticket !== latest.current) return;
      setLook((now) => ({ ...(now ?? blank(chosen)), ...next }));
    };
    setPhase("looking");
    // What stays of the same kind keeps its place on the screen, and its focus.
    const stays = look?.planned?.plan.target.kind === target?.kind;
    take({
      ...{ options: chosen, failure: null },
      ...(target ? { target } : {}),
      ...(stays ? {} : { planned: null }),
    });
    try {
      const suggested = target ? { target } : await suggestTarget(app, table);
      take(suggested);
      const styled = await styledOptions(app, table, suggested.target, chosen);
      take({ options: styled });
      const toWrite = await tableToWrite(app, table.id, suggested.target);
      const wanted = { table: toWrite, target: suggested.target, options: styled };
      const plan = await app.script.call("plan", wanted);
      take({ planned: { plan, table: toWrite } });
    } catch (error) {
      take({ planned: null, failure: toFailure(error) });
    }
    if (ticket === latest.current) setPhase("looked");
  };

  useEffect(() => {
    if (!running && phase !== "begun") void show(look?.target ?? null, options);
  }, [table.version, table.streaming, running]);

  const write = async () => {
    if (phase !== "looked" || !look?.planned) return;
    const live = table.streaming;
    const { plan, table: planned } = look.planned;
    setPhase("begun");
    const toWrite = live ? { ...planned, rows: [] } : planned;
    const wish = { tableId: table.id, table: toWrite, plan, options, live, limit: null };
    const failure = await beginWrite(app, wish);
    if (failure === null || app.store.state.writes.running[table.id]) return;
    setLook((now) => now && { ...now, planned: null, failure });
    setPhase("looked");
  };

  const plan = look?.planned?.plan ?? null;
  return {
    target: look?.target ?? null,
    options,
    headers: plan && plan.headers.length > 0 ? plan.headers : (look?.headers ?? []),
    inserted: look?.inserted ?? null,
    gone: look?.gone ?? false,
    plan,
    phase,
    failure: look?.failure ?? null,
    choose: (target, changed) => {
      const kept = isSamePlace(target, changed) ? (changed ?? options) : withoutAnswers(changed ?? options);
      void show(target, kept);
    },
    lookAgain: () => void show(look?.target ? elsewhere(look.target) : null, withoutAnswers(options)),
    write: () => void write(),
  };
}

function blank(options: WriteOptions): Look {
  return { target: null, options, headers: [], inserted: null, gone: false, planned: null, failure: null };
}
