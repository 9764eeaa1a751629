import { fill, type Texts } from "./texts.ts";

/** The page around the spreadsheet: its header, its notice and the panel that the sidebar stands in. */
export function createPage(texts: Texts, language: string) {
  const toggle = element<HTMLButtonElement>("toggle");
  const sidebar = element("sidebar");
  const notice = element("notice");
  const dialog = element<HTMLDialogElement>("window");
  let sidebarTitle = "";

  document.documentElement.lang = language === "de" ? "de" : "en";
  for (const each of document.querySelectorAll<HTMLElement>("[data-text]")) {
    each.textContent = textOf(texts, each.dataset.text);
  }
  for (const each of document.querySelectorAll<HTMLElement>("[data-label]")) {
    each.ariaLabel = textOf(texts, each.dataset.label);
  }
  notice.querySelector("button")?.addEventListener("click", () => {
    notice.hidden = true;
  });

  function showNotice(text: string): void {
    const parts = text.split("`").map((part, index) => {
      if (index % 2 === 0) return part;
      return Object.assign(document.createElement("code"), { textContent: part });
    });
    notice.querySelector("span")?.replaceChildren(...parts);
    notice.hidden = false;
  }

  function setOpen(isOpen: boolean): void {
    sidebar.hidden = !isOpen;
    toggle.ariaExpanded = String(isOpen);
    toggle.textContent = fill(isOpen ? texts.hide : texts.open, { title: sidebarTitle });
    toggle.disabled = false;
  }

  return {
    sheet: element("sheet"),
    frame: element("frame"),
    windowFrame: element("window-frame"),
    /** The large window, at the size that the script asked for, as far as there is room. */
    windowShown(title: string, size: { width: number; height: number }): void {
      element("window-title").textContent = title;
      const frame = element("window-frame");
      frame.style.width = `${size.width}px`;
      frame.style.height = `${size.height}px`;
      if (!dialog.open) dialog.showModal();
    },
    windowHidden: () => dialog.close(),
    onWindowClosed(listener: () => void): void {
      dialog.addEventListener("close", listener);
      element("window-close").addEventListener("click", () => dialog.close());
    },
    /** Calls back with whether the sidebar is open when it is to be closed or opened. */
    onToggle(listener: (isOpen: boolean) => void): void {
      toggle.addEventListener("click", () => listener(!sidebar.hidden));
      element("close").addEventListener("click", () => {
        listener(true);
        toggle.focus();
      });
    },
    onReplace(listener: () => void): void {
      element("new").addEventListener("click", () => {
        if (window.confirm(texts.replace)) listener();
      });
    },
    sidebarShown(title: string): void {
      sidebarTitle = title;
      sidebar.ariaLabel = title;
      for (const heading of sidebar.querySelectorAll("h2")) heading.textContent = title;
      setOpen(true);
    },
    sidebarHidden(): void {
      setOpen(false);
    },
    /** `model` is null where none is connected. */
    showModel(model: string | null): void {
      const badge = element("model");
      badge.textContent = model ?? texts.noModel;
      badge.hidden = false;
      if (model === null) showNotice(texts.connect);
    },
    showFault(reason: string): void {
      notice.classList.add("fault");
      showNotice(fill(texts.broken, { reason }));
    },
  };
}

function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found as T;
}

function textOf(texts: Texts, name: string | undefined): string {
  return name !== undefined && Object.hasOwn(texts, name) ? texts[name as keyof Texts] : "";
}
