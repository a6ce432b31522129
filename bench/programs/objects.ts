import { createRequire } from 'module';
import { ApiObject, App, Chart } from 'cdk8s';
import { measure } from './clock';
import type * as Istos from 'istos';

/** Makes plain ApiObjects in an App of cdk8s or in a MeshApp, in charts of one size, with or without dependencies. */
const [, , lib, kind, count, perChart, dependencies] = process.argv;
const AppOfTest = kind === 'MeshApp' ? (createRequire(__filename)(lib) as typeof Istos).MeshApp : App;

process.stdout.write(JSON.stringify(measure((outdir) => {
  const app = new AppOfTest({ outdir });
  const charts: Chart[] = [];
  let last: ApiObject | undefined;
  for (let i = 0; i < Number(count); i++) {
    if (i % Number(perChart) === 0) charts.push(new Chart(app, `c${charts.length}`));
    const object = new ApiObject(charts[charts.length - 1], `vs-${i}`, virtualService(i));
    if (dependencies && last) last.addDependency(object);
    last = object;
  }
  if (dependencies) charts[0].addDependency(...charts.slice(1));
  return () => app.synth();
})));

function virtualService(i: number) {
  const host = `svc-${i}`;
  const to = (subset: string) => ({ host, subset, port: { number: 8080 } });
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: `vs-${i}`, namespace: `ns-${i % 50}`, labels: { app: host, team: `t${i % 9}` } },
    spec: {
      hosts: [`${host}.ns-${i % 50}.svc.cluster.local`],
      gateways: ['mesh', 'istio-ingress/main'],
      exportTo: ['*'],
      http: [
        {
          name: 'canary',
          match: [{ uri: { prefix: `/api/v${i % 7}` }, headers: { 'x-user': { exact: 'tester' } } }],
          route: [{ destination: to('v2'), weight: 100 }],
          timeout: '5s',
          retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' },
        },
        { name: 'default', route: [{ destination: to('v1'), weight: 90 }, { destination: to('v2'), weight: 10 }] },
      ],
    },
  };
}
