/** What differs for agents on the nodes of one platform from those of another. */
export interface NodePlatform {
  readonly cniBinDir: string;
  readonly cniConfDir: string;
  /** The first file of the directory where nothing is said. */
  readonly cniConfFileName?: string;
  readonly cniNetnsDir: string;
  readonly cniChained: boolean;
  /** How many pods of the highest priority a namespace may have, where there have to be words about it. */
  readonly podQuota?: number;
  /** The SELinux type that lets a container use files of its node, where it is needed. */
  readonly seLinuxType?: string;
  /** The SecurityContextConstraints that allow what agents do, where such constraints are kept. */
  readonly securityContextConstraints?: string;
}
