const FOLLOWS = 1;
const STARTS = 2;
/** A number or time of YAML may start with it (`e1` is a number to the YAML library). */
const NUMERIC = 4;
/** No number or time of YAML has it. */
const TELLS = 8;

const [SPACE, DASH, DOT, COLON] = [32, 45, 46, 58];
const CLASSES = classes();
const LONGEST_TYPED_WORD = 5;
const TYPED_WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/**
 * Whether a string stands in YAML 1.1 as it is, as value and as key: words, names, paths, hosts, addresses, quantities.
 * Says no to some that do; they are left to the YAML library.
 */
export function isPlainText(text: string): boolean {
  const size = text.length;
  const first = size === 0 ? 0 : classOf(text.charCodeAt(0));
  if (!(first & STARTS)) return false;
  let found = 0;
  let dots = 0;
  let last = 0;
  for (let at = 0; at < size; at++) {
    const unit = text.charCodeAt(at);
    const kind = classOf(unit);
    if (kind === 0 || (unit === SPACE && last === COLON)) return false;
    if (unit === DOT) dots++;
    found |= kind;
    last = unit;
  }
  if (last === SPACE || last === COLON || last === DASH) return false;
  if (first & NUMERIC) return (found & TELLS) !== 0 || dots > 1;
  return size > LONGEST_TYPED_WORD || !TYPED_WORD.test(text);
}

function classOf(unit: number): number {
  return unit < CLASSES.length ? CLASSES[unit] : 0;
}

/** Classes of the printable ASCII characters; `#` has none, since it may start a comment. */
function classes(): Uint8Array {
  const kinds = new Uint8Array(127);
  for (let unit = SPACE; unit < kinds.length; unit++) {
    const sign = String.fromCharCode(unit);
    if (sign === '#') continue;
    kinds[unit] = FOLLOWS;
    if (/[A-Za-z0-9_/]/.test(sign)) kinds[unit] |= STARTS;
    if (/[0-9eE]/.test(sign)) kinds[unit] |= NUMERIC;
    if (/[g-swyG-SWY/]/.test(sign)) kinds[unit] |= TELLS;
  }
  return kinds;
}
