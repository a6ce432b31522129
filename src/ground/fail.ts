import { dirname, join, sep } from 'path';
import { IConstruct } from 'constructs';

/** Of the compiled files, and of those to which source maps lead. */
const LIBRARY = ['lib', 'src'].map((folder) => join(dirname(dirname(__dirname)), folder) + sep);

/** Throws an error that names the place, says what is wrong (value and what is allowed), and how to cure it. */
export function fail(place: IConstruct | string, problem: string, cure: string): never {
  throw atCallersLine(`${placeOf(place)}: ${problem}; ${cure}`);
}

/** An error whose stack begins at the line outside of this library that gave the bad input. */
function atCallersLine(message: string): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const error = new Error(message);
  Error.stackTraceLimit = stackTraceLimit;
  error.stack = error.stack?.split('\n').filter((line) => !LIBRARY.some((folder) => line.includes(folder))).join('\n');
  return error;
}

/** How errors name a place: the class and path of a construct, or the text itself. */
export function placeOf(place: IConstruct | string): string {
  return typeof place === 'string' ? place : `${place.constructor.name} '${place.node.path}'`;
}

/** `a, b or c`, quoted: the allowed values of an error. */
export function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`;
}
