// Command chart is the judge of what Istio's charts make: it renders the one that is named, with the values that it reads from stdin (JSON).
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"istio.io/istio/operator/pkg/helm"
	"istio.io/istio/operator/pkg/values"
)

func main() {
	if err := render(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func render(chart, release, namespace string) error {
	given := map[string]any{}
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		return err
	}
	manifests, _, err := helm.Render(release, namespace, chart, values.Map{"spec": map[string]any{"values": given}}, nil)
	if err != nil {
		return err
	}
	for _, manifest := range manifests {
		fmt.Printf("%s\n---\n", manifest.Content)
	}
	return nil
}
