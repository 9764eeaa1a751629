import { foldWord } from "./fold.ts";

/** Beside a price, and it stays the price. */
const plain = phraseSet(
  "only,just,now,nur,jetzt,seulement,solo,sólo,só,apenas,slechts,nu,endast,tylko,price,preis,prix,precio,m.n",
);
/** Beside a price that is then not quite this one: a bound, about this, for one of several, without the tax. */
const open = phraseSet(
  "from,ab,desde,dès,da,à partir de,a partir de,a partire da,vanaf,från,fr.o.m,od,alk,от,до,je,約,〜,starting at,up to,bis zu,over,max,min," +
    "~,≈,ca,circa,approx,approximately,about,around,etwa,ungefähr,rund,environ,aprox,około," +
    "p.a,p.m,p.p,pp,pm,pcm,pw,mtl,monatlich,each,ea,cad,cada,l'unité,stk,stück,netto,brutto,net,gross,ht,ttc,vb,vhb,obo,ono,oiro,rrp,msrp,uvp,税込,税抜,起," +
    "inkl. mwst,zzgl. mwst,inkl. moms,exkl. moms,incl. vat,inc. vat,excl. vat,ex vat,+ vat,+ tax,+ iva,+ mwst,+ ust,+ tva,+ btw,+ moms,+ gst,plus tax,incl. btw,excl. btw,iva incluido,iva inclusa",
);
const per = phraseSet("/,per,pro,par,por,al,a,an,je,pr,på");

/** Whether a phrase beside a price leaves it as it is (false), open (true), or is no such phrase (null). */
export function qualifierOf(phrase: string): boolean | null {
  const folded = foldWord(phrase);
  if (plain.has(folded)) return false;
  return open.has(folded) ? true : null;
}

/** "per month", "/ kg", "pro Stück": all the words from here to the end, a few at most. */
export function isPer([first = "", ...unit]: string[]): boolean {
  const few = unit.length > 0 && unit.length <= 3;
  return few && per.has(foldWord(first)) && unit.every((word) => /\p{L}/u.test(word));
}

function phraseSet(phrases: string): Set<string> {
  return new Set(phrases.split(",").map(foldWord));
}
