/** The labels that Istio's own chart gives to the pods of a gateway of this name. */
export function gatewaySelector(name: string): { [label: string]: string } {
  return { app: name, istio: name.replace(/^istio-/, '') };
}
