import { IConstruct } from 'constructs';
import { fail } from '../ground/fail';
import { labelValue } from '../ground/names';

const HUB = /^[a-z0-9]+([._-]+[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]*$/;

/** Registry and path of images. */
export function imageHub(place: IConstruct, what: string, value: string): string {
  if (!HUB.test(value)) {
    fail(place, `${what} '${value}' is not a registry and path of images (lower case, without scheme, tag and closing slash)`,
      "write it like 'docker.io/istio' or 'registry.example.com:5000/istio'");
  }
  return value;
}

/** A tag that is also the value of a label. */
export function imageTag(place: IConstruct, what: string, value: string): string {
  if (!TAG.test(value)) {
    fail(place, `${what} '${value}' is not an image tag (letters, digits, '_', '.' and '-', first not '.' or '-')`,
      "write it like '1.31.1' or '1.31.1-distroless'; digests differ by image and cannot stand here");
  }
  return labelValue(place, what, value);
}
