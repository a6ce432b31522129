export * from './app/mesh-app';

export * from './mesh/mesh';
export * from './mesh/mesh-props';
export * from './mesh/profile';
export * from './mesh/compatibility-version';
export * from './mesh/imesh';
export * from './mesh/mesh-namespace';
export * from './mesh/installed-mesh';
export * from './mesh/installed-mesh-options';
export * from './mesh/istio-version';
export * from './mesh/platform';
export * from './mesh/data-plane';
export * from './mesh/data-plane-options';
export * from './mesh/data-plane-mode';
export * from './ambient/istio-cni-options';
export * from './ambient/cni-repair';
export * from './ambient/cni-provider';
export * from './ambient/ztunnel-options';
export * from './ambient/node-agent-options';
export * from './ambient/update-strategy';
export * from './mesh/istiod-options';
export * from './mesh/istiod-image';
export * from './mesh/istiod-service-options';
export * from './mesh/node-untaint-options';
export * from './mesh/proxy-options';
export * from './mesh/image-variant';
export * from './mesh/waypoint-options';
export * from './mesh/injection-template';
export * from './mesh/injection-options';
export * from './mesh/outbound-traffic';
export * from './mesh/access-log';
export * from './mesh/config-validation';
export * from './mesh/crd-set';
export * from './mesh/remote-reader';
export * from './mesh/resource-scope';
export * from './mesh/trust-options';
export * from './mesh/gateway-class-defaults';
export * from './ca/certificate-authority';
export * from './ca/ca-certificates';
export * from './ca/plugged-in-options';
export * from './ca/cert-manager-ca-options';
export * from './ca/istio-csr-options';
export * from './ca/kubernetes-csr-options';
export * from './ca/spire-options';
export * from './ca/root-rotation';
export * from './ca/root-rotation-options';
export * from './ca/rotation-stage';
export * from './ground/mesh-ref';

export * from './host/host';
export * from './host/hosts';
export * from './host/destination';
export * from './host/service-port';

export * from './service/mesh-service';
export * from './service/mesh-service-props';
export * from './service/service-version';
export * from './service/version-options';
export * from './service/container-probe';
export * from './service/canary';

export * from './match/string-match';
export * from './match/http-match';
export * from './match/http-method';

export * from './route/http-route';
export * from './route/route-action';
export * from './route/redirect';
export * from './route/rewrite';
export * from './route/retry';
export * from './route/retry-on';
export * from './route/fault';
export * from './route/grpc-status';
export * from './route/mirror';
export * from './route/http-headers';
export * from './route/cors-policy';

export * from './policy/destination-policy';
export * from './policy/circuit-breaker';
export * from './policy/circuit-breaker-options';
export * from './policy/connection-pool';
export * from './policy/outlier-detection';
export * from './policy/load-balancing';

export * from './security/policy-scope';
export * from './security/strict-mtls';
export * from './security/mtls-mode';

export * from './gateway/ingress-gateway';
export * from './gateway/exposed-host';
export * from './gateway/gateway-proxy-options';
export * from './gateway/gateway-account';
export * from './gateway/gateway-ref';
export * from './gateway/gateway-service';
export * from './gateway/gateway-tls';
export * from './gateway/listener';

export * from './workload/scaling';
export * from './workload/scaling-behavior';
export * from './workload/disruption-budget';
export * from './workload/rollout';
export * from './workload/pod-additions';
export * from './workload/seccomp-profile';
export * from './workload/termination-message-policy';
export * from './workload/ip-families';
export * from './workload/traffic-distribution';
export * from './workload/container-resources';
export * from './workload/image-pull-policy';
export * from './workload/toleration';

export * from './gitops/argo-cd';
export * from './gitops/ignored-difference';
export * from './gitops/flux-kustomizations';
export * from './gitops/flux-kustomizations-props';

export * as api from './api';
