import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { VersionOptions } from './version-options';

/** Where the Pods of a version come from. */
export type VersionSource = 'image' | 'workload' | 'labels';

const SOURCES: VersionSource[] = ['image', 'workload', 'labels'];
const OF_ANY_SOURCE = ['policies'];

/** Exactly one source, and nothing beside it that only an image can have. */
export function checkSource(place: IConstruct, version: string, options: VersionOptions): void {
  const given = Object.entries(options).filter(([, value]) => value !== undefined).map(([key]) => key);
  const sources = SOURCES.filter((source) => given.includes(source));
  if (sources.length !== 1) {
    fail(place, `version '${version}' has ${sources.join(' and ') || 'no source'}, exactly one of ${SOURCES.join(', ')} is allowed`,
      'say where its Pods come from');
  }
  const others = given.filter((key) => key !== sources[0] && !OF_ANY_SOURCE.includes(key));
  if (sources[0] !== 'image' && others.length > 0) {
    fail(place, `version '${version}' has ${sources[0]} and ${others.join(', ')}, which only Pods made from an image can have`,
      'leave it out, or give an image');
  }
}

export function sourceOf(options: VersionOptions): VersionSource {
  return SOURCES.find((source) => options[source] !== undefined)!;
}
