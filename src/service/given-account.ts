import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { dnsName } from '../ground/names';
import { apiObjectOf } from '../host/api-object-of';
import { MeshServiceProps } from './mesh-service-props';

/** The name of the ServiceAccount that the user brings, if any. */
export function givenAccount(place: IConstruct, props: MeshServiceProps): string | undefined {
  const { serviceAccount, serviceAccountName } = props;
  if (serviceAccount && serviceAccountName !== undefined) {
    fail(place, 'both serviceAccount and serviceAccountName are given, one is allowed', 'keep one of them');
  }
  if (serviceAccount) return apiObjectOf(place, 'serviceAccount', serviceAccount, 'ServiceAccount').name;
  return serviceAccountName === undefined ? undefined : dnsName(place, 'serviceAccountName', serviceAccountName);
}
