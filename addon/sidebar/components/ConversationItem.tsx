import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Conversation } from "../../../backend/contract/chat.ts";
import { useShown } from "../app.ts";
import { IconButton } from "./IconButton.tsx";

interface ConversationItemProps {
  conversation: Conversation;
  current: boolean;
  deleted: boolean;
  onOpen: () => void;
  onRename: (title: string) => void;
  onDelete: () => void;
  onRestore: () => void;
}

export function ConversationItem(props: ConversationItemProps) {
  const { t, language } = useShown();
  const { conversation, current, deleted, onOpen, onRename, onDelete, onRestore } = props;
  const [renaming, setRenaming] = useState(false);
  const title = conversation.title || t("history.untitled");
  const date = useMemo(() => new Intl.DateTimeFormat(language, { dateStyle: "medium" }), [language]);
  if (renaming) {
    return (
      <RenameForm
        title={conversation.title}
        onCancel={() => setRenaming(false)}
        onSave={(name) => {
          setRenaming(false);
          if (name !== "" && name !== conversation.title) onRename(name);
        }}
      />
    );
  }
  const label = (
    <>
      <span class={`block truncate ${current ? "font-medium" : ""}`}>{title}</span>
      <span class="block text-xs text-muted">{date.format(new Date(conversation.updatedAt))}</span>
    </>
  );
  return (
    <li class={`flex items-center rounded-lg ${current ? "bg-raised" : ""}`}>
      {deleted ? (
        <div class="min-w-0 flex-1 px-2 py-1.5">{label}</div>
      ) : (
        <button
          type="button"
          class="min-w-0 flex-1 rounded-lg px-2 py-1.5 text-left hover:bg-hover"
          title={title}
          aria-current={current ? "true" : undefined}
          onClick={onOpen}
        >
          {label}
        </button>
      )}
      {deleted ? (
        <IconButton icon="restore" label={t("history.restoreTitle", { title })} onClick={onRestore} />
      ) : (
        <>
          <IconButton
            icon="pencil"
            label={t("history.renameTitle", { title })}
            onClick={() => setRenaming(true)}
          />
          <IconButton icon="trash" label={t("history.deleteTitle", { title })} onClick={onDelete} />
        </>
      )}
    </li>
  );
}

interface RenameFormProps {
  title: string;
  onCancel: () => void;
  onSave: (title: string) => void;
}

function RenameForm({ title, onCancel, onSave }: RenameFormProps) {
  const { t } = useShown();
  const [name, setName] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <li class="p-1.5">
      <form
        class="space-y-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(name.trim());
        }}
      >
        <input
          ref={field}
          class="field"
          aria-label={t("history.newName")}
          maxLength={200}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            // Escape would close the drawer too.
            event.preventDefault();
            onCancel();
          }}
        />
        <div class="flex gap-2">
          <button type="submit" class="button button-main">
            {t("history.save")}
          </button>
          <button type="button" class="button button-quiet" onClick={onCancel}>
            {t("app.cancel")}
          </button>
        </div>
      </form>
    </li>
  );
}
