import { Workload } from './workload';

/** Who a workload is to others: `<trust domain>/ns/<namespace>/sa/<service account>`, as policies name it. */
export function principalOf({ namespace, serviceAccount }: Pick<Workload, 'namespace' | 'serviceAccount'>, trustDomain: string): string {
  return `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/** The SPIFFE URI of the workload's certificate. */
export function spiffeId(workload: Pick<Workload, 'namespace' | 'serviceAccount'>, trustDomain: string): string {
  return `spiffe://${principalOf(workload, trustDomain)}`;
}
