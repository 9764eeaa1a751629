import type { failuresEn } from "./failure-messages.en.ts";
import type { Text } from "./messages.ts";

/** What went wrong and what to do, by code. */
export const failuresDe: Record<keyof typeof failuresEn, Text> = {
  "fault.wrong-address":
    "Diese Seitenleiste wurde ohne brauchbare Serveradresse gebaut ({host}). Bitten Sie ihren Administrator, sie mit --backend https://… neu zu bauen.",
  "fault.not-rowsmith":
    "{host} antwortet, ist aber kein Rowsmith-Server. Fragen Sie den Administrator nach der richtigen Adresse.",
  "fault.sidebar-too-old":
    "Diese Seitenleiste ist zu alt für ihren Server, der Version {oldest} verlangt. Bitten Sie den Administrator, das aktuelle Add-on bereitzustellen.",
  "fault.unreachable":
    "Der Server {host} ist nicht erreichbar. Prüfen Sie Ihre Verbindung oder fragen Sie den Administrator, ob er läuft und sein Zertifikat gültig ist.",
  "fault.several-accounts":
    "Google hat Ihre Konten verwechselt. Öffnen Sie diese Tabelle in einem Browserprofil nur mit {email} und versuchen Sie es erneut.",
  "fault.email-consent":
    "Rowsmith braucht Ihre E-Mail-Adresse, um Sie anzumelden. Erlauben Sie es, wenn Google fragt, und versuchen Sie es erneut.",
  "fault.signed-out": "Sie sind abgemeldet.",
  "fault.apps-script-timeout": "Google Tabellen hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut.",
  "fault.apps-script-failed":
    "Google Tabellen konnte das nicht ausführen. Versuchen Sie es erneut oder laden Sie die Tabelle neu.",
  "fault.part-outdated": "Rowsmith wurde erneuert. Laden Sie die Tabelle neu.",
  "fault.not-sent": "Vor dem Senden angehalten.",
  "fault.interrupted": "Die Antwort wurde unterbrochen. Was bis dahin kam, bleibt erhalten.",
  "fault.file-kind":
    "{name} kann hier nicht gelesen werden. Es gehen: .pdf .eml .xlsx .docx .txt .csv .tsv .html .md .json",
  "fault.file-binary": "{name} ist kein Text. Es gehen: .txt .csv .tsv .html .md .json",
  "fault.file-unreadable": "{name} konnte nicht geöffnet werden. Wählen Sie die Datei erneut.",
  "fault.source-over-limit":
    "Das sind {size}, und der Server nimmt {limit} auf einmal. Senden Sie es in Teilen.",
  "fault.message-over-limit":
    "Diese Nachricht hat {size} Zeichen, und der Server nimmt {limit}. Fügen Sie langen Text als Anhang ein oder senden Sie ihn in Teilen.",
  "fault.empty-selection": "Die Auswahl ist leer. Wählen Sie Zellen im Blatt und versuchen Sie es erneut.",
  "fault.no-headers":
    "An der Auswahl steht keine Tabelle. Wählen Sie eine Zelle darin und versuchen Sie es erneut.",
  "fault.nothing-new": "Das Modell fand dort nichts anderes. Die Zeile bleibt, wie sie war.",
  "fault.table-changed":
    "Diese Tabelle wurde inzwischen geändert. Sie sehen sie, wie sie jetzt ist: Prüfen Sie sie und ändern Sie sie dann erneut.",

  "fault.auto-limit": "{limit} Zeilen kamen von selbst hinein. Fortsetzen für den Rest.",
  "fault.no-longer-there": "Die Zeilen stehen nicht mehr im Blatt. Erneut einfügen?",

  "problem.invalid-request":
    "Der Server hat diese Anfrage nicht angenommen. Versuchen Sie es erneut; bleibt es dabei, kopieren Sie die Details für den Administrator.",
  "problem.malformed-json": "Der Server konnte diese Anfrage nicht lesen. Versuchen Sie es erneut.",
  "problem.empty-message": "Die Nachricht ist leer. Schreiben Sie etwas oder hängen Sie einen Text an.",
  "problem.no-source":
    "Diese Tabelle ist ohne Quelle entstanden; es gibt nichts, was noch einmal gelesen werden kann.",
  "problem.invalid-cursor": "Diese Liste hat sich geändert. Öffnen Sie sie erneut.",
  "problem.unsupported-columns":
    "Diese Spalten gehen nicht. Geben Sie jeder einen eigenen Namen und nennen Sie weniger.",
  "problem.binary-source":
    "Das ist kein Text. Fügen Sie Text ein oder wählen Sie eine Datei: .txt .csv .tsv .html .md .json",
  "problem.body-too-large": "Das ist zu groß für den Server. Senden Sie es in Teilen.",
  "problem.source-too-large": "Dieser Text ist zu groß für den Server. Senden Sie ihn in Teilen.",
  "problem.too-many-files": "Das sind zu viele Dateien auf einmal. Fügen Sie weniger hinzu.",
  "problem.file-kind-unsupported":
    "Diese Art von Datei kann nicht gelesen werden. Es gehen: .pdf .eml .xlsx .docx .txt .csv .tsv .html .md .json",
  "problem.file-too-large":
    "Diese Datei ist zu groß für den Server. Teilen Sie sie, oder fügen Sie den nötigen Teil ein.",
  "problem.file-too-many-pages":
    "Diese Datei hat mehr Seiten, als der Server liest. Teilen Sie sie, oder fügen Sie den nötigen Teil ein.",
  "problem.file-encrypted":
    "Diese Datei ist mit einem Passwort geschützt. Speichern Sie eine Kopie ohne Passwort und fügen Sie diese hinzu.",
  "problem.file-picture": "Dieses PDF ist ein Bild. Fügen Sie seinen Text ein.",
  "problem.file-inflates":
    "Diese Datei entpackt sich zu weit mehr, als der Server liest. Fügen Sie den nötigen Teil ein.",
  "problem.file-damaged":
    "Diese Datei ist beschädigt oder nicht das, was ihr Name sagt. Fügen Sie ihren Text ein.",
  "problem.file-encoding-unknown":
    "Die Kodierung dieses Textes ist nicht bekannt. Speichern Sie die Datei als UTF-8 und fügen Sie sie erneut hinzu.",
  "problem.file-empty": "In dieser Datei steht kein Text. Wählen Sie eine andere.",
  "problem.file-timeout":
    "Das Lesen dieser Datei dauerte zu lange. Teilen Sie sie, oder fügen Sie den nötigen Teil ein.",
  "problem.unsupported-media-type":
    "Der Server hat diese Art von Daten nicht angenommen. Laden Sie die Seitenleiste neu.",
  "problem.unauthenticated":
    "Sie sind abgemeldet. Melden Sie sich erneut an; nichts Geschriebenes ist verloren.",
  "problem.invalid-credentials": "Die Anmeldung wurde abgelehnt. Versuchen Sie es erneut.",
  "problem.invalid-token":
    "Der Server hat die Anmeldung von Google nicht angenommen. Schließen Sie die Seitenleiste und öffnen Sie sie erneut.",
  "problem.session-ended":
    "Ihre Sitzung ist beendet. Melden Sie sich erneut an; nichts Geschriebenes ist verloren.",
  "problem.unknown-audience": "Der Server kennt dieses Add-on noch nicht. Für seinen Administrator:",
  "problem.email-not-verified":
    "Bestätigen Sie Ihre E-Mail-Adresse in Ihrem Google-Konto und versuchen Sie es erneut.",
  "problem.sign-up-closed": "Dieser Rowsmith-Server ist privat. Bitten Sie {contact}, {email} aufzunehmen.",
  "problem.administrator": "den Administrator",
  "problem.forbidden": "Das dürfen Sie hier nicht. Fragen Sie den Administrator des Servers.",
  "problem.email-taken": "Zu dieser Adresse gibt es ein Konto. Melden Sie sich damit an.",
  "problem.conflict": "Es wurde inzwischen geändert. Sehen Sie es erneut an und wiederholen Sie es.",
  "problem.turn-running":
    "In dieser Unterhaltung wird noch eine Antwort geschrieben. Warten Sie darauf oder halten Sie sie an und senden Sie erneut.",
  "problem.instruction-without-column":
    "Die Anweisung nennt keine Spalte. Setzen Sie einen Namen in doppelte geschweifte Klammern.",
  "problem.unknown-column":
    "Die Anweisung nennt eine Spalte, die es nicht gibt. Wählen Sie eine der Spalten.",
  "problem.too-many-rows": "Das sind mehr Zeilen, als ein Lauf aufnimmt. Führen Sie ihn in Teilen aus.",
  "problem.cell-too-large":
    "Eine Zelle enthält mehr, als in eine passt. Kürzen Sie sie und versuchen Sie es erneut.",
  "problem.template-not-found": "Diese Vorlage gibt es nicht mehr. Wählen Sie eine andere.",
  "problem.webhook-refused":
    "An diese Adresse sendet der Server nicht. Nötig ist eine öffentliche mit https.",
  "problem.job-running": "Dieser Lauf ist noch im Gange. Warten Sie darauf oder halten Sie ihn zuerst an.",
  "problem.job-ended":
    "Dieser Lauf ist beendet. Wiederholen Sie, was fehlschlug, oder beginnen Sie einen neuen.",
  "problem.too-many-jobs": "Zu viele Ihrer Läufe sind im Gange. Warten Sie, bis einer davon endet.",
  "problem.job-cap-reached":
    "Der Lauf hat seine Obergrenze erreicht. Erhöhen Sie sie, um fortzufahren; Fertiges bleibt erhalten.",
  "problem.needs-model":
    "Dafür ist ein Modell nötig, und es ist keines verbunden. Fragen Sie den Administrator des Servers.",
  "problem.request-in-flight": "Dieselbe Anfrage läuft noch. Warten Sie einen Moment.",
  "problem.idempotency-mismatch": "Das wurde schon mit anderem Inhalt gesendet. Senden Sie es erneut.",
  "problem.not-found": "Das gibt es nicht mehr.",
  "problem.method-not-allowed": "Das kann der Server nicht. Er ist wohl älter als diese Seitenleiste.",
  "problem.rate-limited": "Zu viele Anfragen in kurzer Zeit. Nichts ist verloren.",
  "problem.goOnAt": "Weiter geht es um {time}.",
  "problem.cap-reached":
    "Das heutige Kontingent für das Modell ist aufgebraucht. Neu beginnt es um Mitternacht (UTC); der Administrator kann es erhöhen.",
  "problem.model-not-connected":
    "Es ist kein Modell verbunden. Tabellen, Rechnungen und Listen, die Sie einfügen, kann ich trotzdem lesen.",
  "problem.model-key-invalid":
    "Das Modell hat den Schlüssel des Servers abgelehnt. Bitten Sie den Administrator, OPENAI_API_KEY zu prüfen.",
  "problem.model-out-of-credit":
    "Das Konto des Modells ist aufgebraucht. Bitten Sie den Administrator des Servers, es aufzuladen.",
  "problem.model-rate-limited": "Das Modell ist ausgelastet. Warten Sie eine Minute und fragen Sie erneut.",
  "problem.model-unavailable": "Das Modell ist nicht erreichbar. Versuchen Sie es gleich erneut.",
  "problem.model-timeout":
    "Das Modell antwortet nicht mehr. Was bis dahin kam, bleibt erhalten; fragen Sie erneut.",
  "problem.model-truncated":
    "Die Antwort des Modells brach ab. Was bis dahin kam, bleibt erhalten; fragen Sie erneut.",
  "problem.model-refused": "Das Modell hat die Antwort abgelehnt. Formulieren Sie die Frage anders.",
  "problem.model-content-filter":
    "Der Inhaltsfilter des Modells hat die Antwort angehalten. Formulieren Sie die Frage anders.",
  "problem.model-length-limit": "Die Antwort des Modells war zu lang. Senden Sie weniger Text auf einmal.",
  "problem.model-bad-output": "Die Antwort des Modells konnte nicht gelesen werden. Fragen Sie erneut.",
  "problem.turn-interrupted":
    "Die Antwort wurde unterbrochen. Was bis dahin kam, bleibt erhalten; fragen Sie erneut.",
  "problem.unavailable": "Der Server kann gerade nicht antworten. Versuchen Sie es gleich erneut.",
  "problem.internal":
    "Auf dem Server ging etwas schief. Versuchen Sie es erneut; bleibt es dabei, kopieren Sie die Details für den Administrator.",
};
