/** One list of sales, as people have it at hand: five rows, ids with zeros, dates, amounts, an empty cell. */
export const csv = `Order,Date,Customer,Amount,Email
000123,2026-03-02,"Miller, Anna","1,250.00 EUR",anna@miller.example
000124,2026-03-03,Boutique Été,89.90 EUR,
000125,2026-03-05,"Smith ""Bob""",12.00 EUR,bob@smith.example
000126,2026-03-09,Weiß GmbH,-45.50 EUR,info@weiss.example
000127,2026-03-31,Ōsaka Ltd,"2,000.00 EUR",hello@osaka.example
`;

export const markdown = `| SKU | Product | Price | In stock |
| --- | --- | ---: | --- |
| 00817 | Oak table | $1,299.00 | yes |
| 00818 | Pine chair | $149.50 | no |
| 00819 | Steel lamp | $89.00 | yes |
`;

export const json = JSON.stringify(
  [
    { id: "0007", name: "Ada Lovelace", born: "1815-12-10", share: "12.5%" },
    { id: "0008", name: "Grace Hopper", born: "1906-12-09", share: "30%" },
    { id: "0009", name: "Katherine Johnson", born: "1918-08-26", share: "57.5%" },
  ],
  null,
  2,
);

export const htmlTable = {
  text: "City\tPopulation\tFounded\nBerlin\t3,769,495\t1237\nHamburg\t1,841,179\t808\nMunich\t1,471,508\t1158",
  html: `<meta charset="utf-8"><table style="color:red"><thead><tr><th>City</th><th>Population</th><th>Founded</th></tr></thead>
<tbody><tr><td><b>Berlin</b></td><td>3,769,495</td><td>1237</td></tr>
<tr><td>Hamburg<br>(Free and Hanseatic City)</td><td>1,841,179</td><td>808</td></tr>
<tr><td>Munich</td><td>1,471,508</td><td>1158</td></tr></tbody></table>`,
};

export const notes = `Name: Lena Vogt
Phone: +49 30 1234567
Appointment: 14 April 2026
Fee: EUR 120.00

Name: Tom Berg
Phone: +49 40 7654321
Appointment: 21 April 2026
Fee: EUR 95.50
`;
