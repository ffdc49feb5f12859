/** Answers as mail programs send them as plain text in other languages. Marks as in `segments.test.ts`. */
export const TEXT_LANGUAGES: Readonly<Record<string, string>> = {
  'Outlook in Japanese': `
o|本日発送いたしました。
 |
q0|差出人: Ann Lee <ann@fern.example>
q0|送信日時: 2026年3月3日 10:04
q0|宛先: help@acme.example
q0|件名: ケトル
 |
q1|どこですか。`,
  'Outlook in Polish': `
o|Wysłaliśmy dzisiaj.
 |
q0|Od: Ann Lee <ann@fern.example>
q0|Wysłane: wtorek, 3 marca 2026 10:04
q0|Do: help@acme.example
q0|Temat: Czajnik
 |
q1|Gdzie jest?`,
  'Outlook in Danish': `
o|Den er sendt.
 |
o|Venlig hilsen
o|Jo
 |
q0|Fra: Ann Lee <ann@fern.example>
q0|Sendt: 3. marts 2026 10:04
q0|Til: help@acme.example
q0|Emne: Kedel
 |
q1|Hvor er den?`,
  'Outlook in Italian': `
o|Spedito stamattina.
 |
q0|Da: Ann Lee <ann@fern.example>
q0|Inviato: martedì 3 marzo 2026 10:04
q0|A: help@acme.example
q0|Oggetto: Bollitore
 |
q1|Dov'è?`,
  'Outlook in Spanish, with the old rule': `
o|Enviado esta mañana.
 |
q0|-----Mensaje original-----
q0|De: Ann Lee [mailto:ann@fern.example]
q0|Enviado el: martes, 3 de marzo de 2026 10:04
q0|Para: help@acme.example
q0|Asunto: Hervidor
 |
q1|¿Dónde está?`,
  'Outlook in Portuguese': `
o|Enviado hoje.
 |
q0|De: Ann Lee <ann@fern.example>
q0|Enviada em: terça-feira, 3 de março de 2026 10:04
q0|Para: help@acme.example
q0|Assunto: Chaleira
 |
q1|Onde está?`,
  'Outlook in Swedish': `
o|Skickad i dag.
 |
q0|Från: Ann Lee <ann@fern.example>
q0|Skickat: den 3 mars 2026 10:04
q0|Till: help@acme.example
q0|Ämne: Kittel
 |
q1|Var är den?`,
  'Outlook in Czech': `
o|Odesláno dnes.
 |
q0|Od: Ann Lee <ann@fern.example>
q0|Odesláno: úterý 3. března 2026 10:04
q0|Komu: help@acme.example
q0|Předmět: Konvice
 |
q1|Kde je?`,
  'Outlook in Turkish': `
o|Bugün gönderildi.
 |
q0|Gönderen: Ann Lee <ann@fern.example>
q0|Gönderildi: 3 Mart 2026 Salı 10:04
q0|Kime: help@acme.example
q0|Konu: Su ısıtıcı
 |
q1|Nerede?`,
  'Apple Mail in German, sent from a telephone': `
o|Ist unterwegs.
 |
s|Von meinem iPhone gesendet
 |
q0|Am 03.03.2026 um 10:04 schrieb Ann Lee <ann@fern.example>:
 |
q1|> Wo ist er?`,
  'Apple Mail in French, answers between': `
q0|Le 3 mars 2026 à 10:04, Ann Lee <ann@fern.example> a écrit :
 |
q1|> Est-elle en stock ?
 |
o|Oui.
 |
q1|> Quand arrive-t-elle ?
 |
o|Jeudi.`,
  'Apple Mail in Japanese': `
o|発送しました。
 |
q0|2026/03/03 10:04、Ann Lee <ann@fern.example>のメール:
 |
q1|> どこですか。`,
  'Gmail in Japanese': `
o|発送しました。
 |
q0|2026年3月3日(火) 10:04 Ann Lee <ann@fern.example>:
 |
q1|> どこですか。`,
  'Gmail in Chinese': `
o|已经发货。
 |
q0|Ann Lee <ann@fern.example> 于2026年3月3日周二 10:04写道：
 |
q1|> 在哪里？`,
  'Gmail in Korean': `
o|발송했습니다.
 |
q0|2026년 3월 3일 (화) 오전 10:04, Ann Lee <ann@fern.example>님이 작성:
 |
q1|> 어디에 있나요?`,
  'Gmail in Polish': `
o|Wysłane.
 |
q0|wt., 3 mar 2026 o 10:04 Ann Lee <ann@fern.example> napisał(a):
 |
q1|> Gdzie jest?`,
  'Gmail in Czech': `
o|Odesláno.
 |
q0|út 3. 3. 2026 v 10:04 odesílatel Ann Lee <ann@fern.example> napsal:
 |
q1|> Kde je?`,
  'Gmail in Russian': `
o|Отправлено.
 |
q0|вт, 3 мар. 2026 г. в 10:04, Ann Lee <ann@fern.example>:
 |
q1|> Где он?`,
  'Gmail in Turkish': `
o|Gönderildi.
 |
q0|Ann Lee <ann@fern.example>, 3 Mar 2026 Sal, 10:04 tarihinde şunu yazdı:
 |
q1|> Nerede?`,
  'Gmail in Hungarian': `
o|Elküldtük.
 |
q0|Ann Lee <ann@fern.example> ezt írta (időpont: 2026. márc. 3., K, 10:04):
 |
q1|> Hol van?`,
  'Gmail in Finnish': `
o|Lähetetty.
 |
q0|ti 3.3.2026 klo 10.04 Ann Lee (ann@fern.example) kirjoitti:
 |
q1|> Missä se on?`,
  'Gmail in Danish, two lines': `
o|Den er sendt.
 |
q0|Den tirs. 3. mar. 2026 kl. 10.04 skrev Ann Lee
q0|<ann@fern.example>:
 |
q1|> Hvor er den?`,
  'Outlook English, bold stars by a converter': `
o|Done.
 |
q0|*From:* Ann Lee <ann@fern.example>
q0|*Sent:* 03 March 2026 10:04
q0|*To:* Help <help@acme.example>
q0|*Subject:* Kettle
 |
q1|Please cancel it.`,
  'Outlook in Norwegian': `
o|Sendt i dag.
 |
o|Med vennlig hilsen
o|Jo Hart
s|Kundeservice, Acme AS
s|Tlf: +47 22 86 44 00
 |
q0|Fra: Ann Lee <ann@fern.example>
q0|Sendt: tirsdag 3. mars 2026 10:04
q0|Til: help@acme.example
q0|Emne: Kjele
 |
q1|Hvor er den?`,
  'Outlook in Finnish': `
o|Lähetetty tänään.
 |
q0|Lähettäjä: Ann Lee <ann@fern.example>
q0|Lähetetty: tiistai 3. maaliskuuta 2026 10.04
q0|Vastaanottaja: help@acme.example
q0|Aihe: Keitin
 |
q1|Missä se on?`,
  'Outlook in Chinese': `
o|今天已发货。
 |
q0|发件人: Ann Lee <ann@fern.example>
q0|发送时间: 2026年3月3日 10:04
q0|收件人: help@acme.example
q0|主题: 水壶
 |
q1|在哪里？`,
  'Outlook in Russian': `
o|Отправлено сегодня.
 |
q0|От: Ann Lee <ann@fern.example>
q0|Отправлено: 3 марта 2026 г. 10:04
q0|Кому: help@acme.example
q0|Тема: Чайник
 |
q1|Где он?`,
  'Outlook in Greek': `
o|Στάλθηκε σήμερα.
 |
q0|Από: Ann Lee <ann@fern.example>
q0|Στάλθηκε: Τρίτη, 3 Μαρτίου 2026 10:04
q0|Προς: help@acme.example
q0|Θέμα: Βραστήρας
 |
q1|Πού είναι;`,
  'Gmail in Greek': `
o|Στάλθηκε.
 |
q0|Στις Τρί 3 Μαρ 2026 στις 10:04 π.μ., ο χρήστης Ann Lee <ann@fern.example> έγραψε:
 |
q1|> Πού είναι;`,
  'Gmail in Ukrainian': `
o|Надіслано.
 |
q0|вт, 3 бер. 2026 р. о 10:04 Ann Lee <ann@fern.example> пише:
 |
q1|> Де він?`,
  'Gmail in Romanian': `
o|Trimis.
 |
q0|În mar., 3 mar. 2026 la 10:04, Ann Lee <ann@fern.example> a scris:
 |
q1|> Unde este?`,
  'Gmail in Croatian': `
o|Poslano.
 |
q0|uto, 3. ožu 2026. u 10:04 Ann Lee <ann@fern.example> napisao je:
 |
q1|> Gdje je?`,
  'Gmail in Catalan': `
o|Enviat.
 |
q0|Missatge de Ann Lee <ann@fern.example> del dia dt., 3 de març 2026 a les 10:04:
 |
q1|> On és?`,
  'Gmail in Slovak': `
o|Odoslané.
 |
q0|ut 3. 3. 2026 o 10:04 Ann Lee <ann@fern.example> napísal(a):
 |
q1|> Kde je?`,
  'Gmail in Indonesian': `
o|Sudah dikirim.
 |
q0|Pada tanggal Sel, 3 Mar 2026 pukul 10.04 Ann Lee <ann@fern.example> menulis:
 |
q1|> Di mana?`,
  'Gmail in Arabic': `
o|تم الإرسال.
 |
q0|في الثلاثاء، 3 مارس 2026 في 10:04 ص تمت كتابة ما يلي بواسطة Ann Lee <ann@fern.example>:
 |
q1|> أين هو؟`,
  'Gmail in Hebrew': `
o|נשלח.
 |
q0|בתאריך יום ג׳, 3 במרץ 2026 ב-10:04 מאת ‪Ann Lee‬‏ <‪ann@fern.example‬‏>:‬
 |
q1|> איפה זה?`,
  'Apple Mail in Dutch, bottom answer': `
q0|Op 3 mrt 2026, om 10:04 heeft Ann Lee <ann@fern.example> het volgende geschreven:
 |
q1|> Waar is hij?
 |
o|Vandaag verstuurd.
 |
o|Groet, Jo`,
  'Apple Mail in Italian': `
o|Spedito.
 |
q0|Il giorno 3 mar 2026, alle ore 10:04, Ann Lee <ann@fern.example> ha scritto:
 |
q1|> Dov'è?`,
}
