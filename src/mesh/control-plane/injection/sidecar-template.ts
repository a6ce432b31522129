import { Capture } from './capture';
import { FragmentMap, shared, when } from './fragment';
import { not } from './go-expression';
import { initContainer } from './init-container';
import { PodInput } from './pod-input';
import { commonAnnotations, sidecarLabels } from './pod-metadata';
import { pullSecrets } from './proxy-container';
import { InjectionSettings } from './settings';
import { sidecarContainer } from './sidecar-container';
import { sidecarFolders, userVolumes, volumesOf } from './volumes';

/** The template `sidecar`: what a pod of an enrolled namespace gets. */
export function sidecarTemplate(settings: InjectionSettings): FragmentMap {
  const input = new PodInput(settings.proxy);
  const capture = new Capture(input, settings.proxy);
  const proxy = shared('istio-proxy', sidecarContainer(settings, input));
  return {
    metadata: {
      labels: sidecarLabels(input),
      annotations: { ...commonAnnotations(input), ...(settings.cni ? capture.annotations(settings.multusNetwork) : {}) },
    },
    spec: {
      initContainers: [when(input.captured, initContainer(settings, input, capture)), when(input.native, proxy)],
      containers: when(not(input.native), [proxy]),
      volumes: [...volumesOf(sidecarFolders(settings, input)), userVolumes(input)],
      imagePullSecrets: pullSecrets(settings),
    },
  };
}
