export const TELEMETRY: Record<string, string> = {
  'Telemetry': 'Metrics, access logs and traces of the mesh, of a namespace or of some workloads',
  'ProviderRef.name': 'Name of an extension provider of the mesh config',
  'AccessLogging': 'Access logs',
  'AccessLogging.disabled': 'Whether access logs are off',
  'AccessLoggingFilter.expression': 'CEL expression; requests for which it is true are logged',
  'Metrics': 'Metrics',
  'Tracing': 'Traces',
  'Tracing.randomSamplingPercentage': 'Share of the requests that are traced, in percent',
};

export const EXTENSIONS: Record<string, string> = {
  'WasmPlugin': 'A WebAssembly filter in proxies',
  'WasmPluginSpec.url': 'Where the module is: `oci://`, `https://`, `http://` or `file://`; `oci://` if the scheme is left out',
  'WasmPluginSpec.sha256': 'Checksum of the module',
  'WasmPluginSpec.pluginConfig': 'Configuration that the module gets',
  'WasmPluginSpec.priority': 'Order among the filters of a phase; higher ones come first',
  'TrafficExtension': 'A WebAssembly or Lua filter in proxies',
};

export const TYPES: Record<string, string> = {
  'WorkloadSelector': 'Workloads by their labels',
  'WorkloadSelector.matchLabels': 'Labels that a workload must have',
  'PolicyTargetReference': 'The object that a policy is attached to, such as a Gateway or a Service',
  'PortSelector': 'A port by number',
  'WorkloadMode': 'The side of a workload that traffic is on',
};
