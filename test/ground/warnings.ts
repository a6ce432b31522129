import { IConstruct } from 'constructs';
import { WARNING } from '../../src/ground/warning';

/** Keeps warnings off standard error. */
export function silent(): void {
  beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
  afterEach(() => { jest.restoreAllMocks(); });
}

/** What the constructs at and below a place warn of. */
export function warnings(place: IConstruct): string[] {
  return place.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === WARNING).map(({ data }) => data);
}
