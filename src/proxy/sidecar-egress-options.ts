import { SidecarCaptureMode } from './sidecar-capture-mode';

/** What else can be said of a listener for outgoing requests. */
export interface SidecarEgressOptions {
  /**
   * The IP address on which it listens.
   *
   * @default - as Istio finds it right for the hosts
   */
  readonly bind?: string;

  /**
   * How connections come to it.
   *
   * @default SidecarCaptureMode.DEFAULT
   */
  readonly captureMode?: SidecarCaptureMode;
}
