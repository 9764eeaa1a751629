import { expect, test } from "vitest";
import type { Export } from "../../../backend/contract/exports.ts";
import { Failure } from "../failure.ts";
import type { Session } from "../session.ts";
import { followExport } from "./follow-export.ts";

const made = (status: Export["status"], rowsDone: number) => ({ id: "e", status, rowsDone }) as Export;

/** Each connection's changes with their numbers, or what it ends with. */
async function follow(connections: ([number, Export][] | Error)[]) {
  const asked: string[] = [];
  const told: number[] = [];
  const send: Session["send"] = async (path) => {
    const answer = connections[asked.push(path) - 1] ?? [];
    if (answer instanceof Error) throw answer;
    const lines = answer.map(
      ([id, one]) => `id: ${id}\nevent: export\ndata: ${JSON.stringify({ type: "", export: one })}\n\n`,
    );
    return new Response(lines.join(""));
  };
  const { signal } = new AbortController();
  const onChange = ({ rowsDone }: Export) => told.push(rowsDone);
  await followExport(send, "e", { signal, onChange, wait: async () => {} });
  return { asked, told };
}

test("a stream that drops goes on after the last number that was told, to the export's end", async () => {
  const { asked, told } = await follow([
    [[4, made("running", 15)]],
    new Failure({ code: "unreachable" }),
    [
      [5, made("running", 30)],
      [6, made("complete", 45)],
    ],
  ]);
  expect(asked).toEqual([0, 4, 4].map((after) => `/exports/e/events?after=${after}`));
  expect(told).toEqual([15, 30, 45]);
});

test("what the server refuses is not asked again", async () => {
  const gone = new Failure({ code: "not-found", status: 404 });
  await expect(follow([gone, [[4, made("complete", 1)]]])).rejects.toBe(gone);
});
