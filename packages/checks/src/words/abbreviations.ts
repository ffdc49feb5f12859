/** Abbreviations that any customer knows, in capitals. */
export const COMMON_ABBREVIATIONS: ReadonlySet<string> = new Set(
  `API CSV XLS XLSX DOC DOCX ISP LTE GSM IOS UI AOL CNN MSN DSL ABS ADHD BBQ BMI BRB CBD CPU GPU DDR DVLA EBAY ESPN EV EVS FIFA UEFA IELTS TOEFL IRL MMS NATO NBA NFL NHL OCR OEM PPE RCD RGB RPM SPAM TSA UNESCO UNICEF WHO WWF WWW ABC NBC PBS MTV HBO AC AD AI AKA AM ASAP ATM AV BBC BC BCC BLT BMW BTW BYO CCTV CC CD CEO CET CEST CFO CIA CO CTO CV DHL DIY DJ DM DNA DNS DOB DPD DVD DVDS DVLA EC ECG EDT EFT EEA EFTPOS EIN EORI EST ETA EU EUR
   FAO FAQ FAQS FBI FM FYI FTP GB GBP GDPR GIF GLS GMT GP GPS GTIN HD HDMI HGV HMRC HP HQ HR HTML HTTP HTTPS IBAN BIC SWIFT ID IDS IE IKEA IMEI INC INR IP IPAD IQ IRS ISBN ISO IT IVA JPG JPEG JSON JST KFC KG KM KYC LAN LCD LED LEGO LGBT LLC LLP LP LTD MB MBA
   MC MD MOT MP MPG MPV MRI MS NA NASA NB NDA NEC NFC NGO NHS NI NO OFF OK ON OS OTP PA PAYE PAYG PC PCS PDF PDFS PE PHD PIN PINS PLC PM PMS PNG PO POS PPS PR PS PSU PST PT PTO PUK PVC QA QC QR RAM RAL REF RFID ROI RRP RSS RSVP RV SAT SEO SEPA SIM SKU SMS SOS SPF SQL SSD SSN SSL STD SUV SW
   TBC TBD TIF TIFF TFL TLS TNT TV TVS UAE UFO UHD UK UN UPS URL URLS US USA USB USD USP USPS UTC UV VAT VHS VIN VIP VIPS VOIP VPN WC WI WIFI WLAN WPS XL XS XXL XXXL XML YMCA ZIP AA AAA BST CAD CHF AUD DKK NOK SEK PLN CZK HUF NZD JPY CNY
   DJS DIN EN UL CE FCC BA BSC MA MSC PHD DR MR MRS NY NYC LA DC CA TX FL IL WA SF UKAS NE NW SE AND OR NOT ALL NEW FREE YES`
    .trim()
    .split(/\s+/),
)

/** Words of contracts and offices that no customer uses. */
export const OFFICIALESE =
  /\b(?:hereby|herewith|hereinafter|hereto|heretofore|herein|therein|thereof|thereto|whereby|wherefore|aforementioned|aforesaid|undersigned|notwithstanding|pursuant to|inter alia|mutatis mutandis|prima facie|bona fide|ex gratia|pro rata temporis|force majeure|without prejudice|indemnif(?:y|ication)|in lieu of|vis-à-vis|per annum|remit(?:tance)? advice|dunning|chargeable event|rescission|estoppel|subrogation|devann?ed|cross[- ]?dock(?:ed|ing)?|drop[- ]?ship(?:ped|ment)|de-?provision(?:ed|ing)?|re-?provision(?:ed|ing)?|backend|middleware|payload|cron(?: ?job)?|regression bug|race condition|stack trace|hotfix(?:ed)?|cache invalidation|tier[- ]?[23]|L[123] (?:team|support)|second[- ]level support|SLA breach|RMA process|churn|upsell|onboarding flow|deprecat(?:ed|ion)|sandbox(?:ed)?|tenant (?:id|migration))\b/i
