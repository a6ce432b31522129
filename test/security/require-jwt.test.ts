import { Chart } from 'cdk8s';
import { IMeshRef } from '../../src/ground/mesh-ref';
import { ServicePort } from '../../src/host/service-port';
import { JwtAuthentication } from '../../src/security/jwt-authentication';
import { RequireJwtOptions } from '../../src/security/jwt-requirement';
import { Operation } from '../../src/security/operation';
import { PolicyScope } from '../../src/security/policy-scope';
import { Source } from '../../src/security/source';
import { MeshService } from '../../src/service/mesh-service';
import { silent } from '../ground/warnings';
import { bookinfoChart, object, objects } from '../service/objects';

silent();

const ISSUER = 'https://accounts.example.com';
const AMBIENT: IMeshRef = { meshRef: { namespace: 'istio-system', revision: '', trustDomain: 'cluster.local', clusterDomain: 'cluster.local', ambient: true } };
const iss = { key: 'request.auth.claims[iss]', notValues: [ISSUER] };

function reviews(ports = [ServicePort.http(80, { targetPort: 9080 })], mesh?: IMeshRef): MeshService {
  return new MeshService(bookinfoChart(), 'reviews', { ports, mesh });
}

function required(service: MeshService, options: Partial<RequireJwtOptions> = {}): MeshService {
  service.access.requireJwt({ issuers: [{ issuer: ISSUER }], ...options });
  return service;
}

const made = (service: MeshService, kind: string) => object(service.node.scope as Chart, kind);

test('a service verifies tokens and refuses requests without', () => {
  const service = required(reviews(), { exempt: [Operation.paths('/health')] });
  expect(made(service, 'RequestAuthentication')).toMatchObject({
    metadata: { name: 'reviews', namespace: 'bookinfo' }, spec: { selector: { matchLabels: { app: 'reviews' } }, jwtRules: [{ issuer: ISSUER }] },
  });
  expect(made(service, 'AuthorizationPolicy')).toMatchObject({
    metadata: { name: 'reviews-deny', namespace: 'bookinfo' },
    spec: { selector: { matchLabels: { app: 'reviews' } }, action: 'DENY', rules: [{ to: [{ operation: { notPaths: ['/health'] } }], when: [iss] }] },
  });
});

test('beside ports of TCP it holds for those of HTTP, by the numbers of the Pods', () => {
  const service = required(reviews([ServicePort.http(80, { targetPort: 9080 }), ServicePort.tcp(9000)]));
  expect(made(service, 'AuthorizationPolicy').spec.rules).toEqual([{ to: [{ operation: { ports: ['9080'] } }], when: [iss] }]);
});

test('behind a waypoint both objects are for the Service', () => {
  const service = required(reviews(undefined, AMBIENT));
  const targetRefs = [{ group: '', kind: 'Service', name: 'reviews' }];
  expect([made(service, 'RequestAuthentication').spec, made(service, 'AuthorizationPolicy').spec]).toMatchObject([{ targetRefs }, { targetRefs }]);
});

test('other rules that deny stand in the same policy, those that allow in another', () => {
  const service = required(reviews());
  service.access.deny({ to: [Operation.paths('/admin')] });
  service.access.allow({ from: [Source.anyInMesh()] });
  const policies = objects(service.node.scope as Chart, 'AuthorizationPolicy');
  expect(policies.map(({ metadata: { name }, spec: { rules } }) => [name, rules.length])).toEqual([['reviews-deny', 2], ['reviews-allow', 1]]);
});

test('a dry run refuses nobody without a token', () => {
  expect(made(required(reviews(), { dryRun: true }), 'AuthorizationPolicy').metadata).toMatchObject({ name: 'reviews-deny-dry-run', annotations: { 'istio.io/dry-run': 'true' } });
});

test('a service without ports of HTTP is an error', () => {
  expect(() => required(reviews([ServicePort.tcp(9000), ServicePort.tls(9443)]))).toThrow(`MeshService 'bookinfo/reviews': a JWT comes with HTTP requests, and `
    + 'reviews.bookinfo.svc.cluster.local has 9000 (TCP), 9443 (TLS); declare the port that speaks HTTP: ServicePort.http(...); or go by who calls');
});

test('tokens are asked for once', () => {
  expect(() => required(required(reviews()))).toThrow(`the RequestAuthentication bookinfo/reviews is written by MeshService 'bookinfo/reviews' already, one writer is allowed`);
});

test('a scope that names the same Pods is the same scope', () => {
  const service = required(reviews());
  expect(() => new JwtAuthentication(service.node.scope!, 'users', { cover: PolicyScope.of(service), issuers: [{ issuer: ISSUER }] }))
    .toThrow('the RequestAuthentication of the workload app=reviews of bookinfo is written by');
});
