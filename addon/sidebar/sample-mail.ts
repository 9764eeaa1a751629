/** What "Try a sample mail" puts into the composer: three invoices, two currencies, numbers with leading zeros. */
export const sampleMail = `From: Priya Raman <priya.raman@harbourlane.example>
To: accounts@harbourlane.example
Subject: Three invoices for the March run

Hello Jonas,

please find below the three invoices that came in this week. They are all approved.

Invoice number: 0004711
Seller: Nordlicht Energie GmbH
Invoice date: 3 March 2026
Due date: 2 April 2026
Net amount: EUR 1,240.00
Tax: EUR 235.60
Total: EUR 1,475.60

Invoice number: 0098123
Seller: Baxter & Lowe Printing Ltd
Invoice date: 9 March 2026
Due date: 23 March 2026
Net amount: USD 860.50
Tax: USD 68.84
Total: USD 929.34

Invoice number: 0000385
Seller: Atelier Moreau SARL
Invoice date: 12 March 2026
Due date: 11 April 2026
Net amount: EUR 2,015.75
Tax: EUR 403.15
Total: EUR 2,418.90

Could you schedule the payments so that none of them is late?

Best regards
Priya Raman
`;
