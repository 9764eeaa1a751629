/** What a shop, a bill or a mail writes, and what it means. */
export interface PriceCase {
  locale: string;
  raw: string;
  /** Null where it is no one amount: it has to stay text. */
  value: number | null;
  /** ISO 4217; null where the text leaves it open. */
  currency: string | null;
}

/** A locale, then `raw = amount CODE`; "text" for what is no one amount, no code where none is named. */
const table = `
en-US | $5 = 5 USD | $5.00 = 5 USD | $ 5.00 = 5 USD | US$ 5 = 5 USD | US$5.99 = 5.99 USD | USD 49.99 = 49.99 USD
en-US | 49.99 USD = 49.99 USD | USD49.99 = 49.99 USD | $1,234.56 = 1234.56 USD | $1,234 = 1234 USD | -$5.00 = -5 USD
en-US | $-5.00 = -5 USD | ($1,234.00) = -1234 USD | $5- = -5 USD | $0.99 = 0.99 USD | $.99 = 0.99 USD | 99¢ = 0.99
en-US | 99 cents = 0.99 | $12.50/month = 12.5 USD | $3.49 / lb = 3.49 USD | $9.99 each = 9.99 USD | $2K = 2000 USD
en-US | $1.5M = 1500000 USD | $2.3 billion = 2300000000 USD | $450k = 450000 USD | 20 bucks = 20 USD | $1.2MM = 1200000 USD
en-US | from $19.99 = 19.99 USD | starting at $5 = 5 USD | Only $4.99! = 4.99 USD | ~$30 = 30 USD | approx. $30 = 30 USD
en-US | $10-$20 = text | $10 - $20 = text | $10 to $20 = text | $10–20 = text | 2 for $5 = text | Free = text | TBD = text
en-US | Call for price = text | $19.99 $14.99 = text | $5 off = text | 3 x $5 = text | $1,23 = 1.23 USD | N/A = text
en-US | five dollars = text | 5 dollars = 5 USD | 1 dollar = 1 USD | 15 dollars and 50 cents = 15.5 USD | $15.50 USD = 15.5 USD
en-US | USD$15.50 = 15.5 USD | $1,000,000.00 = 1000000 USD | Price: $12.00 = 12 USD | $12.00 + tax = 12 USD | $12* = 12 USD
en-US | C$10 = 10 CAD | CA$10.50 = 10.5 CAD | A$ 20 = 20 AUD | AU$20 = 20 AUD | NZ$ 7.50 = 7.5 NZD | HK$100 = 100 HKD
en-US | S$8.80 = 8.8 SGD | NT$1,200 = 1200 TWD | MX$250.00 = 250 MXN | R$ 1,5 = 1.5 BRL | €1.50 = 1.5 EUR | £3.20 = 3.2 GBP
en-US | ¥1,200 = 1200 JPY | ₩15,000 = 15000 KRW | ₹499 = 499 INR | CHF 12.00 = 12 CHF | 100 kr = 100 | 2,34 = 2.34
en-US | $ 1 234.50 = 1234.5 USD | $19.99/ea = 19.99 USD | $0 = 0 USD | $100 (net) = 100 USD | $100.00 CAD = 100 CAD
en-US | ₪45.90 = 45.9 ILS | ₺250 = 250 TRY | ₫250,000 = 250000 VND | ₱1,299.00 = 1299 PHP | ฿350 = 350 THB | ₦5,000 = 5000 NGN
en-US | ₴120.50 = 120.5 UAH | ₽990 = 990 RUB | AED 75.00 = 75 AED | SAR 120 = 120 SAR | KWD 1.250 = 1.25 KWD | Rs. 500 = 500
en-GB | £1.2m = 1200000 GBP | £5 = 5 GBP | £1,234.50 = 1234.5 GBP | 50p = 0.5 GBP | 75 pence = 0.75 GBP | £3.50pp = 3.5 GBP
en-GB | £10.00 inc. VAT = 10 GBP | £10 ex VAT = 10 GBP | £10 + VAT = 10 GBP | GBP 99 = 99 GBP | £25 p.p. = 25 GBP
en-GB | £1.50/kg = 1.5 GBP | £650 pcm = 650 GBP | £30k = 30000 GBP | was £20 now £15 = text | £5 – £8 = text | £-3.20 = -3.2 GBP
en-GB | -£3.20 = -3.2 GBP | £5.5bn = 5500000000 GBP | a fiver = text | 10 quid = 10 GBP | €9.99 = 9.99 EUR | £12.50 each = 12.5 GBP
en-GB | £120 per night = 120 GBP | 12 pounds = 12 GBP | £99.- = 99 GBP | OIRO £250,000 = 250000 GBP | £0.00 = 0 GBP
en-IE | €4.50 = 4.5 EUR | €1,250.00 = 1250 EUR | €1,250 = 1250 EUR | €3.99/kg = 3.99 EUR | 20c = 0.2 | €50 pp = 50 EUR
en-CA | $5.00 = 5 CAD | CAD 5 = 5 CAD | $5 CAD = 5 CAD | US$ 5 = 5 USD | $5.00 USD = 5 USD | CA$ 5 = 5 CAD | $1,299.99 = 1299.99 CAD
en-AU | $5.50 = 5.5 AUD | AUD 5.50 = 5.5 AUD | A$5.50 = 5.5 AUD | $1,200 pw = 1200 AUD | US$7 = 7 USD | $2.2m = 2200000 AUD
en-IN | ₹1,23,456/- = 123456 INR | ₹ 499.00 = 499 INR | Rs. 1,250/- = 1250 INR | Rs 99 = 99 INR | Rs.500 = 500 INR
en-IN | INR 12,34,567.89 = 1234567.89 INR | ₹2.5 lakh = 250000 INR | ₹ 3 crore = 30000000 INR | 50 paise = 0.5 INR
en-IN | ₹1.2 Cr = 12000000 INR | ₹99 only = 99 INR | Rs. 5,000 per month = 5000 INR | ₹10,000 - ₹20,000 = text | 500 rupees = 500 INR
en-ZA | R 1 250,50 = 1250.5 ZAR | R99.99 = 99.99 ZAR | R1,250.00 = 1250 ZAR | ZAR 45 = 45 ZAR | R2.5m = 2500000 ZAR
de-DE | 4.250,00 Euro = 4250 EUR | ab 1.299,- € = 1299 EUR | 1.299,– € = 1299 EUR | 12,50 € = 12.5 EUR | 12,50€ = 12.5 EUR
de-DE | € 12,50 = 12.5 EUR | EUR 12,50 = 12.5 EUR | 12,50 EUR = 12.5 EUR | 1.250 € = 1250 EUR | 5 Euro = 5 EUR | 5,- = 5
de-DE | 5,-- € = 5 EUR | 50 Cent = 0.5 | 99 ct = 0.99 | 0,99 € = 0.99 EUR | ,99 € = 0.99 EUR | -12,50 € = -12.5 EUR
de-DE | 12,50- € = -12.5 EUR | 1,5 Mio. € = 1500000 EUR | 3 Mrd. Euro = 3000000000 EUR | 250 Tsd. € = 250000 EUR | 150 TEUR = 150000 EUR
de-DE | 12,50 €/kg = 12.5 EUR | 3,99 € / Stück = 3.99 EUR | 9,90 € pro Monat = 9.9 EUR | 450 € mtl. = 450 EUR | VB 250 € = 250 EUR
de-DE | 250 € VB = 250 EUR | 250€ VHB = 250 EUR | UVP 49,95 € = 49.95 EUR | nur 9,99 € = 9.99 EUR | ca. 30 € = 30 EUR
de-DE | bis zu 500 € = 500 EUR | 10-20 € = text | 10 – 20 Euro = text | 10 bis 20 € = text | statt 20 € nur 15 € = text
de-DE | kostenlos = text | gratis = text | auf Anfrage = text | 12,50 € inkl. MwSt. = 12.5 EUR | 12,50 € zzgl. MwSt. = 12.5 EUR
de-DE | 12,50 € netto = 12.5 EUR | 12,50 € brutto = 12.5 EUR | 12.50 € = 12.5 EUR | 1,234.50 € = 1234.5 EUR | 5 Euro 50 = 5.5 EUR
de-DE | 5 Euro und 50 Cent = 5.5 EUR | 10 $ = 10 USD | 10 US-Dollar = 10 USD | 10 Pfund = 10 GBP | 10 Franken = 10 CHF | je 5 € = 5 EUR
de-DE | 12,50 €* = 12.5 EUR | Preis: 12,50 € = 12.5 EUR | 20 DM = 20 DEM | 2x 5 € = text | 1 250,00 € = 1250 EUR
de-AT | € 1.250,00 = 1250 EUR | € 5,- = 5 EUR | € 12,90 = 12.9 EUR | 12,90 € = 12.9 EUR | EUR 3.400,- = 3400 EUR
de-CH | Fr. 12.- = 12 CHF | Fr. 12.50 = 12.5 CHF | CHF 1'234.50 = 1234.5 CHF | CHF 1’234.– = 1234 CHF | 12.50 CHF = 12.5 CHF
de-CH | SFr. 5.95 = 5.95 CHF | 50 Rappen = 0.5 CHF | 50 Rp. = 0.5 CHF | Fr. -.50 = 0.5 CHF | CHF 2.5 Mio. = 2500000 CHF | 5.- = 5
fr-FR | 12,50 € = 12.5 EUR | 12€50 = 12.5 EUR | 1 234,50 € = 1234.5 EUR | 5 euros = 5 EUR | 5 € TTC = 5 EUR | 5 € HT = 5 EUR
fr-FR | à partir de 19,99 € = 19.99 EUR | dès 5 € = 5 EUR | 3,50 €/kg = 3.5 EUR | 50 centimes = 0.5 | 30 € par mois = 30 EUR
fr-FR | 1,5 M€ = 1500000 EUR | 12 k€ = 12000 EUR | 2 millions d'euros = 2000000 EUR | 3 milliards € = 3000000000 EUR | 25 $US = 25 USD
fr-FR | 10 à 20 € = text | entre 10 et 20 € = text | gratuit = text | sur devis = text | 5 000 FCFA = 5000 | 100 francs = 100
fr-FR | 12.50 € = 12.5 EUR | EUR 12,50 = 12.5 EUR | 1.234,50 € = 1234.5 EUR | -12,50 € = -12.5 EUR | 10 € l'unité = 10 EUR
fr-CA | 12,50 $ = 12.5 CAD | 1 234,50 $ = 1234.5 CAD | 12,50 $ CA = 12.5 CAD | 10 $ US = 10 USD | 99 ¢ = 0.99 | 15 $/mois = 15 CAD
fr-CH | CHF 12.50 = 12.5 CHF | Fr. 1'250.- = 1250 CHF | 5 francs = 5 CHF | 20 centimes = 0.2
es-ES | 12,50 € = 12.5 EUR | 1.234,50 € = 1234.5 EUR | 5 euros = 5 EUR | desde 9,95 € = 9.95 EUR | 50 céntimos = 0.5
es-ES | 12'50 € = 12.5 EUR | 3 €/kg = 3 EUR | 20 € al mes = 20 EUR | 2 millones de euros = 2000000 EUR | 10 € + IVA = 10 EUR
es-ES | 10 € IVA incluido = 10 EUR | entre 5 y 10 € = text | 10 a 20 € = text | 20 dólares = 20 USD | 1250 € = 1250 EUR
es-MX | $1,234.50 = 1234.5 MXN | $1,234.50 MXN = 1234.5 MXN | MX$ 99 = 99 MXN | US$50 = 50 USD | 100 pesos = 100 MXN | $99 M.N. = 99 MXN
es-AR | $ 1.234,50 = 1234.5 ARS | $1.500 = 1500 ARS | U$S 100 = 100 USD | u$d 50 = 50 USD | AR$ 500 = 500 ARS | 200 pesos = 200 ARS
es-CL | $12.990 = 12990 CLP | $ 1.299.990 = 1299990 CLP | CLP 5.000 = 5000 CLP | CLP$ 5.000 = 5000 CLP | US$ 10 = 10 USD
es-CO | $ 45.000 = 45000 COP | COP 45.000 = 45000 COP | $1.200.000 = 1200000 COP
es-PE | S/ 25.50 = 25.5 PEN | S/. 25.50 = 25.5 PEN | PEN 100 = 100 PEN | 30 soles = 30 PEN
it-IT | € 12,50 = 12.5 EUR | 12,50 € = 12.5 EUR | 1.234,50 euro = 1234.5 EUR | a partire da 9,90 € = 9.9 EUR | da 9,90 € = 9.9 EUR
it-IT | 50 centesimi = 0.5 | 10 € + IVA = 10 EUR | 3 milioni di euro = 3000000 EUR | 5 €/mese = 5 EUR | € 1.250 = 1250 EUR | 20 € cad. = 20 EUR
it-IT | da 10 a 20 € = text | omaggio = text | € 5,00.- = 5 EUR | 10.000 lire = 10000 ITL | € 2,5 mln = 2500000 EUR
pt-BR | R$ 12,50 = 12.5 BRL | R$12,50 = 12.5 BRL | R$ 1.234,50 = 1234.5 BRL | R$ 1.250 = 1250 BRL | 10 reais = 10 BRL
pt-BR | R$ 2 mil = 2000 BRL | R$ 1,5 milhão = 1500000 BRL | 50 centavos = 0.5 | a partir de R$ 99 = 99 BRL | R$ 10 a R$ 20 = text
pt-BR | US$ 20 = 20 USD | BRL 30,00 = 30 BRL | R$ 9,90/mês = 9.9 BRL | -R$ 5,00 = -5 BRL | R$ -5,00 = -5 BRL | R$ 3 bi = 3000000000 BRL
pt-BR | 10x de R$ 9,90 = text | R$ 19,90 cada = 19.9 BRL | grátis = text | R$ 0,50 = 0.5 BRL
pt-PT | 12,50 € = 12.5 EUR | 12€50 = 12.5 EUR | 5 euros = 5 EUR | desde 10 € = 10 EUR | 50 cêntimos = 0.5 | 1 234,50 € = 1234.5 EUR
nl-NL | € 12,50 = 12.5 EUR | €12,50 = 12.5 EUR | € 1.234,50 = 1234.5 EUR | € 5,- = 5 EUR | € 5,-- = 5 EUR | vanaf € 9,99 = 9.99 EUR
nl-NL | 5 euro = 5 EUR | 50 cent = 0.5 | € 1,5 miljoen = 1500000 EUR | € 3 mld = 3000000000 EUR | € 10 p.p. = 10 EUR | € 5 per stuk = 5 EUR
nl-NL | € 10 excl. btw = 10 EUR | € 10 incl. btw = 10 EUR | gratis = text | € 10 - € 20 = text | €-12,50 = -12.5 EUR | nu € 5 = 5 EUR
nl-BE | 12,50 EUR = 12.5 EUR | € 1.250,00 = 1250 EUR | 12,50€ = 12.5 EUR
sv-SE | 1 234,50 kr = 1234.5 SEK | 100 kr = 100 SEK | 100:- = 100 | 49:90 = 49.9 | 49:90 kr = 49.9 SEK | SEK 100 = 100 SEK
sv-SE | 100 kronor = 100 SEK | 50 öre = 0.5 SEK | från 99 kr = 99 SEK | 99 kr/st = 99 SEK | 5 mkr = 5000000 SEK | 10 tkr = 10000 SEK
sv-SE | 2 miljoner kronor = 2000000 SEK | 100 kr exkl. moms = 100 SEK | 10-20 kr = text | 2 mdkr = 2000000000 SEK | 100 SEK = 100 SEK
nb-NO | kr 100 = 100 NOK | 100 kr = 100 NOK | kr 1 234,50 = 1234.5 NOK | 100,- = 100 | kr. 100,- = 100 NOK | NOK 99 = 99 NOK | 50 øre = 0.5 NOK
da-DK | 100 kr. = 100 DKK | kr. 100 = 100 DKK | 1.234,50 kr. = 1234.5 DKK | 100,- = 100 | 99,95 kr = 99.95 DKK | DKK 50 = 50 DKK | 25 øre = 0.25 DKK
fi-FI | 12,50 € = 12.5 EUR | 1 234,50 € = 1234.5 EUR | 5 euroa = 5 EUR | 3,99 €/kg = 3.99 EUR | alk. 9,90 € = 9.9 EUR
pl-PL | 12,50 zł = 12.5 PLN | 1 234,50 zł = 1234.5 PLN | 1.234,50 zł = 1234.5 PLN | 99 PLN = 99 PLN | 5 złotych = 5 PLN | 50 gr = 0.5 PLN
pl-PL | od 19,99 zł = 19.99 PLN | 5 tys. zł = 5000 PLN | 2 mln zł = 2000000 PLN | 3 zł/kg = 3 PLN | 10 zł netto = 10 PLN | 10-20 zł = text
pl-PL | 19,- zł = 19 PLN | 5 zł 50 gr = 5.5 PLN | za darmo = text | 20 euro = 20 EUR | 30 groszy = 0.3 PLN | 4 mld zł = 4000000000 PLN
cs-CZ | 1 234,50 Kč = 1234.5 CZK | 99 Kč = 99 CZK | 99,- Kč = 99 CZK | 99,- = 99 | od 199 Kč = 199 CZK | CZK 500 = 500 CZK
hu-HU | 1 990 Ft = 1990 HUF | 12.990 Ft = 12990 HUF | 5000 forint = 5000 HUF | 2 990,- Ft = 2990 HUF | HUF 3 500 = 3500 HUF
ro-RO | 12,50 lei = 12.5 RON | 1.234,50 lei = 1234.5 RON | 99 RON = 99 RON | 50 bani = 0.5 RON
tr-TR | 12,50 TL = 12.5 TRY | ₺1.234,50 = 1234.5 TRY | 1.250 TL = 1250 TRY | 99,90₺ = 99.9 TRY | 50 kuruş = 0.5 TRY
ru-RU | 1 234,50 ₽ = 1234.5 RUB | 990 руб. = 990 RUB | 5 рублей = 5 RUB | 50 копеек = 0.5 RUB | 1,5 млн руб. = 1500000 RUB | от 100 ₽ = 100 RUB
uk-UA | 1 234,50 грн = 1234.5 UAH | 99 ₴ = 99 UAH | 5 гривень = 5 UAH
el-GR | 12,50 € = 12.5 EUR | 1.234,50 € = 1234.5 EUR | 5 ευρώ = 5 EUR | 50 λεπτά = 0.5 EUR
ja-JP | ¥1,200 = 1200 JPY | ￥1,200 = 1200 JPY | 1,200円 = 1200 JPY | 1200円（税込） = 1200 JPY | 1,200円(税抜) = 1200 JPY | 3万円 = 30000 JPY
ja-JP | 1億2000万円 = 120000000 JPY | １，２００円 = 1200 JPY | 500円〜 = 500 JPY | 500円～1000円 = text | 無料 = text | 50ドル = 50 USD | JPY 980 = 980 JPY
ja-JP | 税込1,980円 = 1980 JPY | 約3000円 = 3000 JPY | 1個100円 = text | 100円/個 = 100 JPY | -¥500 = -500 JPY | 20ユーロ = 20 EUR
zh-CN | ¥99.00 = 99 CNY | ￥99 = 99 CNY | 99元 = 99 CNY | 99.5元 = 99.5 CNY | RMB 100 = 100 CNY | 人民币100元 = 100 CNY | 3.5万元 = 35000 CNY
zh-CN | 99元起 = 99 CNY | 10元/斤 = 10 CNY | 免费 = text | 10-20元 = text | 5块 = 5 CNY | 2亿元 = 200000000 CNY | 50美元 = 50 USD | 5角 = 0.5 CNY
zh-TW | NT$ 1,200 = 1200 TWD | NT$99 = 99 TWD | 1,200元 = 1200 TWD | 新台幣500元 = 500 TWD | 免費 = text
ko-KR | ₩15,000 = 15000 KRW | 15,000원 = 15000 KRW | 1만5천원 = 15000 KRW | 3만 원 = 30000 KRW | 무료 = text | KRW 9,900 = 9900 KRW
ar-EG | ١٢٣٫٥٠ ج.م. = 123.5 EGP | 50 جنيه = 50 EGP | EGP 250 = 250 EGP | ١٬٢٣٤ ج.م = 1234 EGP
ar-AE | 75 درهم = 75 AED | AED 75 = 75 AED | 75 د.إ = 75 AED | Dhs. 75 = 75 AED
he-IL | ₪ 45.90 = 45.9 ILS | 45.90 ₪ = 45.9 ILS | 45 שקל = 45 ILS | 45 ש"ח = 45 ILS
hi-IN | ₹ 1,250 = 1250 INR | 500 रुपये = 500 INR | ₹2 लाख = 200000 INR | रु. 99 = 99 INR
id-ID | Rp 15.000 = 15000 IDR | Rp15.000,- = 15000 IDR | Rp 1,5 juta = 1500000 IDR | IDR 50.000 = 50000 IDR | Rp. 25.000 = 25000 IDR
ms-MY | RM 12.50 = 12.5 MYR | RM1,250.00 = 1250 MYR | MYR 5 = 5 MYR | 50 sen = 0.5 MYR
th-TH | ฿350 = 350 THB | 350 บาท = 350 THB | 1,250.50 บาท = 1250.5 THB | THB 99 = 99 THB
vi-VN | 250.000 ₫ = 250000 VND | 250.000đ = 250000 VND | 1.250.000 VND = 1250000 VND | 50 nghìn đồng = 50000 VND
`;

export const priceCases: readonly PriceCase[] = table
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [locale = "", ...prices] = line.split(" | ");
    return prices.map((price) => readCase(locale, price));
  });

function readCase(locale: string, price: string): PriceCase {
  const [raw = "", meaning = ""] = price.split(" = ");
  const [amount = "", currency = null] = meaning.split(" ");
  return { locale, raw, value: amount === "text" ? null : Number(amount), currency };
}
