/** Ports on which Envoy and the agent themselves listen in a gateway's pod. */
export const OWN_PORTS: readonly number[] = [15000, 15004, 15020, 15021, 15053, 15090];
