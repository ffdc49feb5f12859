/**
 * Words that templates name their fields with. Sources: the merge-tag pages of Zendesk, Gorgias, Zammad, Kayako, Cerb,
 * Mailchimp, Klaviyo, HubSpot, Salesforce, ActiveCampaign and others, and public collections of reply templates.
 */
const split = (words: string) => words.trim().split(/\s+/)

/** Words that name what belongs in a slot: one of them must stand in it. */
export const NAMING_WORDS: ReadonlySet<string> = new Set(
  split(`
    name names firstname lastname fullname fname lname surname username title address number numbers num nr no id code date
    time day days hour hours week weeks month months timeframe period amount price total link url subject issue reason
    detail details description topic product item model company customer client recipient agent representative signature
    salutation greeting phone telephone tel fax mobile email mail location analysis explanation solution step steps list
    feature question problem order invoice ticket case tracking reference account refund store percentage quantity
    vorname nachname anrede kunde kundenname kundennummer bestellnummer rechnungsnummer firma datum betrag betreff
    nom prénom prenom société societe nombre apellido apellidos empresa fecha nome cognome azienda voornaam achternaam
    naam bedrijf navn namn etunimi sukunimi imię imie nazwisko`),
)

/** Words that may stand beside them. */
export const FIELD_WORDS: ReadonlySet<string> = new Set([
  ...NAMING_WORDS,
  ...split(`
    first last full given family middle sir contact requester sender rep manager team shop business organisation
    organization incident booking policy contract serial website web street shipping delivery billing due start end
    expiry return support original relevant specific related next job department city town country state zip postal post
    year sum cost value currency message position role status method option service acc x n xx xxx the of and or your our
    my their here working calendar new current`),
])
