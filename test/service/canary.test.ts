import { Duration } from 'cdk8s';
import { ServicePort } from '../../src/host/service-port';
import { HttpMatch } from '../../src/match/http-match';
import { StringMatch } from '../../src/match/string-match';
import { CanaryStrategy } from '../../src/service/canary-strategy';
import { MeshService } from '../../src/service/mesh-service';
import { bookinfoChart, object } from './objects';

const destination = (subset: string) => ({ host: 'reviews.bookinfo.svc.cluster.local', subset });

function made(chart = bookinfoChart()) {
  const service = new MeshService(chart, 'reviews', { ports: [ServicePort.http(9080)] });
  const stable = service.addVersion('v1', { image: 'reviews:1' });
  const canary = service.addVersion('v2', { image: 'reviews:2' });
  return { chart, service, stable, canary };
}

test('the weight is the share of the canary', () => {
  const { chart, service, stable, canary } = made();
  expect(service.canary({ stable, canary, weight: 10, timeout: Duration.seconds(5) }))
    .toMatchObject({ stable, version: canary, weight: 10, route: { name: 'canary', isCatchAll: true } });
  expect(object(chart, 'VirtualService').spec.http).toEqual([{
    name: 'canary',
    route: [{ destination: destination('v1'), weight: 90 }, { destination: destination('v2'), weight: 10 }],
    timeout: '5s',
  }]);
});

test('matches go to the canary whole', () => {
  const { chart, service, stable, canary } = made();
  service.canary({ id: 'try', stable, canary, weight: 0, match: [HttpMatch.header('end-user', StringMatch.exact('jason'))] });
  expect(object(chart, 'VirtualService').spec.http).toEqual([
    { name: 'try-match', match: [{ headers: { 'end-user': { exact: 'jason' } } }], route: [{ destination: destination('v2') }] },
    { name: 'try', route: [{ destination: destination('v1'), weight: 100 }, { destination: destination('v2'), weight: 0 }] },
  ]);
});

test.each([101, -1, 0.5])('a weight of %d is refused', (weight) => {
  const { service, stable, canary } = made();
  expect(() => service.canary({ stable, canary, weight })).toThrow(
    `MeshService 'bookinfo/reviews': the weight of the canary is ${weight}, a whole number from 0 to 100 is allowed; give its share in percent; 'v1' gets the rest`);
});

test('a version of another service is refused', () => {
  const { chart, service, stable } = made();
  const other = new MeshService(chart, 'ratings', { ports: [ServicePort.http(9080)] }).addVersion('v3', { image: 'ratings:3' });
  expect(() => service.canary({ stable, canary: other, weight: 10 })).toThrow(
    `MeshService 'bookinfo/reviews': version 'v3' of ratings.bookinfo.svc.cluster.local is not one of this service; choose among v1, v2`);
});

test('one version is no canary of itself', () => {
  const { service, stable } = made();
  expect(() => service.canary({ stable, canary: stable, weight: 10 })).toThrow(
    `MeshService 'bookinfo/reviews': route 'canary': destination v1 stands twice in one split`);
});

test('a second canary is refused', () => {
  const { service, stable, canary } = made();
  service.canary({ stable, canary, weight: 10 });
  expect(() => service.canary({ stable, canary, weight: 20 })).toThrow(`has a route 'canary' already`);
});

test('without a weight there is no share', () => {
  const { service, stable, canary } = made();
  expect(() => service.canary({ stable, canary })).toThrow(
    `MeshService 'bookinfo/reviews': the canary has no weight; give its share in percent; 'v1' gets the rest`);
});

test('without a version there is no canary', () => {
  const { service, stable } = made();
  expect(() => service.canary({ stable, weight: 10 })).toThrow(
    `MeshService 'bookinfo/reviews': the canary has no version; give it: canary, or choose a strategy whose controller makes it`);
});

test('manual weights are all ours', () => {
  const { service, stable, canary } = made();
  expect(service.canary({ stable, canary, weight: 10 }).ownedFields).toEqual([]);
});

describe('blue-green', () => {
  test('sends all requests to the live version and matches to the other', () => {
    const { chart, service, stable, canary } = made();
    const match = [HttpMatch.header('x-preview', StringMatch.exact('yes'))];
    expect(service.canary({ stable, canary, match, strategy: CanaryStrategy.blueGreen(stable) })).toMatchObject({ weight: 0, version: canary });
    expect(object(chart, 'VirtualService').spec.http).toEqual([
      { name: 'canary-match', match: [{ headers: { 'x-preview': { exact: 'yes' } } }], route: [{ destination: destination('v2') }] },
      { name: 'canary', route: [{ destination: destination('v1') }] },
    ]);
  });

  test('is switched by one word', () => {
    const { chart, service, stable, canary } = made();
    expect(service.canary({ stable, canary, strategy: CanaryStrategy.blueGreen(canary) })).toMatchObject({ weight: 100 });
    expect(object(chart, 'VirtualService').spec.http).toEqual([{ name: 'canary', route: [{ destination: destination('v2') }] }]);
  });

  test('knows no shares', () => {
    const { service, stable, canary } = made();
    expect(() => service.canary({ stable, canary, weight: 10, strategy: CanaryStrategy.blueGreen(stable) })).toThrow(
      `MeshService 'bookinfo/reviews': the weight 10 is given, but with blue-green one version gets all requests; leave weight out`);
  });

  test('takes two versions', () => {
    const { service, stable } = made();
    expect(() => service.canary({ stable, canary: stable, strategy: CanaryStrategy.blueGreen(stable) })).toThrow(
      `MeshService 'bookinfo/reviews': version 'v1' is both stable and canary; give two versions`);
  });

  test('has one of them live', () => {
    const { service, stable, canary } = made();
    const other = service.addVersion('v3', { image: 'reviews:3' });
    expect(() => service.canary({ stable, canary, strategy: CanaryStrategy.blueGreen(other) })).toThrow(
      `MeshService 'bookinfo/reviews': the live version 'v3' is neither stable nor canary; choose 'v1' or 'v2'`);
  });
});
