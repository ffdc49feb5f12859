/**
 * Ordinary words that people put into capitals for emphasis. Anything else in capitals may be an abbreviation, a name
 * or a code, so only these count on their own.
 */
export const EMPHASISED: ReadonlySet<string> = new Set(
  `about absolutely after again all already also always amazing any anything ask attention awesome bad because before best better both but call
   can cannot cancelled careful check clearly completely correct customer customers day days did does done don't each early easy either enough
   entire entirely even ever every everyone everything exactly extra extremely fast final finally first fixed for forever free friday from full fully
   get give going gone good great had half happy has have help here hours how huge immediately important impossible in including instead
   intended is its just keep know late later least less limited long love made make many may maybe minutes monday money more most much must
   need needed needs never new next nobody none not nothing notice now of offer often once one only open or order original other our out over
   own paid pay perfect please possible promise properly question read really received refund reply required right safe same saturday save see
   seen sent should simple since so some something soon sorry special still stop sunday super sure take tell thank thanks that the their then there
   these they thing things this those three thursday time today together tomorrow too top totally tuesday twice two under unfortunately until
   urgent use used very wait want was we wednesday week weeks welcome well were what when where which who whole why will with within without
   wonderful word worst wrong year years yes yesterday yet you your yours`
    .trim()
    .split(/\s+/),
)
