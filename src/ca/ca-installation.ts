import { IConstruct } from 'constructs';
import { mesh } from '../api';

/** The control plane that asks a CA what it needs. */
export interface CaSite {
  /** Whom errors name. */
  readonly place: IConstruct;
  /** istiod's namespace. */
  readonly namespace: string;
  /** istiod's Service. */
  readonly istiodName: string;
  readonly trustDomain: string;
}

/** An object that stands in istiod's namespace. */
export interface CaObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A rule of istiod's role in the cluster. */
export interface CaRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

/** All that a control plane has and does because of its CA. */
export interface CaInstallation {
  /** Environment variables of istiod. */
  readonly env: Readonly<Record<string, string>>;
  readonly volumes: object[];
  readonly volumeMounts: object[];
  /** Annotations of istiod's pods: what changes with the CA, so that istiod starts anew. */
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly rules: CaRule[];
  readonly objects: CaObject[];
  readonly meshConfig: mesh.MeshConfig;
  /** Where proxies have their certificates signed; istiod itself where nothing is said. */
  readonly caAddress?: string;
  /** The volume on whose socket proxies find who gives them their certificates; the proxy's own agent where nothing is said. */
  readonly workloadSocket?: object;
}

/** What a CA needs that istiod makes for itself. */
export const NOTHING: CaInstallation = { env: {}, volumes: [], volumeMounts: [], podAnnotations: {}, rules: [], objects: [], meshConfig: {} };

/** One way to get certificates. */
export interface CaChoice {
  /** Checks what was given and says what the control plane needs. */
  install(site: CaSite): CaInstallation;
}
