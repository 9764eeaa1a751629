interface StepButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

/** The one button at a step's bottom, which names what comes. */
export function StepButton({ label, disabled = false, onClick }: StepButtonProps) {
  return (
    <footer class="border-t border-line p-2.5">
      <button type="button" class="button button-main w-full" disabled={disabled} onClick={onClick}>
        {label}
      </button>
    </footer>
  );
}
