/**
 * How connections come to a listener of a sidecar.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#CaptureMode
 */
export enum SidecarCaptureMode {
  /** As the Pod is set up: by iptables unless interception is switched off. */
  DEFAULT = 'DEFAULT',
  /** They are redirected. */
  IPTABLES = 'IPTABLES',
  /** Nobody redirects them: clients connect to the listener itself. */
  NONE = 'NONE',
}
