import { useShown } from "../app.ts";
import { Icon, type IconName } from "./Icon.tsx";

/** What travels with a message; `onRemove` takes it off. */
export function Chip({ icon, label, onRemove }: { icon: IconName; label: string; onRemove?: () => void }) {
  const { t } = useShown();
  return (
    <span class="inline-flex max-w-full items-center gap-1 rounded-md bg-tint py-0.5 pr-1 pl-1.5 text-sm text-on-tint">
      <Icon name={icon} size={14} />
      <span class="min-w-0 truncate" title={label}>
        {label}
      </span>
      {onRemove && (
        <button
          type="button"
          class="rounded-sm p-0.5 hover:bg-hover"
          aria-label={t("composer.remove", { name: label })}
          onClick={onRemove}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </span>
  );
}
