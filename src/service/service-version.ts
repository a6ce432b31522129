import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { DestinationReference, IDestination } from '../host/destination';
import { DestinationPolicy } from '../policy/destination-policy';
import { HostRules } from '../policy/host-rules';
import { PolicyOptions } from '../policy/policy-options';

interface VersionParts {
  readonly destination: DestinationReference;
  readonly labels: { readonly [key: string]: string };
  /** The service that has it. */
  readonly service: IConstruct;
  /** The rules of the host, which know it as a subset. */
  readonly rules: HostRules;
  /** What makes its Pods, if that is known. */
  readonly workload?: ApiObject;
}

/** One version of a service, to which routes can send requests. Made by `MeshService.addVersion`. */
export class ServiceVersion implements IDestination {
  /** @internal */
  public static _of(name: string, parts: VersionParts): ServiceVersion {
    return new ServiceVersion(name, parts);
  }

  /** The name of the version: the subset of the DestinationRule, or the end of the name of its Service. */
  public readonly name: string;
  public readonly destinationRef: DestinationReference;

  private constructor(name: string, private readonly parts: VersionParts) {
    this.name = name;
    this.destinationRef = parts.destination;
  }

  /** The labels that tell its Pods from those of the other versions. */
  public get labels(): { [key: string]: string } {
    return { ...this.parts.labels };
  }

  /** What makes its Pods, if that is known. @internal */
  public get _workload(): ApiObject | undefined {
    return this.parts.workload;
  }

  /**
   * Adds a policy for this version only; it has one of each kind. It holds for requests that a route sends to the version. What it does not say
   * is as for the host.
   */
  public addPolicy(policy: DestinationPolicy, options: PolicyOptions = {}): void {
    this.parts.rules.addPolicy(this.parts.service, policy, { version: this.name, port: options.port });
  }
}
