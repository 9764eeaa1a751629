/** How one script writes what the grounding's cases hold. */
export interface Script {
  locale: string;
  given: string[];
  family: string[];
  /** Between a given and a family name. */
  space: string;
  goods: string[];
  cities: string[];
  states: string[];
  /** The column names: who, number, date, pieces, amount, state, where. */
  labels: string[];
  amount(value: number): string;
  count(value: number): string;
  /** Of YYYY-MM-DD. */
  dates: ((date: string) => string)[];
  sentences: ((cell: string[]) => string)[];
  greeting: string;
  closing: string;
}

const grouped = (locale: string, digits: number) => {
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (value: number) => format.format(value);
};
const long = (locale: string, month: "long" | "short") => {
  const options = { day: "numeric", month, year: "numeric", timeZone: "UTC", calendar: "gregory" } as const;
  const format = new Intl.DateTimeFormat(locale, options);
  return (date: string) => format.format(new Date(`${date}T00:00:00Z`));
};
const numeric = (locale: string) => {
  const format = new Intl.DateTimeFormat(locale, {
    ...({ day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC", calendar: "gregory" } as const),
  });
  return (date: string) => format.format(new Date(`${date}T00:00:00Z`));
};
const iso = (date: string) => date;
const wide = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const english: Script = {
  locale: "en-US",
  given: ["Anna", "Zoë", "Renée", "Sean", "Mary-Jane", "D’Arcy", "Ian", "Ada", "Björk", "Chloë", "Tom"],
  family: [
    "O’Brien",
    "Dvořák",
    "Smith",
    "Smithson",
    "Núñez",
    "Lee",
    "McAllister",
    "Fitzgerald",
    "Ng",
    "Paciﬁco",
  ],
  space: " ",
  goods: [
    "steel bolts",
    "Smart “Pro” lamp",
    "A4 paper",
    "½ inch hose",
    "C++ course",
    "cable (2m)",
    "R&D kit",
  ],
  cities: ["New York", "St. Louis", "San José", "Leeds", "Winston-Salem", "Coeur d’Alene"],
  states: ["open", "paid", "on hold", "overdue"],
  labels: ["Customer", "Invoice no.", "Date", "Pieces", "Amount", "State", "City"],
  amount: (value) => `$${grouped("en-US", 2)(value)}`,
  count: grouped("en-US", 0),
  dates: [numeric("en-US"), long("en-US", "long"), long("en-GB", "long"), iso, long("en-US", "short")],
  sentences: [
    (c) => `${c[0]} from ${c[6]} ordered ${c[3]} pieces on ${c[2]}; invoice ${c[1]} over ${c[4]} is ${c[5]}.`,
    (c) => `Invoice ${c[1]} (${c[2]}) is ${c[5]}: ${c[4]} for ${c[3]} units, to be paid by ${c[0]}, ${c[6]}.`,
    (c) =>
      `On ${c[2]} we sent ${c[3]} boxes to ${c[0]} in ${c[6]}. That makes ${c[4]}, see ${c[1]}, ${c[5]}.`,
  ],
  greeting: "Dear all,\n\nplease find below what came in. Kindly enter it before the end of the week.",
  closing: "Let me know if something is missing.\n\nKind regards,\nBarbara",
};

const german: Script = {
  locale: "de-DE",
  given: ["Jürgen", "Käthe", "Anna", "Hans-Peter", "Sören", "Änne", "Ulf", "Björn", "Zoë", "Mia"],
  family: ["Müller-Lüdenscheidt", "Groß", "Straßer", "Meier", "Maier", "Schöﬄer", "Öztürk", "Voß", "Li"],
  space: " ",
  goods: ["Schrauben", "Öl­kanne", "Straßen­schild", "Büroklammern", "Heft „A4“", "Fuß­matte"],
  cities: ["Köln", "Bad Tölz", "Düsseldorf", "St. Pölten", "Gießen", "Frankfurt (Oder)"],
  states: ["offen", "bezahlt", "überfällig", "in Klärung"],
  labels: ["Kunde", "Rechnungsnr.", "Datum", "Stück", "Betrag", "Status", "Ort"],
  amount: (value) => `${grouped("de-DE", 2)(value)} €`,
  count: grouped("de-DE", 0),
  dates: [numeric("de-DE"), long("de-DE", "long"), iso, long("de-DE", "short")],
  sentences: [
    (c) =>
      `${c[0]} aus ${c[6]} hat am ${c[2]} ${c[3]} Stück bestellt, Rechnung ${c[1]} über ${c[4]}, ${c[5]}.`,
    (c) => `Die Rechnung ${c[1]} vom ${c[2]} ist ${c[5]}: ${c[4]} für ${c[3]} Teile an ${c[0]}, ${c[6]}.`,
    (c) => `Am ${c[2]} gingen ${c[3]} Kisten nach ${c[6]} zu ${c[0]}. Macht ${c[4]} (${c[1]}), ${c[5]}.`,
  ],
  greeting: "Sehr geehrte Damen und Herren,\n\nanbei die Vorgänge. Bitte bis Ende der Woche eintragen.",
  closing: "Bei Fragen gern melden.\n\nMit freundlichen Grüßen\nBarbara",
};

const japanese: Script = {
  locale: "ja-JP",
  given: ["太郎", "花子", "健", "さくら", "ケン", "真由美", "一郎", "翔太"],
  family: ["山田", "田中", "佐藤", "髙橋", "五十嵐", "中田", "山", "ﾜﾀﾅﾍﾞ"],
  space: "　",
  goods: ["ボルト", "ＵＳＢケーブル", "封筒（大）", "ﾈｼﾞ", "コピー用紙"],
  cities: ["東京都港区", "大阪市", "横浜", "札幌市中央区", "京都"],
  states: ["未払い", "支払済", "保留", "期限切れ"],
  labels: ["顧客", "請求番号", "日付", "数量", "金額", "状態", "所在地"],
  amount: (value) => `${grouped("ja-JP", 0)(Math.round(value))}円`,
  count: (value) => wide(String(value)),
  dates: [long("ja-JP", "long"), (date) => wide(long("ja-JP", "long")(date)), numeric("ja-JP"), iso],
  sentences: [
    (c) => `${c[2]}、${c[6]}の${c[0]}様より${c[3]}個の注文。請求書${c[1]}、${c[4]}、${c[5]}です。`,
    (c) => `請求書${c[1]}（${c[2]}付）は${c[5]}。${c[6]}の${c[0]}様、${c[3]}点で合計${c[4]}。`,
  ],
  greeting: "いつもお世話になっております。\n以下の内容をご確認ください。",
  closing: "ご不明な点がございましたらご連絡ください。\nよろしくお願いいたします。",
};

const arabic: Script = {
  locale: "ar-EG",
  given: ["أحمد", "فاطمة", "محمد", "يوسف", "آمنة", "علي", "هدى"],
  family: ["الشريف", "المصري", "عبد الرحمن", "حسن", "حسين", "إبراهيم"],
  space: " ",
  goods: ["مسامير", "ورق", "مصباح «برو»", "خرطوم"],
  cities: ["القاهرة", "الإسكندرية", "أسوان", "بور سعيد"],
  states: ["مفتوحة", "مدفوعة", "معلقة", "متأخرة"],
  labels: ["العميل", "رقم الفاتورة", "التاريخ", "الكمية", "المبلغ", "الحالة", "المدينة"],
  amount: (value) => `${grouped("ar-EG", 2)(value)} ج.م.`,
  count: grouped("ar-EG", 0),
  dates: [long("ar-EG", "long"), (date) => numeric("ar-EG")(date), long("ar-EG-u-nu-latn", "long"), iso],
  sentences: [
    (c) => `طلب ${c[0]} من ${c[6]} عدد ${c[3]} قطعة بتاريخ ${c[2]}، الفاتورة ${c[1]} بمبلغ ${c[4]} ${c[5]}.`,
    (c) => `الفاتورة ${c[1]} بتاريخ ${c[2]} ${c[5]}: ${c[4]} مقابل ${c[3]} قطعة إلى ${c[0]}، ${c[6]}.`,
  ],
  greeting: "السلام عليكم،\n\nفيما يلي الفواتير الجديدة، يرجى إدخالها.",
  closing: "شكرا جزيلا\nمع أطيب التحيات",
};

const emoji: Script = {
  ...english,
  locale: "en-GB",
  given: ["Anna 🎉", "🦄 Zoë", "Ian", "👩🏽‍🚀 Ada", "Tom", "🇩🇪 Uwe", "Mia ❤️"],
  goods: ["☕️ mugs", "👨‍👩‍👧 set", "1️⃣ signs", "🧑🏿‍🌾 hats", "✈︎ pins"],
  cities: ["🗽 New York", "Leeds", "Paris 🗼", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Oban"],
  states: ["✅ done", "⏳ open", "🚫", "👍🏼"],
  amount: (value) => `£${grouped("en-GB", 2)(value)}`,
  dates: [numeric("en-GB"), long("en-GB", "long"), iso, long("en-GB", "short")],
};

export const scripts = { english, german, japanese, arabic, emoji };
export type ScriptName = keyof typeof scripts;
export const scriptNames: ScriptName[] = ["english", "german", "japanese", "arabic", "emoji"];
