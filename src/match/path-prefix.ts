const BELOW = '(/.*)?';

/** A regular expression of RE2 that fits this text alone. */
export function literalRegex(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** The only text that fits a regular expression, if there is just one. */
export function literalOf(regex: string): string | undefined {
  const text = regex.replace(/\\([^A-Za-z0-9])/g, '$1');
  return literalRegex(text) === regex ? text : undefined;
}

/** A regular expression for a path and all paths below it: Istio has no other word for a prefix of whole segments. */
export function pathPrefixRegex(prefix: string): string {
  return literalRegex(prefix) + BELOW;
}

/** The path whose paths below fit a regular expression, too; nothing if the expression means something else. */
export function pathPrefixOf(regex: string | undefined): string | undefined {
  const path = regex?.endsWith(BELOW) ? literalOf(regex.slice(0, -BELOW.length)) : undefined;
  return path?.startsWith('/') && !path.endsWith('/') ? path : undefined;
}
