import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { certManagerCrdsOf } from './cert-manager';
import { crdsOf } from './crds';
import { flaggerCrdsOf, rolloutsCrdsOf } from './delivery';
import { gatewayCrdsOf, gatewayTypesOf } from './gateway-api';
import { moduleFolder } from './go-module';
import { jsonText } from './json-text';
import { kubernetesSchemasOf } from './kubernetes';
import { protosOf } from './protos';
import { istioRuleMessage } from './rule-messages';
import { ARGO_ROLLOUTS, CERT_MANAGER, FLAGGER, GATEWAY_API, ISTIO, KUBERNETES, Upstream } from './upstream';

const IMPORTS = join(__dirname, '../../imports');
const ISTIO_CRDS = 'kubernetes/customresourcedefinitions.gen.yaml';

for (const upstream of ISTIO) {
  const folder = moduleFolder(upstream);
  const crds = crdsOf(readFileSync(join(folder, ISTIO_CRDS), 'utf8'), istioRuleMessage);
  write(upstream, 'crds.json', { crds });
  write(upstream, 'protos.json', protosOf(folder, crds));
}
for (const upstream of GATEWAY_API) {
  const folder = moduleFolder(upstream);
  const crds = gatewayCrdsOf(folder);
  write(upstream, 'crds.json', { crds });
  write(upstream, 'types.json', { packages: gatewayTypesOf(folder, crds) });
}
for (const upstream of KUBERNETES) {
  write(upstream, 'schemas.json', kubernetesSchemasOf(moduleFolder(upstream)));
}
write(CERT_MANAGER, 'crds.json', { crds: certManagerCrdsOf(moduleFolder(CERT_MANAGER)) });
write(FLAGGER, 'crds.json', { crds: flaggerCrdsOf(moduleFolder(FLAGGER)) });
write(ARGO_ROLLOUTS, 'crds.json', { crds: rolloutsCrdsOf(moduleFolder(ARGO_ROLLOUTS)) });

function write(upstream: Upstream, file: string, data: object): void {
  const path = join(IMPORTS, upstream.folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const text = jsonText({ source: { module: upstream.module, version: upstream.version }, ...data });
  writeFileSync(path, text);
  console.log(`${upstream.folder}/${file}: ${text.split('\n').length - 1} lines, ${Math.round(text.length / 1024)} kB`);
}
