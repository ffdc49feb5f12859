/** Stretches that are no English prose: addresses, code, paths, numbers with letters, quoted words, template fields. */
const NO_PROSE = new RegExp(
  [
    /`[^`\n]{1,300}`/u,
    /\bh[tps]{2,6}:\/\/\S{1,2000}|\bwww\.\S{1,500}/u,
    /[\w.+'-]{1,64}@[\w.-]{1,255}/u,
    /\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|io|app|dev|co|uk|de|fr|eu|us|ca|au|nz|ie|in|info|biz|me|ly|tv|ai|example|js|ts|py|json|xml|csv|tsv|log|bin|exe|dmg|pkg|iso|cfg|conf|ini|ya?ml|pdf|docx?|xlsx?|pptx?|odt|txt|rtf|png|jpe?g|gif|svg|webp|heic|mp[34]|mov|avi|wav|zip|rar|gz|tar|eml|msg|ics|html?|css|php|sql)\b(?:\/\S{0,500})?/u,
    /\{\{[^}\n]{0,200}\}\}|\[[^\]\n]{0,200}\]|<[^<>\n]{0,200}>|%\w{1,40}%|\$\{?\w{1,60}\}?/u,
    /"[^"\n]{1,120}"|“[^”\n]{1,120}”|„[^“”\n]{1,120}[“”]|«[^»\n]{1,120}»|(?<![\p{L}\d])'[^'\n]{1,80}'(?![\p{L}\d])|(?<![\p{L}\d])‘[^’\n]{1,80}’(?![\p{L}\d])/u,
    /(?<![^\s(])(?:~|[A-Za-z]:)?[\\/][\w.$~-]{1,80}(?:[\\/][\w.$~-]{0,80}){0,20}/u,
    /(?<![^\s(])--?[a-z][\w-]{0,40}(?:=\S{0,100})?/u,
    /[@#][\w-]{1,60}|(?<![^\s(])\.\w{1,8}\b/u,
    /[^\s]{0,60}[_=|][^\s]{0,60}/u,
    /[\p{L}-]{0,40}\d[\p{L}\d/.,:-]{0,60}/u,
  ]
    // Each has the flag u of its own, without which \p would be read as p.
    .map(({ source }) => source)
    .join('|'),
  'gu',
)
/** A line that is code, not writing; looked at in its first 400 characters. */
const CODE_LINE =
  /^(?: {4}|\t)[^\n]{0,200}[;{}()=<>$|\\]|[;{}][ \t]{0,20}$|=>|\);|<\/|\|[ \t]|^[ \t]{0,20}(?:(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER)|[$>#])[ \t]/
const LINE_READ = 400

/**
 * The text with everything that is no prose blanked out, so that offsets stay. With another `filler` than a space the
 * places stay visible as one odd word, and plain numbers stay as they are.
 */
export function proseOf(text: string, filler = ' '): string {
  const blank = (words: string) =>
    filler !== ' ' && NUMBER.test(words) ? words : words.replace(filler === ' ' ? /[^\n]/g : /[^\s]/g, filler)
  const lines = text
    .split('\n')
    .map((line) => (CODE_LINE.test(line.slice(0, LINE_READ)) ? line.replace(/./g, ' ') : line))
  return lines.join('\n').replace(NO_PROSE, blank)
}

const NUMBER = /^\d{1,12}(?:[.,:]\d{1,6})*[.,:]?$/
