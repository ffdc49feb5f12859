import listed from 'email-providers/all.json' with { type: 'json' }

/** The great providers have a domain for most countries, more than any list names. */
const FAMILIES =
  /^(?:yahoo|ymail|hotmail|outlook|live|windowslive|msn|aol|gmx|yandex|googlemail)\.(?:[a-z]{2,4}|com?\.[a-z]{2})$/

/** Domains that `email-providers` lists though they stand for no mailbox: people write them in examples. */
const STANDINS: ReadonlySet<string> = new Set(
  'example.com test.com test.de yourdomain.com mydomain.com name.com'.split(' '),
)

/** Providers and access companies with mailboxes for everybody that `email-providers` 2.26 lacks, by country. Seen 2026. */
const MORE = `
  eim.ae emirates.net.ae ciudad.com.ar aon.at chello.at drei.at inode.at kabsi.at liwest.at tele2.at utanet.at
  aapt.net.au adam.com.au base.be brutele.be pandora.be proximus.be scarlet.be dir.bg gbg.bg mail.bg pop.com.br
  superig.com.br tut.by bell.ca eastlink.ca nb.sympatico.ca primus.ca videotron.qc.ca xplornet.ca green.ch hispeed.ch
  netplus.ch quickline.ch sunrise.ch swissonline.ch vtxnet.ch 189.cn sina.com.cn wo.cn 139.com au.com bredband2.com
  brighthouse.com cableone.com dbmail.com dreamwiz.com duck.com empal.com fastmail.com hanmir.com iafrica.com
  insightbb.com jazzfree.com kakao.com madasafish.com mailfence.com mynet.com netvigator.com nifty.com onmail.com
  ono.com plus.com plusnet.com rediff.com skiff.com sohu.com startmail.com streamyx.com superonline.com t-online.com
  teksavvy.com telia.com ttmail.com tuta.com tutamail.com tutanota.com tyfonmail.com vip.163.com vsnl.com welho.com
  willcom.com xfinity.com xplornet.com ya.com zohomail.com phonecoop.coop cytanet.com.cy atlas.cz iol.cz quick.cz
  spoluzaci.cz tiscali.cz volny.cz alice-dsl.de alice.de htp-tel.de kabelbw.de magenta.de mail.de mnet-mail.de
  mnet-online.de netcologne.de o2mail.de o2online.de osnanet.de posteo.de tele2.de tutanota.de unitybox.de versanet.de
  vodafone.de vodafonemail.de email.dk fibermail.dk jubii.dk mail.dk mail.tele.dk ofir.dk post.tele.dk privat.dk
  stofanet.dk tdc.dk tdcadsl.dk webspeed.dk youmail.dk neti.ee online.ee movistar.es orange.es interia.eu onet.eu
  zohomail.eu elisanet.fi kolumbus.fi mbnet.fi netti.fi pp.inet.fi saunalahti.fi suomi24.fi 9online.fr bbox.fr
  libertysurf.fr noos.fr numericable.fr hol.gr in.gr otenet.gr hi.t-com.hr inet.hr net.hr optinet.hr t-com.hr vip.hr
  zg.t-com.hr chello.hu citromail.hu digikabel.hu indamail.hu invitel.hu upcmail.hu vipmail.hu eir.ie gofree.indigo.ie
  indigo.ie iol.ie vodafone.ie 012.net.il sancharnet.in tuta.io internet.is simnet.is visir.is aruba.it fastwebnet.it
  pec.it tim.it vodafone.it windtre.it asahi-net.or.jp biglobe.ne.jp dion.ne.jp eonet.ne.jp goo.jp ocn.ne.jp
  plala.or.jp rakuten.jp so-net.ne.jp softbank.jp ymail.ne.jp ymobile.ne.jp lycos.co.kr inbox.lt one.lt takas.lt
  delfi.lv menara.ma keemail.me tm.net.my 013.net a1.net alice-dsl.net amis.net belgacom.net bezeqint.net bigmir.net
  bredband.net caiway.net cantv.net cegetel.net cogeco.net consolidated.net dnainternet.net euskaltel.net ewe.net
  ewetel.net glocalnet.net hinet.net lyse.net mediacombb.net metrocast.net msa.hinet.net mts.net mymts.net pldtdsl.net
  plus.net posteo.net riseup.net sasktel.net siol.net sparklight.net spectrum.net suddenlink.net t-2.net
  telefonica.net telemach.net telkomsa.net turk.net uwclub.net verat.net volja.net vsnl.net vtr.net caiway.nl
  casema.nl delta.nl kpnplanet.nl online.nl onsbrabantnet.nl quicknet.nl solcon.nl tele2.nl telfort.nl tiscali.nl
  upcmail.nl versatel.nl wanadoo.nl xs4all.nl zeelandnet.nl ziggo.nl altibox.no broadpark.no frisurf.no getmail.no
  online.no start.no clear.net.nz ihug.co.nz orcon.net.nz paradise.net.nz slingshot.co.nz vodafone.co.nz disroot.org
  autograf.pl buziaczek.pl go2.pl int.pl neostrada.pl onet.com.pl op.pl poczta.onet.pl prokonto.pl tlen.pl vp.pl
  clix.pt iol.pt mail.telepac.pt netcabo.pt telepac.pt zonmail.pt clicknet.ro k.ro rdslink.ro eunet.rs mts.rs
  open.telekom.rs ptt.rs sbb.rs autorambler.ru internet.ru lenta.ru narod.ru ro.ru xmail.ru bahnhof.se comhem.se
  passagen.se swipnet.se tele2.se telia.se starhub.net.sg atlas.sk azet.sk orangemail.sk stonline.sk szm.sk zoznam.sk
  ttnet.net.tr pchome.com.tw seed.net.tw email.ua mail.ua meta.ua online.ua zen.co.uk adinet.com.uy absamail.co.za
  mweb.co.za polka.co.za vodamail.co.za`

const PROVIDERS: ReadonlySet<string> = new Set([
  ...listed.filter((domain) => !STANDINS.has(domain)),
  ...MORE.trim().split(/\s+/),
])

/** True for a domain at which anybody can have a mailbox, as at gmail.com; any case. */
export function isMailProvider(domain: string): boolean {
  const lower = domain.toLowerCase()
  return PROVIDERS.has(lower) || FAMILIES.test(lower)
}
