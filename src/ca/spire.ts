import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { CaChoice, CaInstallation, CaSite, NOTHING } from './ca-installation';
import { SpireOptions } from './spire-options';

const FILE = /^[\w.-]+$/;
/** Where proxies look for who gives them their certificates, and would serve it themselves if there was nobody. */
const SOCKET = 'socket';

/** SPIRE's agent in place of the proxy's own agent. */
export class Spire implements CaChoice {
  public constructor(private readonly options: SpireOptions) {}

  public install({ place }: CaSite): CaInstallation {
    const { csiDriver = 'csi.spiffe.io', socketFile = SOCKET } = this.options;
    if (!FILE.test(socketFile)) fail(place, `socket of SPIRE '${socketFile}' is not a file name`, "give the name without folders, e.g. 'socket'");
    return {
      ...NOTHING,
      workloadSocket: { csi: { driver: dnsName(place, 'CSI driver of SPIRE', csiDriver), readOnly: true } },
      meshConfig: socketFile === SOCKET ? {} : { defaultConfig: { proxyMetadata: { WORKLOAD_IDENTITY_SOCKET_FILE: socketFile } } },
    };
  }
}
