import { networking } from '../api';
import { takesAll } from '../match/takes-all';

type Route = networking.HTTPRoute;
type Match = networking.HTTPMatchRequest;

/**
 * The routes that a host has in the mesh, as they hold for one of its ports. In the mesh a match on `port` means the port of
 * the host; at a gateway it would mean the listener's. So matches on other ports go, and those on this one lose the word.
 */
export function meshRoutesOfPort(routes: Route[], port: number): Route[] {
  const ofPort = routes.flatMap((route) => {
    const match = route.match?.filter((one) => one.port === undefined || one.port === port).map(withoutPort);
    return match?.length === 0 ? [] : [{ ...route, match: match?.some(isEmpty) ? undefined : match }];
  });
  const catchAll = ofPort.findIndex(({ match }) => !match || match.some(takesAll));
  return catchAll < 0 ? ofPort : ofPort.slice(0, catchAll + 1);
}

const withoutPort = ({ port: _, ...match }: Match): Match => match;

const isEmpty = (match: Match) => Object.values(match).every((value) => value === undefined);
