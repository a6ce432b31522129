import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookinfo } from './bookinfo';
import { MeshApp } from 'istos';

const app = new MeshApp();
bookinfo(app);
app.synth();

for (const file of readdirSync(app.outdir).sort()) {
  const kinds = [...readFileSync(join(app.outdir, file), 'utf8').matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind);
  const counts = [...new Set(kinds)].map((kind) => `${kinds.filter((other) => other === kind).length} ${kind}`);
  console.log(`${join(app.outdir, file)}: ${kinds.length} objects\n  ${counts.join(', ')}\n`);
}
console.log(`The program that made them is examples/bookinfo.ts. To install them into the cluster of your kubeconfig:

  kubectl apply --server-side -f ${app.outdir}/mesh.k8s.yaml
  kubectl -n istio-system rollout status deployment/istiod
  kubectl wait --for=jsonpath='{.webhooks[0].clientConfig.caBundle}' validatingwebhookconfiguration -l app.kubernetes.io/part-of=istio
  kubectl apply --server-side -f ${app.outdir}/bookinfo.k8s.yaml`);
