import { Icon, type IconName } from "./Icon.tsx";

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick: (event: MouseEvent) => void;
  disabled?: boolean;
  expanded?: boolean;
  class?: string;
}

export function IconButton({
  icon,
  label,
  onClick,
  disabled = false,
  expanded,
  class: className = "",
}: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${className}`}
      aria-label={label}
      title={label}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
