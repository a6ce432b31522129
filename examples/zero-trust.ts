import { App, Chart } from 'cdk8s';
import { BookinfoImages } from './bookinfo';
import {
  Clients, HttpMethod, IngressGateway, IngressGatewayProps, LeastPrivilege, Listener, Mesh, MeshService, PolicyScope, ServicePort, StrictMtls,
} from 'istos';

export interface ZeroTrustOptions {
  readonly mode?: LeastPrivilege;
  readonly images?: BookinfoImages;
  readonly gateway?: Partial<IngressGatewayProps>;
}

/** Bookinfo where nothing is allowed but what the program declares: who calls whom, and by what. */
export function zeroTrust(app: App, options: ZeroTrustOptions = {}): void {
  const { mode = LeastPrivilege.ENFORCE, images = BookinfoImages.PUBLIC } = options;
  const chart = new Chart(app, 'zero-trust', { namespace: 'zero-trust' });
  const mesh = Mesh.fromRevision(chart, 'mesh');
  mesh.enroll('zero-trust');
  mesh.enroll('zero-trust-ingress');

  // Who has no certificate has no identity, and is nobody's declared caller.
  for (const namespace of ['zero-trust', 'zero-trust-ingress']) {
    new StrictMtls(chart, `strict-mtls-${namespace}`, { cover: PolicyScope.namespace(namespace) });
  }

  const service = (name: string, ...versions: string[]) => {
    const it = new MeshService(chart, name, { ports: [ServicePort.http(9080)] });
    for (const version of versions) it.addVersion(version, images.of(name, version));
    return it;
  };
  const productpage = service('productpage', 'v1');
  const details = service('details', 'v1');
  const ratings = service('ratings', 'v1');
  const reviews = service('reviews', 'v1', 'v2', 'v3');

  // The call graph. What stands here passes; what does not is refused, with the first request that tries.
  productpage.calls(details, { methods: [HttpMethod.GET], paths: ['/details/*'] });
  productpage.calls(reviews, { methods: [HttpMethod.GET], paths: ['/reviews/*'] });
  reviews.calls(ratings, { methods: [HttpMethod.GET], paths: ['/ratings/*'] });

  // A caller that is not part of this program.
  ratings.calledBy(Clients.workloads({ namespace: 'batch', labels: { app: 'moderation' }, serviceAccountName: 'moderation' }), {
    methods: [HttpMethod.DELETE], paths: ['/ratings/*'],
  });

  // What a gateway exposes it also calls.
  const gateway = new IngressGateway(chart, 'zero-trust-gateway', { namespace: 'zero-trust-ingress', mesh, ...options.gateway });
  gateway.addListener('http', Listener.http({ hosts: ['bookinfo.example.com'] }));
  gateway.expose(productpage, { hosts: ['bookinfo.example.com'] });

  // Try it with DRY_RUN first: proxies then only count what they would refuse.
  mesh.leastPrivilege({ namespaces: ['zero-trust', 'zero-trust-ingress'], mode, networkPolicies: {} });
}
