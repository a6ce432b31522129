import { Capture } from './capture';
import { shared, when } from './fragment';
import { not } from './go-expression';
import { initContainer } from './init-container';
import { PodInput } from './pod-input';
import { commonAnnotations, sidecarLabels } from './pod-metadata';
import { InjectionSettings } from './settings';
import { sidecarContainer } from './sidecar-container';
import { templateText } from './template-text';
import { sidecarVolumes } from './volumes';

/** The template `sidecar`: what a pod of an enrolled namespace gets. */
export function sidecarTemplate(settings: InjectionSettings): string {
  const input = new PodInput(settings.proxy);
  const capture = new Capture(input, settings.proxy);
  const proxy = shared('istio-proxy', sidecarContainer(settings, input));
  return templateText({
    metadata: {
      labels: sidecarLabels(input),
      annotations: { ...commonAnnotations(input), ...(settings.cni ? capture.annotations() : {}) },
    },
    spec: {
      initContainers: [when(input.captured, initContainer(settings, input, capture)), when(input.native, proxy)],
      containers: when(not(input.native), [proxy]),
      volumes: sidecarVolumes(settings, input),
      imagePullSecrets: settings.imagePullSecrets.length > 0 ? settings.imagePullSecrets.map((name) => ({ name })) : undefined,
    },
  });
}
