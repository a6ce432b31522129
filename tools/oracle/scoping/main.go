// Command scoping says what istiod sends to proxies: it runs Istio's own discovery, without a cluster, on the objects that it reads
// from stdin, and prints for each of the proxies how many clusters it gets and how many bytes of configuration of each kind.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"google.golang.org/protobuf/proto"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/log"
	"istio.io/istio/pkg/test"
)

type input struct {
	// Objects of Kubernetes and of Istio, each as YAML.
	Objects, Configs string
	Proxies          []proxy
}

type proxy struct {
	Name, Namespace, Account, IP string
	Labels                       map[string]string
}

// sizes of what a proxy gets: CDS, EDS, LDS and RDS in bytes, and the number of clusters.
type sizes struct {
	Clusters      int `json:"clusters"`
	ClusterBytes  int `json:"clusterBytes"`
	EndpointBytes int `json:"endpointBytes"`
	ListenerBytes int `json:"listenerBytes"`
	RouteBytes    int `json:"routeBytes"`
}

func main() {
	logging := log.DefaultOptions()
	logging.OutputPaths = []string{"stderr"}
	if err := log.Configure(logging); err != nil {
		fail(err)
	}
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fail(err)
	}
	var out []sizes
	if err := test.Wrap(func(t test.Failer) { out = discover(t, in) }); err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		fail(err)
	}
}

func discover(t test.Failer, in input) []sizes {
	server := xds.NewFakeDiscoveryServer(t, xds.FakeOptions{KubernetesObjectString: in.Objects, ConfigString: in.Configs})
	server.EnsureSynced(t)
	out := make([]sizes, 0, len(in.Proxies))
	for _, p := range in.Proxies {
		out = append(out, measure(server, server.SetupProxy(&model.Proxy{
			ID:              p.Name + "." + p.Namespace,
			ConfigNamespace: p.Namespace,
			Labels:          p.Labels,
			IPAddresses:     []string{p.IP},
			Metadata:        &model.NodeMetadata{Namespace: p.Namespace, ServiceAccount: p.Account, Labels: p.Labels, IstioVersion: "1.31.1"},
		})))
	}
	return out
}

func measure(server *xds.FakeDiscoveryServer, p *model.Proxy) sizes {
	clusters, listeners := server.Clusters(p), server.Listeners(p)
	return sizes{
		Clusters:      len(clusters),
		ClusterBytes:  bytes(clusters),
		EndpointBytes: bytes(server.Endpoints(p)),
		ListenerBytes: bytes(listeners),
		RouteBytes:    bytes(server.RoutesFromListeners(p, listeners)),
	}
}

func bytes[M proto.Message](messages []M) (sum int) {
	for _, message := range messages {
		sum += proto.Size(message)
	}
	return sum
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
