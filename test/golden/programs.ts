import { argoRollouts } from '../../examples/argo-rollouts';
import { bookinfo } from '../../examples/bookinfo';
import { canaryUpgrade, UpgradeStep } from '../../examples/canary-upgrade';
import { circuitBreaking } from '../../examples/circuit-breaking';
import { egressGateway } from '../../examples/egress-gateway';
import { extAuthz } from '../../examples/ext-authz';
import { faultInjection } from '../../examples/fault-injection';
import { flagger } from '../../examples/flagger';
import { gatewayApi } from '../../examples/gateway-api';
import { ingressTlsMutual } from '../../examples/ingress-tls-mutual';
import { ingressTlsPassthrough } from '../../examples/ingress-tls-passthrough';
import { ingressTlsSimple } from '../../examples/ingress-tls-simple';
import { jwt } from '../../examples/jwt';
import { locality } from '../../examples/locality';
import { mirroring } from '../../examples/mirroring';
import { MigrationStep, mtlsMigration } from '../../examples/mtls-migration';
import { rateLimit } from '../../examples/rate-limit';
import { requestRouting } from '../../examples/request-routing';
import { timeoutsAndRetries } from '../../examples/timeouts-and-retries';
import { trafficShifting } from '../../examples/traffic-shifting';
import { zeroTrust } from '../../examples/zero-trust';
import { MeshApp } from 'istos';

export type Program = (app: MeshApp) => void;

/** The examples that are one program. */
export const whole: Record<string, Program> = {
  'argo-rollouts': (app) => void argoRollouts(app),
  bookinfo: (app) => void bookinfo(app),
  'circuit-breaking': (app) => void circuitBreaking(app),
  'egress-gateway': (app) => void egressGateway(app),
  'ext-authz': (app) => void extAuthz(app),
  'fault-injection': (app) => void faultInjection(app),
  flagger: (app) => void flagger(app),
  'gateway-api': (app) => void gatewayApi(app),
  'ingress-tls-mutual': (app) => void ingressTlsMutual(app),
  'ingress-tls-passthrough': (app) => void ingressTlsPassthrough(app),
  'ingress-tls-simple': (app) => void ingressTlsSimple(app),
  jwt: (app) => void jwt(app),
  locality: (app) => void locality(app),
  mirroring: (app) => void mirroring(app),
  'rate-limit': (app) => void rateLimit(app),
  'request-routing': (app) => void requestRouting(app),
  'timeouts-and-retries': (app) => void timeoutsAndRetries(app),
  'traffic-shifting': (app) => void trafficShifting(app),
  'zero-trust': (app) => void zeroTrust(app),
};

/** The examples that are a program for each step of a way. */
export const upgrade = steps(UpgradeStep, canaryUpgrade);
export const migration = steps(MigrationStep, mtlsMigration);

function steps<Step extends number>(all: Record<string, Step | string>, program: (app: MeshApp, step: Step) => void): [Step, Program][] {
  return Object.values(all).filter((step): step is Step => typeof step === 'number').map((step) => [step, (app) => void program(app, step)]);
}
