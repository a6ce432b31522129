// Command admit is the judge of the injector's whole configuration: it runs Istio's own webhook, without a cluster,
// on the pods that it reads from stdin as JSON, one after the other.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"

	jsonpatch "github.com/evanphx/json-patch/v5"
	admission "k8s.io/api/admission/v1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/kube/multicluster"

	"istos/tools/oracle/installation"
)

func main() {
	installation.Run(admit)
}

func admit(i installation.Installation) error {
	webhook, err := serve(i)
	if err != nil {
		return err
	}
	pods := json.NewDecoder(os.Stdin)
	for {
		var pod json.RawMessage
		if err := pods.Decode(&pod); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		admitted, err := ask(webhook, pod)
		if err != nil {
			return err
		}
		fmt.Printf("%s\n---\n", admitted)
	}
}

func serve(i installation.Installation) (http.Handler, error) {
	env := model.NewEnvironment()
	env.Watcher = meshwatcher.NewTestWatcher(i.Mesh)
	env.PushContext().ProxyConfigs = model.GetProxyConfigs(model.NewFakeStore(), i.Mesh)
	mux := http.NewServeMux()
	_, err := inject.NewWebhook(inject.WebhookParameters{
		Watcher: still{i}, Env: env, Mux: mux, Revision: i.Revision, MultiCluster: multicluster.NewFakeController(),
	})
	return mux, err
}

func ask(webhook http.Handler, pod []byte) ([]byte, error) {
	var named core.Pod
	if err := json.Unmarshal(pod, &named); err != nil {
		return nil, err
	}
	review, err := json.Marshal(admission.AdmissionReview{
		TypeMeta: meta.TypeMeta{APIVersion: "admission.k8s.io/v1", Kind: "AdmissionReview"},
		Request:  &admission.AdmissionRequest{Namespace: named.Namespace, Object: runtime.RawExtension{Raw: pod}},
	})
	if err != nil {
		return nil, err
	}
	request := httptest.NewRequest(http.MethodPost, "/inject", bytes.NewReader(review))
	request.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	webhook.ServeHTTP(answer, request)
	var reviewed admission.AdmissionReview
	if err := json.Unmarshal(answer.Body.Bytes(), &reviewed); err != nil {
		return nil, fmt.Errorf("%s: %v", answer.Body, err)
	}
	if !reviewed.Response.Allowed {
		return nil, errors.New(reviewed.Response.Result.Message)
	}
	if reviewed.Response.Patch == nil {
		return pod, nil
	}
	patch, err := jsonpatch.DecodePatch(reviewed.Response.Patch)
	if err != nil {
		return nil, err
	}
	// The patch is relative to what the API server would have: the pod as a whole.
	whole, err := json.Marshal(named)
	if err != nil {
		return nil, err
	}
	return patch.Apply(whole)
}

// still is a configuration that does not change.
type still struct {
	installation installation.Installation
}

func (s still) SetHandler(func(*inject.Config, string) error) {}

func (s still) Run(<-chan struct{}) {}

func (s still) Get() (*inject.Config, string, error) {
	return &s.installation.Config, s.installation.ValuesText, nil
}
