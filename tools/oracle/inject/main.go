// Command inject is the judge of the injector's templates: it runs Istio's own injection, without a cluster,
// on the workloads that it reads from stdin.
package main

import (
	"flag"
	"fmt"
	"os"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/log"
)

func main() {
	configFile := flag.String("config", "", "file with key `config` of ConfigMap istio-sidecar-injector")
	valuesFile := flag.String("values", "", "file with its key `values`")
	meshFile := flag.String("mesh", "", "file with the mesh config")
	revision := flag.String("revision", "", "revision of the control plane")
	flag.Parse()
	logs := log.DefaultOptions()
	logs.OutputPaths = []string{"stderr"}
	if err := log.Configure(logs); err != nil {
		panic(err)
	}
	if err := run(*configFile, *valuesFile, *meshFile, *revision); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(configFile, valuesFile, meshFile, revision string) error {
	config, err := read(configFile, inject.UnmarshalConfig)
	if err != nil {
		return err
	}
	values, err := read(valuesFile, func(text []byte) (inject.ValuesConfig, error) { return inject.NewValuesConfig(string(text)) })
	if err != nil {
		return err
	}
	meshConfig, err := read(meshFile, func(text []byte) (*meshconfig.MeshConfig, error) { return mesh.ApplyMeshConfigDefaults(string(text)) })
	if err != nil {
		return err
	}
	warn := func(text string) { fmt.Fprint(os.Stderr, text) }
	return inject.IntoResourceFile(nil, config.Templates, values, revision, meshConfig, os.Stdin, os.Stdout, warn)
}

func read[T any](file string, parse func([]byte) (T, error)) (T, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		var none T
		return none, err
	}
	return parse(text)
}
