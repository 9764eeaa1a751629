import type { ColumnType } from "../../contract/cells.ts";
import { plainName } from "./names.ts";

export type Concept = keyof typeof concepts;

interface Labels {
  type: ColumnType;
  /** What a record that carries it is about: columns that a business document has. */
  business: boolean;
  /** Names in English and German, most usual first. */
  names: readonly string[];
}

const money = { type: "currency", business: true } as const;

/** The labels of invoices, receipts, orders and contacts, one concept a line of thought. */
export const concepts = {
  number: {
    type: "id",
    business: true,
    names: [
      ..."invoice number|invoice no|invoice nr|invoice id|inv no|bill number|bill no|receipt number|receipt no|receipt|invoice".split(
        "|",
      ),
      ..."document number|document no|number|no|num|rechnungsnummer|rechnungs nr|rechnungsnr|rechnung nr|rechnung nummer|rechnung".split(
        "|",
      ),
      ..."re nr|belegnummer|beleg nr|belegnr|bon nr|bonnummer|quittung nr|quittungsnummer|nummer|nr|credit note no|gutschrift nr".split(
        "|",
      ),
    ],
  },
  orderNumber: {
    type: "id",
    business: true,
    names:
      "order number|order no|order id|order|confirmation number|purchase order|po number|po no|po|bestellnummer|bestell nr|auftragsnummer|auftrag nr|auftrags nr|bestellung".split(
        "|",
      ),
  },
  customerNumber: {
    type: "id",
    business: true,
    names:
      "customer number|customer no|customer id|account number|account no|kundennummer|kunden nr|kundennr|kunde nr".split(
        "|",
      ),
  },
  seller: {
    type: "text",
    business: true,
    names:
      "seller|vendor|supplier|merchant|sold by|issued by|issuer|company|store|shop|from company|lieferant|verkäufer|rechnungssteller|aussteller|anbieter|händler|firma|geschäft".split(
        "|",
      ),
  },
  buyer: {
    type: "text",
    business: true,
    names:
      "buyer|customer|bill to|billed to|client|sold to|käufer|kunde|rechnungsempfänger|empfänger|auftraggeber".split(
        "|",
      ),
  },
  dueDate: {
    type: "date",
    business: true,
    names: [
      ..."due date|date due|due|due on|due by|payment due|payment due date|pay by|payable by|payable until|payment date|pay before".split(
        "|",
      ),
      ..."fälligkeitsdatum|fällig am|fällig|fälligkeit|zahlbar bis|zahlungsziel|zu zahlen bis|zahlung bis|zahlbar bis zum".split(
        "|",
      ),
    ],
  },
  date: {
    type: "date",
    business: true,
    names:
      "invoice date|date|date of issue|issue date|issued|issued on|dated|bill date|receipt date|order date|document date|placed on|ordered on|purchased on|rechnungsdatum|datum|belegdatum|ausstellungsdatum|ausgestellt am|bestelldatum|bestellt am|vom".split(
        "|",
      ),
  },
  serviceDate: {
    type: "date",
    business: true,
    names:
      "delivery date|estimated delivery|service date|date of supply|lieferdatum|leistungsdatum|liefertermin".split(
        "|",
      ),
  },
  net: {
    ...money,
    names:
      "net|net amount|net total|subtotal|sub total|total net|total excl tax|total excl vat|amount excl vat|total before tax|netto|nettobetrag|netto betrag|zwischensumme|summe netto|gesamt netto|nettosumme".split(
        "|",
      ),
  },
  taxRate: {
    type: "percent",
    business: true,
    names: "tax rate|vat rate|steuersatz|mwst satz|ust satz".split("|"),
  },
  tax: {
    ...money,
    names:
      "tax|vat|sales tax|gst|tax amount|vat amount|total tax|plus vat|steuer|mwst|ust|mehrwertsteuer|umsatzsteuer|zzgl mwst|zzgl ust|steuerbetrag|mwst betrag|ust betrag|enthaltene mwst|inkl mwst".split(
        "|",
      ),
  },
  total: {
    ...money,
    names: [
      ..."total|total amount|grand total|amount due|total due|balance due|invoice total|invoice amount|total incl vat|total incl tax|amount payable|total to pay|gross|gross amount|gross total|order total|order amount|amount|sum".split(
        "|",
      ),
      ..."gesamtbetrag|gesamt|gesamtsumme|summe|betrag|rechnungsbetrag|endbetrag|zahlbetrag|zu zahlen|zu zahlender betrag|brutto|bruttobetrag|gesamt brutto|summe brutto|rechnungssumme|offener betrag|bestellsumme|bestellwert|auftragssumme".split(
        "|",
      ),
    ],
  },
  currency: { type: "text", business: true, names: "currency|währung".split("|") },
  iban: { type: "id", business: true, names: ["iban"] },
  bic: { type: "id", business: true, names: ["bic", "swift", "bic swift"] },
  vatId: {
    type: "id",
    business: true,
    names:
      "vat id|vat number|vat no|vat reg no|tax id|ust id|ust idnr|ust id nr|umsatzsteuer id|steuernummer|steuer nr".split(
        "|",
      ),
  },
  reference: {
    type: "id",
    business: true,
    names:
      "reference|reference number|your reference|our reference|ref|referenz|zeichen|unser zeichen|ihr zeichen|verwendungszweck".split(
        "|",
      ),
  },
  payment: {
    type: "text",
    business: true,
    names:
      "payment|payment method|payment terms|paid by|paid with|terms|zahlungsart|zahlungsweise|zahlungsbedingungen|bezahlt mit|zahlung".split(
        "|",
      ),
  },
  quantity: {
    type: "number",
    business: false,
    names: "quantity|qty|pcs|units|menge|anzahl|stück|stk".split("|"),
  },
  unitPrice: {
    type: "currency",
    business: false,
    names: "unit price|price|price each|rate|einzelpreis|preis|stückpreis|e preis".split("|"),
  },
  description: {
    type: "text",
    business: false,
    names:
      "description|item|product|article|service|beschreibung|bezeichnung|artikel|produkt|leistung|position|pos".split(
        "|",
      ),
  },
  name: {
    type: "text",
    business: false,
    names: "name|full name|contact|contact person|ansprechpartner|kontakt".split("|"),
  },
  sender: { type: "text", business: false, names: ["sender", "from", "absender", "von"] },
  email: {
    type: "email",
    business: false,
    names: "email|e mail|mail|email address|mail address|e mail adresse|email adresse|mailadresse".split("|"),
  },
  phone: {
    type: "phone",
    business: false,
    names: "phone|phone number|telephone|tel|mobile|cell|telefon|telefonnummer|handy|mobil|rufnummer".split(
      "|",
    ),
  },
  website: {
    type: "url",
    business: false,
    names: "website|web|url|link|homepage|webseite|internet".split("|"),
  },
  address: {
    type: "text",
    business: false,
    names: "address|street|adresse|anschrift|straße|strasse".split("|"),
  },
  postcode: {
    type: "id",
    business: false,
    names: "zip|zip code|postcode|postal code|plz|postleitzahl".split("|"),
  },
  city: { type: "text", business: false, names: "city|town|place|stadt|ort".split("|") },
  country: { type: "text", business: false, names: "country|land".split("|") },
} as const satisfies Record<string, Labels>;

const byName = new Map<string, Concept>();
for (const [concept, labels] of Object.entries(concepts)) {
  for (const name of labels.names) {
    // The guarantee: the keys of `concepts` are what Object.entries gives.
    const key = plainName(name);
    if (!byName.has(key)) byName.set(key, concept as Concept);
  }
}

const firstWords = new Set([...byName.keys()].map((name) => name.split(" ")[0]));

/** Whether a word may begin a label: the cheap question before the dear one. */
export function beginsLabel(word: string): boolean {
  return firstWords.has(plainName(word).split(" ")[0]);
}

/** The most words that a known label has. */
export const longestLabel = 4;

/** What a label or a column's name speaks of, or null where it is none that is known. */
export function conceptOf(name: string): Concept | null {
  return name.length > 60 ? null : (byName.get(plainName(name)) ?? null);
}

export function conceptType(concept: Concept): ColumnType {
  return concepts[concept].type;
}
