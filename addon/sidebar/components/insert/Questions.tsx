import type { PlanSummary } from "../../../rpc.ts";
import type { PlanQuestion, WriteOptions } from "../../../writes.ts";
import { useShown } from "../../app.ts";

interface QuestionsProps {
  plan: PlanSummary;
  answer: (question: PlanQuestion) => boolean | undefined;
  onAnswer: (question: PlanQuestion, answer: boolean) => void;
}

/** What a person decides before anything is written: nothing is assumed. */
export function Questions({ plan, answer, onAnswer }: QuestionsProps) {
  const { t } = useShown();
  return (
    <>
      {plan.questions.map((question) => {
        const { code, params } = question;
        const asked = t(`question.${code}`, "count" in params ? params : texts(params));
        return (
          <fieldset key={code} class="rounded-lg bg-warn-tint p-2.5 text-warn">
            <legend class="float-left mb-1.5 w-full break-words">{asked}</legend>
            <div class="clear-both flex gap-2">
              {[true, false].map((yes) => (
                <button
                  key={String(yes)}
                  type="button"
                  class={`button min-w-16 border ${answer(question) === yes ? "border-accent bg-accent text-on-accent" : "border-edge bg-surface text-ink"}`}
                  aria-pressed={answer(question) === yes}
                  onClick={() => onAnswer(question, yes)}
                >
                  {t(yes ? "question.yes" : "question.no")}
                </button>
              ))}
            </div>
          </fieldset>
        );
      })}
    </>
  );
}

/** A row's number is a name, not a quantity. */
function texts(params: PlanQuestion["params"]): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

/** The options with one question answered. */
export function answered(options: WriteOptions, { option }: PlanQuestion, answer: boolean): WriteOptions {
  return option === null ? options : { ...options, [option]: answer };
}
