import { useRef, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { attachFiles, attachPaste } from "../attaching.ts";
import { canSend, revisedTable } from "../composer.ts";
import { isSignedOut } from "../failure.ts";
import { start } from "../starting.ts";
import { send, stop } from "../turns.ts";
import { AddMenu } from "./AddMenu.tsx";
import { Chip } from "./Chip.tsx";
import { Icon } from "./Icon.tsx";
import { Problem, ProblemAction } from "./Problem.tsx";

/** Where the person writes, with what travels along; Stop stands where Send was. */
export function Composer() {
  const { app, state, t } = useShown();
  const { composer, thread, turn, notice } = state;
  const { dispatch } = app.store;
  const box = useRef<HTMLTextAreaElement>(null);
  const [dragging, setDragging] = useState(false);
  const revised = revisedTable(composer, thread);
  const filled = canSend(composer);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send(app);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void attachFiles(app, files);
    else if (event.dataTransfer && !attachPaste(app, event.dataTransfer)) {
      dispatch({ type: "typed", text: composer.text + event.dataTransfer.getData("text/plain") });
    }
  };

  return (
    <form
      aria-label={t("composer.label")}
      class="border-t border-line p-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send(app);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={onDrop}
    >
      {notice && (
        <div class="mb-2">
          <Problem failure={notice} onClose={() => dispatch({ type: "notice-shown", failure: null })}>
            {isSignedOut(notice) && <ProblemAction label={t("app.signIn")} onClick={() => void start(app)} />}
          </Problem>
        </div>
      )}
      {revised && !turn && (
        <p class="mb-1.5">
          <Chip
            icon="table"
            label={t("composer.changing", { title: revised.title })}
            onRemove={() => {
              dispatch({ type: "revision-dropped" });
              box.current?.focus();
            }}
          />
        </p>
      )}
      <div
        class={`rounded-xl border bg-surface ${dragging ? "border-accent bg-tint" : "border-edge"} focus-within:border-accent`}
      >
        {(composer.attachment || composer.columns || composer.template) && (
          <div class="flex flex-wrap gap-1 px-2 pt-2">
            {composer.attachment && (
              <Chip
                icon="file"
                label={composer.attachment.title}
                onRemove={() => {
                  dispatch({ type: "attached", attachment: null });
                  box.current?.focus();
                }}
              />
            )}
            {composer.template && (
              <Chip
                icon="template"
                label={t("template.chip", { name: composer.template.name })}
                onRemove={() => {
                  dispatch({ type: "template-taken", template: null });
                  box.current?.focus();
                }}
              />
            )}
            {composer.columns && (
              <Chip
                icon="headers"
                label={t("composer.headersOf", { sheet: composer.columns.sheet })}
                onRemove={() => {
                  dispatch({ type: "columns-attached", columns: null });
                  box.current?.focus();
                }}
              />
            )}
          </div>
        )}
        {composer.attachment?.note && (
          <p class="max-h-24 overflow-y-auto whitespace-pre-line break-words px-2 pt-1 text-xs text-muted">
            {composer.attachment.note}
          </p>
        )}
        <textarea
          ref={box}
          id="composer"
          class="block field-sizing-content max-h-[30vh] min-h-10 w-full resize-none bg-transparent px-3 pt-2 pb-1 outline-none placeholder:text-muted"
          rows={1}
          aria-label={t("composer.label")}
          placeholder={t(dragging ? "composer.dropHere" : "composer.placeholder")}
          value={composer.text}
          onInput={(event) => dispatch({ type: "typed", text: event.currentTarget.value })}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            if (event.clipboardData && attachFromClipboard(event.clipboardData)) event.preventDefault();
          }}
        />
        <div class="flex items-center justify-between px-1 pb-1">
          <AddMenu onDone={() => box.current?.focus()} />
          {turn ? (
            <button
              type="button"
              class="button button-quiet"
              disabled={turn.phase === "stopping"}
              onClick={() => {
                box.current?.focus();
                void stop(app);
              }}
            >
              <Icon name="stop" size={16} />
              {t("composer.stop")}
            </button>
          ) : (
            <button type="submit" class="button button-main" disabled={!filled}>
              {t("composer.send")}
              <Icon name="send" size={16} />
            </button>
          )}
        </div>
      </div>
    </form>
  );

  function attachFromClipboard(data: DataTransfer): boolean {
    const files = [...data.files];
    // Spreadsheets put a picture of the cells beside their text.
    if (files.length > 0 && data.getData("text/plain") === "") {
      void attachFiles(app, files);
      return true;
    }
    return attachPaste(app, data);
  }
}
