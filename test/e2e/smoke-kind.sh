#!/usr/bin/env bash
# Makes a kind cluster, runs the end-to-end tests on it with Istio's public images, and removes it again.
# Needs Docker, kind, kubectl and Go (for istioctl). KEEP=1 keeps the cluster.
set -euo pipefail
for tool in docker kind kubectl go; do
  command -v "$tool" >/dev/null || { echo "smoke:kind needs $tool on the PATH" >&2; exit 1; }
done
cd "$(dirname "$0")/../.."
mkdir -p .cache/bin
(cd tools/oracle && CGO_ENABLED=0 go build -o ../../.cache/bin/istioctl istio.io/istio/istioctl/cmd/istioctl)

name=istos-smoke
# The CRDs of the Gateway API come from the same pinned module as istioctl.
ISTOS_GATEWAY_API="$(cd tools/oracle && go list -m -f '{{.Dir}}' sigs.k8s.io/gateway-api)/config/crd/standard"
export ISTOS_GATEWAY_API KUBECONFIG="$PWD/.cache/kind-kubeconfig" PATH="$PWD/.cache/bin:$PATH"
[ -n "${KEEP:-}" ] || trap 'kind delete cluster --name $name' EXIT
kind get clusters | grep -qx $name || kind create cluster --name $name --wait 120s
npm run --silent test:e2e
