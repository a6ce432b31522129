import * as fs from 'fs';
import { createRequire } from 'module';
import { ApiObject, ApiObjectProps, App, Chart } from 'cdk8s';
import { measure } from './clock';
import { oneService } from './one-service';
import type * as Istos from 'istos';

/** Makes services: `intent` through this library, `plain` as the same objects in plain cdk8s, `json` as their bare texts. */
const [, , lib, way, count, template, name, namespace] = process.argv;
const ids = Array.from({ length: Number(count) }, (_, i): [name: string, namespace: string] => [`svc-${i}`, `ns-${i % 50}`]);
process.stdout.write(JSON.stringify(way === 'intent' ? intent() : way === 'plain' ? plain() : json()));

function intent() {
  const istos = createRequire(__filename)(lib) as typeof Istos;
  return measure((outdir) => {
    const app = new istos.MeshApp({ outdir });
    const chart = new Chart(app, 'services');
    for (const [service, space] of ids) oneService(istos, chart, service, space);
    return () => app.synth();
  });
}

function plain() {
  const literal = literalOf(template);
  return measure((outdir) => {
    const app = new App({ outdir });
    const chart = new Chart(app, 'services');
    for (const [service, space] of ids) {
      for (const props of literal(service, space)) new ApiObject(chart, `${space}-${service}-${props.kind}`, props);
    }
    return () => app.synth();
  });
}

function json() {
  const literal = literalOf(template);
  return measure(() => {
    const manifests = ids.flatMap(([service, space]) => literal(service, space));
    return () => {
      for (const manifest of manifests) JSON.stringify(manifest);
    };
  });
}

/** The manifests as a program of plain cdk8s would write them down: a JavaScript literal with variables for the names. */
function literalOf(file: string): (service: string, space: string) => ApiObjectProps[] {
  const literal = fs.readFileSync(file, 'utf8').replaceAll(name, '" + service + "').replaceAll(namespace, '" + space + "');
  return new Function('service', 'space', `return ${literal};`) as (service: string, space: string) => ApiObjectProps[];
}
