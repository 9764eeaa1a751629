import { useEffect, useRef } from "preact/hooks";
import { useShown } from "../app.ts";
import { IconButton } from "./IconButton.tsx";

/** A screen's head: Back and its name, which takes the focus so that a screen reader says where one is. */
export function TopBar({ title, onBack }: { title: string; onBack: () => void }) {
  const { t } = useShown();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header class="flex items-center gap-1 border-b border-line px-1.5 py-1">
      <IconButton icon="back" label={t("app.back")} onClick={onBack} />
      <h1 ref={heading} tabIndex={-1} class="min-w-0 flex-1 truncate text-lg font-semibold" title={title}>
        {title}
      </h1>
    </header>
  );
}
