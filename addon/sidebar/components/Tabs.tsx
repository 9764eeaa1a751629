interface TabsProps<Name extends string> {
  /** What the choice is about, for those who do not see it. */
  label: string;
  tabs: { name: Name; label: string }[];
  current: Name;
  onChoose: (name: Name) => void;
}

/** A few views of one thing, as buttons of which one is pressed. */
export function Tabs<Name extends string>({ label, tabs, current, onChoose }: TabsProps<Name>) {
  return (
    <nav aria-label={label} class="flex flex-wrap gap-1 border-b border-line px-2 py-1.5">
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          class={`rounded-full px-2.5 py-1 text-sm ${current === tab.name ? "bg-tint font-medium text-on-tint" : "text-muted hover:bg-hover"}`}
          aria-pressed={current === tab.name}
          onClick={() => onChoose(tab.name)}
        >
          {tab.label}
        </button>
      ))}
    </nav>
  );
}
