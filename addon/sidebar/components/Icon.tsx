/** Stroked on a grid of 24, in the weight of Sheets' own. */
const paths = {
  back: "M19 12H5m6-7-7 7 7 7",
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  settings: "M4 8h9m5 0h2M4 16h2m5 0h9M15.5 5.5v5M8.5 13.5v5",
  send: "M5 12h13m-6-6 6 6-6 6",
  stop: "M7 7h10v10H7z",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.5l4.5 4.5L19 7.5",
  about: "M5 10c2.5-3 4.5-3 7 0s4.5 3 7 0M5 16c2.5-3 4.5-3 7 0s4.5 3 7 0",
  think: "M9 18h6m-5 3h4M12 3a6 6 0 0 0-3.5 10.9V15h7v-1.1A6 6 0 0 0 12 3z",
  warning: "M12 4 2.5 20h19L12 4zm0 6v4.5m0 2.5v.5",
  sparkle: "M12 3l2.2 6.8L21 12l-6.8 2.2L12 21l-2.2-6.8L3 12l6.8-2.2z",
  left: "M14.5 6l-6 6 6 6",
  right: "M9.5 6l6 6-6 6",
  download: "M12 4v11m-5-5 5 5 5-5M5 20h14",
  table: "M4 5h16v14H4zm0 5h16M4 14.5h16M10 5v14",
  headers: "M4 5h16v14H4zm0 5h16M4 7.5h16",
  template: "M5 4h14v16H5zm0 5h14M9 13h6m-6 3h4",
  file: "M7 3h7l5 5v13H7zm7 0v5h5",
  mail: "M3 6h18v12H3zm0 1 9 7 9-7",
  pencil: "M5 19l1-4L16.5 4.5l3 3L9 18z",
  trash: "M5 7h14M10 4h4M7 7l1 13h8l1-13",
  restore: "M5 5v5h5M5.5 10a7.5 7.5 0 1 1-1 5",
  refresh: "M19 5v5h-5m4.5 0a7.5 7.5 0 1 0 1 5",
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside a word, or inside a button with a label: hidden from assistive technology. */
export function Icon({
  name,
  size = 18,
  class: className = "",
}: {
  name: IconName;
  size?: number;
  class?: string;
}) {
  return (
    <svg
      aria-hidden="true"
      class={`shrink-0 ${className}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
