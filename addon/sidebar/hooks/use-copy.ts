import { useState } from "preact/hooks";

/** Copies text; `copied` says that it worked, `refused` holds the text where the browser does not allow it. */
export function useCopy() {
  const [outcome, setOutcome] = useState<{ copied: boolean; refused: string | null }>({
    copied: false,
    refused: null,
  });
  return {
    ...outcome,
    async copy(text: string) {
      const copied = await navigator.clipboard.writeText(text).then(
        () => true,
        () => copyBySelection(text),
      );
      setOutcome({ copied, refused: copied ? null : text });
    },
  };
}

/** The frame that Google puts the page in may not hold the clipboard permission. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
