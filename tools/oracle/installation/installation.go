// Package installation reads what istiod knows when it injects.
package installation

import (
	"flag"
	"fmt"
	"os"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/log"
)

// Installation is the injector's ConfigMap, the mesh config and the revision of a control plane.
type Installation struct {
	Config     inject.Config
	ValuesText string
	Values     inject.ValuesConfig
	Mesh       *meshconfig.MeshConfig
	Revision   string
}

// Run gives the installation that the command's flags name to a command, and ends with its result.
func Run(command func(Installation) error) {
	config := flag.String("config", "", "file with key `config` of ConfigMap istio-sidecar-injector")
	values := flag.String("values", "", "file with its key `values`")
	meshFile := flag.String("mesh", "", "file with the mesh config")
	revision := flag.String("revision", "", "revision of the control plane")
	flag.Parse()
	logs := log.DefaultOptions()
	logs.OutputPaths = []string{"stderr"}
	if err := log.Configure(logs); err != nil {
		panic(err)
	}
	installation, err := load(*config, *values, *meshFile, *revision)
	if err == nil {
		err = command(installation)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func load(configFile, valuesFile, meshFile, revision string) (Installation, error) {
	result := Installation{Revision: revision}
	text, err := os.ReadFile(configFile)
	if err != nil {
		return result, err
	}
	if result.Config, err = inject.UnmarshalConfig(text); err != nil {
		return result, err
	}
	if text, err = os.ReadFile(valuesFile); err != nil {
		return result, err
	}
	result.ValuesText = string(text)
	if result.Values, err = inject.NewValuesConfig(result.ValuesText); err != nil {
		return result, err
	}
	if text, err = os.ReadFile(meshFile); err != nil {
		return result, err
	}
	result.Mesh, err = mesh.ApplyMeshConfigDefaults(string(text))
	return result, err
}
