// Command inject is the judge of the injector's templates: it runs Istio's own injection, without a cluster,
// on the workloads that it reads from stdin.
package main

import (
	"fmt"
	"os"

	"istio.io/istio/pkg/kube/inject"

	"istos/tools/oracle/installation"
)

func main() {
	warn := func(text string) { fmt.Fprint(os.Stderr, text) }
	installation.Run(func(i installation.Installation) error {
		return inject.IntoResourceFile(nil, i.Config.Templates, i.Values, i.Revision, i.Mesh, os.Stdin, os.Stdout, warn)
	})
}
