import { networking } from '../api';

type Route = networking.HTTPRoute;
type Match = networking.HTTPMatchRequest;

/** The route, for requests that came in on one of these ports of the gateway only. */
export function fromPorts(route: Route, ports: number[]): Route {
  const matches: Match[] = route.match ?? [{}];
  return { ...route, match: matches.flatMap((match) => (match.port === undefined ? ports.map((port) => ({ ...match, port })) : [match])) };
}
