type Check = (value: string) => boolean;

const ports: Check = (value) => value.trim() === '' || value.split(',').every(port);
const ranges: Check = (value) => value === '' || value.split(',').every((range) => /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(range));
const number: Check = (value) => /^\d+$/.test(value);
const quantity: Check = (value) => /^\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|e\d+)?$/.test(value);
const interfaces: Check = (value) => value.split(',').every((name) => /^[^\s/:]{1,15}$/.test(name));
const tree: Check = (value) => { try { return typeof JSON.parse(value) === 'object'; } catch { return false; } };
const orAll = (check: Check): Check => (value) => value === '*' || check(value);

/** Annotations whose values mean something, and what they may be. */
const CHECKS: Readonly<Record<string, readonly [check: Check, allowed: string]>> = {
  'sidecar.istio.io/interceptionMode': [(mode) => ['REDIRECT', 'TPROXY', 'NONE'].includes(mode), "'REDIRECT', 'TPROXY' or 'NONE'"],
  'status.sidecar.istio.io/port': [port, 'a port, or 0'],
  'readiness.status.sidecar.istio.io/initialDelaySeconds': [number, 'a number of seconds'],
  'readiness.status.sidecar.istio.io/periodSeconds': [number, 'a number of seconds'],
  'readiness.status.sidecar.istio.io/failureThreshold': [number, 'a number'],
  'traffic.sidecar.istio.io/includeOutboundIPRanges': [orAll(ranges), "CIDR ranges joined by commas, or '*'"],
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': [ranges, 'CIDR ranges joined by commas'],
  'traffic.sidecar.istio.io/includeInboundPorts': [orAll(ports), "ports joined by commas, or '*'"],
  'traffic.sidecar.istio.io/excludeInboundPorts': [ports, 'ports joined by commas'],
  'traffic.sidecar.istio.io/excludeOutboundPorts': [ports, 'ports joined by commas'],
  'traffic.sidecar.istio.io/excludeInterfaces': [interfaces, 'names of interfaces joined by commas'],
  'traffic.sidecar.istio.io/kubevirtInterfaces': [interfaces, 'names of interfaces joined by commas'],
  'istio.io/reroute-virtual-interfaces': [interfaces, 'names of interfaces joined by commas'],
  'prometheus.istio.io/merge-metrics': [(value) => /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value), "'true' or 'false'"],
  'sidecar.istio.io/proxyCPU': [quantity, 'a quantity'],
  'sidecar.istio.io/proxyMemory': [quantity, 'a quantity'],
  'sidecar.istio.io/proxyCPULimit': [quantity, 'a quantity'],
  'sidecar.istio.io/proxyMemoryLimit': [quantity, 'a quantity'],
  'sidecar.istio.io/userVolume': [tree, 'JSON: volumes by name'],
  'sidecar.istio.io/userVolumeMount': [tree, 'JSON: mounts by the names of their volumes'],
  'proxy.istio.io/config': [tree, 'JSON; YAML is understood by istiod only'],
};

/** Refuses what istiod would refuse of a pod's annotations, and what only istiod understands. */
export function checkAnnotations(annotations: Readonly<Record<string, string>>, refuse: (problem: string, cure: string) => never): void {
  for (const [name, value] of Object.entries(annotations)) {
    const [check, allowed] = CHECKS[name] ?? [];
    if (check && !check(value)) refuse(`has the annotation ${name} '${value}', allowed is ${allowed}`, 'change the annotation');
  }
}

function port(value: string): boolean {
  return /^\s*\d{1,5}\s*$/.test(value) && Number(value) <= 65535;
}
