import { useRef, useState } from "preact/hooks";
import { useShown } from "../app.ts";
import { attachFiles, attachHeaders, attachSelection } from "../attaching.ts";
import { fileExtensions } from "../files.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";

/** What can be added to a message beside typing: cells, headers, a file. */
export function AddMenu({ onDone }: { onDone: () => void }) {
  const { app, t } = useShown();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const file = useRef<HTMLInputElement>(null);

  const close = () => {
    setOpen(false);
    onDone();
  };
  const { dispatch } = app.store;
  const entries: { icon: IconName; label: string; run: () => void }[] = [
    { icon: "table", label: t("composer.useSelection"), run: () => void attachSelection(app) },
    { icon: "headers", label: t("composer.useHeaders"), run: () => void attachHeaders(app) },
    {
      icon: "template",
      label: t("template.use"),
      run: () => dispatch({ type: "screen-opened", screen: { name: "templates" } }),
    },
    {
      icon: "headers",
      label: t("jobs.open"),
      run: () => dispatch({ type: "screen-opened", screen: { name: "jobs" } }),
    },
    { icon: "file", label: t("composer.addFile"), run: () => file.current?.click() },
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Escape and lost focus of what is in it
    <div
      ref={root}
      class="relative"
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) close();
      }}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget)))
          setOpen(false);
      }}
    >
      <IconButton icon="plus" label={t("composer.add")} expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <ul class="absolute bottom-9 left-0 z-10 w-max max-w-[80vw] rounded-lg border border-line bg-surface py-1 floating">
          {entries.map(({ icon, label, run }) => (
            <li key={label}>
              <button
                type="button"
                class="flex min-h-8 w-full items-center gap-2 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
                onClick={() => {
                  run();
                  close();
                }}
              >
                <Icon name={icon} class="text-muted" />
                {label}
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={file}
        type="file"
        class="sr-only"
        tabIndex={-1}
        aria-label={t("composer.addFile")}
        multiple
        accept={fileExtensions.join(",")}
        onChange={(event) => {
          void attachFiles(app, [...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
