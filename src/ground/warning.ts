import { IConstruct } from 'constructs';
import { placeOf } from './fail';
import { PerApp } from './per-app';

/** The metadata of a construct under which its warnings stand. */
export const WARNING = 'istos:warning';

/** What is allowed and works, but most likely not as it is meant. */
export interface Warning {
  readonly problem: string;
  readonly cure: string;
}

const shown = new PerApp(() => new Set<string>());

/**
 * Says something aloud that is not wrong, but may surprise: once, on standard error, when the app is synthesized, and in the metadata of the
 * construct. What the user said explicitly is no surprise, so the caller does not warn of it.
 */
export function warn(place: IConstruct, problem: string, cure: string): void {
  const text = record(place, problem, cure);
  place.node.addValidation({ validate: () => show(place, text) });
}

/** The same for validations, which see what has been said in the end: it is said at once. */
export function warnNow(place: IConstruct, problem: string, cure: string): void {
  show(place, record(place, problem, cure));
}

function record(place: IConstruct, problem: string, cure: string): string {
  const text = `${placeOf(place)}: ${problem}; ${cure}`;
  const { node } = place;
  if (!node.metadata.some(({ type, data }) => type === WARNING && data === text)) node.addMetadata(WARNING, text);
  return text;
}

/** A validation that finds no error. */
function show(place: IConstruct, text: string): string[] {
  const texts = shown.of(place);
  if (!texts.has(text)) process.stderr.write(`warning: ${text}\n`);
  texts.add(text);
  return [];
}
