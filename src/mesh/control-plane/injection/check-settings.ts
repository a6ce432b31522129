import { IConstruct } from 'constructs';
import { mesh } from '../../../api';
import { fail, oneOf } from '../../../ground/fail';
import { checkTemplates } from './check-templates';
import { InjectionSettings, ProxySettings, Resources } from './settings';

const ENVOY_LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
const ISTIO_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'none'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const CIDR = /^[0-9a-fA-F.:]+\/\d{1,3}$/;
const QUANTITY = /^\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|e\d+)?$/;

/** istiod checks what pods say in annotations, but takes these settings as they are: the first pod would be the first to know. */
export function checkSettings(place: IConstruct | string, settings: InjectionSettings): void {
  filled(place, 'hub', settings.hub, `name the images' registry and folder, e.g. 'registry.istio.io/release'`);
  filled(place, 'tag', settings.tag, `name the images' tag, e.g. '1.31.1'`);
  filled(place, 'trustDomain', settings.trustDomain, `name the trust domain, e.g. 'cluster.local'`);
  filled(place, 'clusterDomain', settings.clusterDomain, `name the cluster's DNS domain, e.g. 'cluster.local'`);
  filled(place, 'clusterName', settings.clusterName, `name the cluster, e.g. 'Kubernetes'`);
  address(place, settings.caAddress);
  levels(place, 'logLevel', settings.logLevel, ISTIO_LEVELS, 'default:info');
  if (settings.imagePullPolicy !== undefined) among(place, 'imagePullPolicy', settings.imagePullPolicy, PULL_POLICIES);
  settings.neverInjectSelector?.forEach((selector) => checkSelector(place, 'neverInject', selector));
  settings.alwaysInjectSelector?.forEach((selector) => checkSelector(place, 'alwaysInject', selector));
  checkTemplates(place, settings);
  checkProxy(place, settings.proxy);
}

function checkProxy(place: IConstruct | string, proxy: ProxySettings): void {
  filled(place, 'proxy.image', proxy.image, `name the image, e.g. 'proxyv2'`);
  filled(place, 'proxy.initImage', proxy.initImage, `name the image, e.g. 'proxyv2'`);
  among(place, 'proxy.logLevel', proxy.logLevel, ENVOY_LEVELS);
  if (proxy.componentLogLevel) levels(place, 'proxy.componentLogLevel', proxy.componentLogLevel, ENVOY_LEVELS, 'misc:error');
  checkResources(place, proxy.resources);
  if (proxy.stsPort !== undefined) whole(place, 'proxy.stsPort', proxy.stsPort, 1, 65535);
  whole(place, 'proxy.statusPort', proxy.statusPort, 0, 65535);
  whole(place, 'proxy.readiness.initialDelaySeconds', proxy.readiness.initialDelaySeconds, 0);
  whole(place, 'proxy.readiness.periodSeconds', proxy.readiness.periodSeconds, 1);
  whole(place, 'proxy.readiness.failureThreshold', proxy.readiness.failureThreshold, 1);
  if (proxy.startup) whole(place, 'proxy.startup.failureThreshold', proxy.startup.failureThreshold, 1);
  if (proxy.includeIPRanges !== '*') ranges(place, 'proxy.includeIPRanges', proxy.includeIPRanges);
  ranges(place, 'proxy.excludeIPRanges', proxy.excludeIPRanges);
  if (proxy.includeInboundPorts !== '*') ports(place, 'proxy.includeInboundPorts', proxy.includeInboundPorts);
  ports(place, 'proxy.excludeInboundPorts', proxy.excludeInboundPorts);
  ports(place, 'proxy.includeOutboundPorts', proxy.includeOutboundPorts);
  ports(place, 'proxy.excludeOutboundPorts', proxy.excludeOutboundPorts);
}

function checkSelector(place: IConstruct | string, what: string, selector: mesh.LabelSelector): void {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
    fail(place, `${what} has an empty selector, which istiod passes over`, 'name a label, or leave out the selector');
  }
  for (const { key = '', operator = '' } of matchExpressions) {
    filled(place, `key in ${what}`, key, 'name a label');
    among(place, `operator in ${what}`, operator, OPERATORS);
  }
}

function checkResources(place: IConstruct | string, { requests, limits }: Resources): void {
  for (const [resource, amount] of [...Object.entries(requests ?? {}), ...Object.entries(limits ?? {})]) {
    if (!QUANTITY.test(amount)) fail(place, `proxy.resources has ${resource} '${amount}', which is not a quantity`, `write e.g. '100m' or '128Mi'`);
  }
}

function filled(place: IConstruct | string, what: string, value: string, cure: string): void {
  if (value === '') fail(place, `${what} is empty`, cure);
}

function among(place: IConstruct | string, what: string, value: string, allowed: string[]): void {
  if (!allowed.includes(value)) fail(place, `${what} is '${value}'`, `choose ${oneOf(allowed)}`);
}

function levels(place: IConstruct | string, what: string, value: string, allowed: string[], example: string): void {
  for (const part of value.split(',')) {
    const [scope, level, ...rest] = part.split(':');
    if (!scope || rest.length > 0 || !allowed.includes(level)) {
      fail(place, `${what} '${value}' is not a list of 'scope:level' with level ${oneOf(allowed)}`, `write e.g. '${example}'`);
    }
  }
}

function address(place: IConstruct | string, value: string): void {
  const port = Number(/^[^\s/]+:(\d+)$/.exec(value)?.[1]);
  if (!(port >= 1 && port <= 65535)) fail(place, `caAddress '${value}' is not 'host:port'`, `write e.g. 'istiod.istio-system.svc:15012'`);
}

function whole(place: IConstruct | string, what: string, value: number, min: number, max = 2 ** 31 - 1): void {
  if (!Number.isInteger(value) || value < min || value > max) fail(place, `${what} is ${value}`, `give a whole number from ${min} to ${max}`);
}

function ranges(place: IConstruct | string, what: string, value: string): void {
  for (const range of items(value)) {
    if (!CIDR.test(range)) fail(place, `${what} has '${range}', which is not a CIDR range`, `write e.g. '10.0.0.0/8', several with ',' and without spaces`);
  }
}

function ports(place: IConstruct | string, what: string, value: string): void {
  for (const port of items(value)) {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
      fail(place, `${what} has '${port}', which is not a port`, `write e.g. '80,443', several with ',' and without spaces`);
    }
  }
}

function items(list: string): string[] {
  return list === '' ? [] : list.split(',');
}
