import { useEffect, useRef, useState } from "preact/hooks";
import type { PlanSummary } from "../../rpc.ts";
import type { Receipt, WriteTarget } from "../../writes.ts";
import { useShown } from "../app.ts";
import { type FailureInfo, toFailure } from "../failure.ts";
import { applyWrite, isUnknown, suggestTarget, tableToWrite } from "../inserting.ts";
import type { OpenWrite } from "../state.ts";
import type { TableView } from "../table-view.ts";

export interface Insertion {
  target: WriteTarget | null;
  plan: PlanSummary | null;
  phase: "planning" | "planned" | "writing" | "written";
  failure: FailureInfo | null;
  /** The failed write may have landed: `write` repeats it under its own id. */
  unknown: boolean;
  receipt: Receipt | null;
  choose(target: WriteTarget): void;
  planAgain(): void;
  write(): void;
}

/** Plan, look, write: a press of the button is one write id, and only its retries reuse it. */
export function useInsertion(table: TableView): Insertion {
  const { app, state } = useShown();
  const open: OpenWrite | undefined = state.openWrites[table.id];
  const [target, setTarget] = useState<WriteTarget | null>(open?.target ?? null);
  const [plan, setPlan] = useState<PlanSummary | null>(null);
  const [phase, setPhase] = useState<Insertion["phase"]>("planning");
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const latest = useRef(0);

  /** Answers of plans that were overtaken are dropped. */
  const look = async (wanted: WriteTarget | null) => {
    latest.current += 1;
    const ticket = latest.current;
    setPhase("planning");
    setFailure(null);
    try {
      const chosen = wanted ?? (await suggestTarget(app, table));
      if (ticket === latest.current) setTarget(chosen);
      const found = await app.script.call("plan", {
        table: await tableToWrite(app, table.id),
        target: chosen,
      });
      if (ticket === latest.current) setPlan(found);
    } catch (error) {
      if (ticket !== latest.current) return;
      setPlan(null);
      if (!wanted) setTarget((now) => now ?? { kind: "selection", header: true });
      setFailure(toFailure(error));
    }
    if (ticket === latest.current) setPhase("planned");
  };

  useEffect(() => {
    if (open) setPhase("planned");
    else void look(null);
  }, []);

  const write = async () => {
    const begin = open ? async () => open : plan && (() => beginWrite(plan));
    if (phase !== "planned" || !begin) return;
    setPhase("writing");
    setFailure(null);
    try {
      const begun = await begin();
      setReceipt(await applyWrite(app, table.id, begun));
      setPhase("written");
    } catch (error) {
      setFailure(toFailure(error));
      setPhase("planned");
      if (!isUnknown(error)) setPlan(null);
    }
  };

  const beginWrite = async (shown: PlanSummary): Promise<OpenWrite> => {
    const toWrite = await tableToWrite(app, table.id);
    return { writeId: crypto.randomUUID(), table: toWrite, target: shown.target, planHash: shown.hash };
  };

  return {
    target,
    plan,
    phase,
    failure,
    unknown: open !== undefined && phase !== "writing" && phase !== "written",
    receipt,
    choose: (chosen) => void look(chosen),
    planAgain: () => void look(target && elsewhere(target)),
    write: () => void write(),
  };
}

/** The place is found anew, where the selection now stands. */
function elsewhere({ at: _, ...target }: WriteTarget & { at?: unknown }): WriteTarget {
  return target;
}
