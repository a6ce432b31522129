// Command gateways is the judge of the templates for deployed gateways: it runs Istio's own controller, on a cluster that has
// nothing but the objects read from stdin (JSON, one after the other), and prints what it would apply for each Gateway.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/types"
	kubeversion "k8s.io/apimachinery/pkg/version"
	fakediscovery "k8s.io/client-go/discovery/fake"
	fakedynamic "k8s.io/client-go/dynamic/fake"
	clienttesting "k8s.io/client-go/testing"
	gateway "sigs.k8s.io/gateway-api/apis/v1"

	"istio.io/istio/pilot/pkg/config/kube/gatewaycommon"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/kube/kclient"
	"istio.io/istio/pkg/revisions"

	"istos/tools/oracle/installation"
)

const namespace = "istio-system"

func main() {
	installation.Run(deploy)
}

func deploy(i installation.Installation) error {
	others, gateways, err := read()
	if err != nil {
		return err
	}
	client := kube.NewFakeClient(others...)
	client.Kube().Discovery().(*fakediscovery.FakeDiscovery).FakedServerVersion = &kubeversion.Info{Major: "1", Minor: "36"}
	for _, gw := range gateways {
		if _, err := kclient.NewWriteClient[*gateway.Gateway](client).Create(gw); err != nil {
			return err
		}
	}
	client.Dynamic().(*fakedynamic.FakeDynamicClient).PrependReactor("patch", "*", printed)

	stop := make(chan struct{})
	defer close(stop)
	tags := revisions.NewTagWatcher(client, i.Revision, namespace)
	go tags.Run(stop)
	controller := gatewaycommon.NewDeploymentController(client, cluster.ID(features.ClusterName), environment(i), func() inject.WebhookConfig {
		return inject.WebhookConfig{Templates: i.Config.Templates, Values: i.Values, MeshConfig: i.Mesh}
	}, func(func()) {}, tags, i.Revision, namespace)
	client.RunAndWait(stop)
	kube.WaitForCacheSync("tags", stop, tags.HasSynced)
	for _, gw := range gateways {
		if err := controller.Reconcile(types.NamespacedName{Namespace: gw.Namespace, Name: gw.Name}); err != nil {
			return err
		}
	}
	return nil
}

func environment(i installation.Installation) *model.Environment {
	env := model.NewEnvironment()
	env.Watcher = meshwatcher.NewTestWatcher(i.Mesh)
	env.PushContext().ProxyConfigs = model.GetProxyConfigs(model.NewFakeStore(), i.Mesh)
	return env
}

// printed answers to a server-side apply, and prints what was applied.
func printed(action clienttesting.Action) (bool, runtime.Object, error) {
	if patch := action.(clienttesting.PatchAction); action.GetSubresource() == "" {
		fmt.Printf("%s\n---\n", patch.GetPatch())
	}
	return true, nil, nil
}

func read() (others []runtime.Object, gateways []*gateway.Gateway, err error) {
	decoder := serializer.NewCodecFactory(kube.IstioScheme).UniversalDeserializer()
	objects := json.NewDecoder(os.Stdin)
	for {
		var text json.RawMessage
		if err := objects.Decode(&text); errors.Is(err, io.EOF) {
			return others, gateways, nil
		} else if err != nil {
			return nil, nil, err
		}
		object, _, err := decoder.Decode(text, nil, nil)
		if err != nil {
			return nil, nil, err
		}
		if gw, is := object.(*gateway.Gateway); is {
			gateways = append(gateways, gw)
		} else {
			others = append(others, object)
		}
	}
}
