import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { dnsLabel } from '../../ground/names';
import { renderResources } from '../../workload/rendered-resources';
import { wholeSeconds } from '../../workload/whole-seconds';
import { ControlPlane } from './control-plane';

const DEFAULT_RESOURCES = { requests: { cpu: '500m', memory: '2048Mi' } };
const DAY = 24 * 60 * 60;

/** The container of istiod. */
export function istiodContainer(place: IConstruct, plane: ControlPlane, env: object[], volumeMounts: object[]): object {
  const { istiod, imagePullPolicy, platform } = plane;
  return {
    name: 'discovery',
    image: plane.istiodImage,
    imagePullPolicy,
    terminationMessagePolicy: istiod.terminationMessagePolicy ?? platform._facts.terminationMessagePolicy,
    args: args(place, plane),
    ports: [
      { name: 'http-debug', containerPort: 8080, protocol: 'TCP' },
      { name: 'grpc-xds', containerPort: 15010, protocol: 'TCP' },
      { name: 'tls-xds', containerPort: 15012, protocol: 'TCP' },
      { name: 'https-webhooks', containerPort: 15017, protocol: 'TCP' },
      { name: 'http-monitoring', containerPort: 15014, protocol: 'TCP' },
    ],
    readinessProbe: { httpGet: { path: '/ready', port: 8080 }, initialDelaySeconds: 1, periodSeconds: 3, timeoutSeconds: 5 },
    env,
    resources: renderResources(place, 'istiod.resources', istiod.resources, DEFAULT_RESOURCES),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: istiod.seccompProfile?._toSpec(place, 'istiod.seccompProfile'),
    },
    volumeMounts,
  };
}

function args(place: IConstruct, { istiod, logLevel, clusterDomain, dataPlane }: ControlPlane): string[] {
  const { keepaliveMaxServerConnectionAge: age = Duration.minutes(30), untaintNodes } = istiod;
  return [
    'discovery',
    '--monitoringAddr=:15014',
    `--log_output_level=${logLevel}`,
    ...istiod.logAsJson ? ['--log_as_json'] : [],
    '--domain', clusterDomain,
    ...untaintNodes ? [`--cniNamespace=${dnsLabel(place, 'istiod.untaintNodes.cniNamespace', untaintNodes.cniNamespace ?? dataPlane.cniNamespace)}`] : [],
    '--keepaliveMaxServerConnectionAge', goDuration(wholeSeconds(place, 'istiod.keepaliveMaxServerConnectionAge', age, 1, 365 * DAY)),
    ...istiod.extraArgs ?? [],
  ];
}

/** Whole minutes as people write them. */
function goDuration(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
