import type { Text } from "./messages.ts";

/** What went wrong and what to do, by code. */
export const failuresEn = {
  "fault.wrong-address":
    "This sidebar was built without a usable server address ({host}). Ask its administrator to build it again with --backend https://….",
  "fault.not-rowsmith":
    "{host} answers, but it is not a Rowsmith server. Ask its administrator for the right address.",
  "fault.sidebar-too-old":
    "This sidebar is too old for its server, which needs version {oldest}. Ask the administrator to deploy the current add-on.",
  "fault.unreachable":
    "The server {host} cannot be reached. Check your connection, or ask its administrator whether it runs and its certificate is valid.",
  "fault.several-accounts":
    "Google mixed up your accounts. Open this sheet in a browser profile with only {email}, then try again.",
  "fault.email-consent":
    "Rowsmith needs your email address to sign you in. Allow it when Google asks, then try again.",
  "fault.signed-out": "You are signed out.",
  "fault.apps-script-timeout": "Google Sheets did not answer in time. Try again.",
  "fault.apps-script-failed": "Google Sheets could not do this. Try again, or reload the sheet.",
  "fault.part-outdated": "Rowsmith was updated. Reload the sheet.",
  "fault.not-sent": "Stopped before it was sent.",
  "fault.interrupted": "The answer was interrupted. What came so far is kept.",
  "fault.file-kind":
    "{name} cannot be read here. These work: .pdf .eml .xlsx .docx .txt .csv .tsv .html .md .json",
  "fault.file-binary": "{name} is not text. These work: .txt .csv .tsv .html .md .json",
  "fault.file-unreadable": "{name} could not be opened. Choose it again.",
  "fault.source-over-limit": "This has {size}, and the server takes {limit} at once. Send it in parts.",
  "fault.message-over-limit":
    "This message has {size} characters, and the server takes {limit}. Paste long text as an attachment, or send it in parts.",
  "fault.empty-selection": "The selection is empty. Select cells in the sheet, then try again.",
  "fault.no-headers": "There is no table at the selection. Select a cell of one, then try again.",
  "fault.nothing-new": "The model found nothing else there. The row stays as it was.",
  "fault.table-changed":
    "This table was changed in the meantime. You see it as it stands now: look, then make your change again.",

  "fault.auto-limit": "{limit} rows went in by themselves. Continue for the rest.",
  "fault.no-longer-there": "The rows had gone in, and are no longer in the sheet. Insert again?",

  "problem.invalid-request":
    "The server did not accept this request. Try again; if it stays, copy the details for its administrator.",
  "problem.malformed-json": "The server could not read this request. Try again.",
  "problem.empty-message": "The message is empty. Write something or attach a text.",
  "problem.no-source": "This table was made without a source, so there is nothing to read again.",
  "problem.invalid-cursor": "This list has changed. Open it again.",
  "problem.unsupported-columns": "These columns cannot be used. Give each its own name, and name fewer.",
  "problem.binary-source":
    "This is not text. Paste text, or choose a .txt .csv .tsv .html .md or .json file.",
  "problem.body-too-large": "This is too large for the server. Send it in parts.",
  "problem.source-too-large": "This text is too large for the server. Send it in parts.",
  "problem.too-many-files": "These are too many files at once. Add fewer.",
  "problem.file-kind-unsupported":
    "This kind of file cannot be read. These work: .pdf .eml .xlsx .docx .txt .csv .tsv .html .md .json",
  "problem.file-too-large": "This file is too large for the server. Split it, or paste the part you need.",
  "problem.file-too-many-pages":
    "This file has more pages than the server reads. Split it, or paste the part you need.",
  "problem.file-encrypted":
    "This file is protected by a password. Save a copy without one, then add it again.",
  "problem.file-picture": "This PDF is a picture. Paste its text.",
  "problem.file-inflates":
    "This file unpacks to far more than the server reads. Copy the part you need into a new file.",
  "problem.file-damaged":
    "This file is damaged, or is not what its name says. Save it again, or paste its text.",
  "problem.file-encoding-unknown":
    "The encoding of this file's text is not known. Save it as UTF-8, then add it again.",
  "problem.file-empty": "There is no text in this file. Choose another one, or paste its text.",
  "problem.file-timeout": "Reading this file took too long. Split it, or paste the part you need.",
  "problem.unsupported-media-type": "The server did not accept this kind of data. Reload the sidebar.",
  "problem.unauthenticated": "You are signed out. Sign in again; nothing you typed is lost.",
  "problem.invalid-credentials": "The sign-in was refused. Try again.",
  "problem.invalid-token": "The server did not accept Google's sign-in. Close the sidebar and open it again.",
  "problem.session-ended": "Your session has ended. Sign in again; nothing you typed is lost.",
  "problem.unknown-audience": "The server does not know this add-on yet. For its administrator:",
  "problem.email-not-verified":
    "Google has not verified your email address. Verify it in your Google account, then try again.",
  "problem.sign-up-closed": "This Rowsmith server is private. Ask {contact} to add {email}.",
  "problem.administrator": "its administrator",
  "problem.forbidden": "You may not do this here. Ask the server's administrator.",
  "problem.email-taken": "There is an account with this address already. Sign in with it.",
  "problem.conflict": "It was changed in between. Look at it again, then repeat.",
  "problem.turn-running":
    "An answer is still being written in this conversation. Wait for it or stop it, then send again.",
  "problem.instruction-without-column":
    "The instruction names no column. Put at least one name in double braces.",
  "problem.unknown-column": "The instruction names a column that is not there. Choose one of the columns.",
  "problem.too-many-rows": "These are more rows than one run takes. Run it in parts.",
  "problem.cell-too-large": "A cell holds more than a cell of the sheet can. Shorten it, then try again.",
  "problem.template-not-found": "This template is no longer there. Choose another one.",
  "problem.webhook-refused": "The server does not send to this address. It needs a public https address.",
  "problem.job-running": "This run is still under way. Wait for it or stop it first.",
  "problem.job-ended": "This run has ended. Retry what failed, or start a new one.",
  "problem.too-many-jobs": "Too many of your runs are under way. Wait until one of them ends.",
  "problem.job-cap-reached": "The run has reached its cap. Raise it to go on; what is done is kept.",
  "problem.needs-model": "This needs a model, and none is connected. Ask the server's administrator.",
  "problem.request-in-flight": "The same request is still running. Wait a moment.",
  "problem.idempotency-mismatch": "This was sent before with other content. Send it again.",
  "problem.not-found": "This is no longer there. It may have been deleted.",
  "problem.method-not-allowed": "The server cannot do this. It may be older than this sidebar.",
  "problem.rate-limited": "Too many requests in a short time. Nothing is lost.",
  "problem.goOnAt": "You can go on at {time}.",
  "problem.cap-reached":
    "Today's allowance for the model is used up. It begins anew at midnight (UTC); the server's administrator can raise it.",
  "problem.model-not-connected":
    "No model is connected. I can still read tables, invoices and lists you paste.",
  "problem.model-key-invalid":
    "The model refused the server's key. Ask the administrator to check OPENAI_API_KEY.",
  "problem.model-out-of-credit":
    "The model's account is out of credit. Ask the server's administrator to top it up.",
  "problem.model-rate-limited": "The model is busy. Wait a minute, then ask again.",
  "problem.model-unavailable": "The model cannot be reached. Try again in a few minutes.",
  "problem.model-timeout": "The model stopped answering. What came so far is kept; ask again.",
  "problem.model-truncated": "The model's answer broke off. What came so far is kept; ask again.",
  "problem.model-refused": "The model declined to answer. Put it differently.",
  "problem.model-content-filter": "The model's content filter stopped the answer. Put it differently.",
  "problem.model-length-limit": "The model's answer was too long. Send less text at a time.",
  "problem.model-bad-output": "The model's answer could not be read. Ask again.",
  "problem.turn-interrupted": "The answer was interrupted. What came so far is kept; ask again.",
  "problem.unavailable": "The server cannot answer right now. Try again in a moment.",
  "problem.internal":
    "Something went wrong on the server. Try again; if it stays, copy the details for its administrator.",
} as const satisfies Record<string, Text>;
