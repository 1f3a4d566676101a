/** `Subject: FW: `, `Betreff: AW: `: the name of a mail's field and the signs of its way, before words of its own. Folded text. */
const LEAD =
  /^[\s>|*]{0,12}(?:SUBJECT|SUBJ|BETREFF|BETR|OBJET|ASUNTO|ASSUNTO|OGGETTO|ONDERWERP|AMNE|EMNE|AIHE|PREDMET|VEC|TEMAT|DOTYCZY|TARGY|SUBIECT|KONU|TEEMA|TEMA|ZADEVA|ТЕМА|ОТНОСНО|ПРЕДМЕТ|ΘΕΜΑ|主题|主旨|標題|标题|件名|제목|TIEU DE|PERIHAL|FW|FWD|RE|AW|WG|TR)[*]{0,2} {0,2}[:：][*]{0,2} {0,2}(?:(?:RE|FW|FWD|AW|WG|TR|RV|RES|ENC|SV|VS|VL|ODP|PD|NA|I|R|转发|回复|轉寄|回覆|回信|転送|전달|답장)(?:\[\d{1,3}\])? {0,2}[:：] {0,2}){0,6}/;

/** The same length, spaces where the lead stood. */
export function withoutMailLead(left: string): string {
  const lead = LEAD.exec(left)?.[0] ?? '';
  return ' '.repeat(lead.length) + left.slice(lead.length);
}
