// Judges plugged-in CAs as istiod does: reads folders, as istiod finds them mounted, from the command line, and prints
// for each what istiod would not accept, or what its proxies would not believe; nothing for a CA in order.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"istio.io/istio/security/pkg/pki/ca"
)

const (
	istiod   = "istiod.istio-system.svc"
	workload = "spiffe://cluster.local/ns/shop/sa/cart"
)

func main() {
	verdicts := []string{}
	for _, folder := range os.Args[1:] {
		verdict := ""
		if err := judge(folder); err != nil {
			verdict = err.Error()
		}
		verdicts = append(verdicts, verdict)
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		panic(err)
	}
}

func judge(folder string) error {
	file := func(name string) string { return filepath.Join(folder, name) }
	options, err := ca.NewPluggedCertIstioCAOptions(ca.SigningCAFileBundle{
		RootCertFile:    file(ca.RootCertFile),
		CertChainFiles:  []string{file(ca.CertChainFile)},
		SigningCertFile: file(ca.CACertFile),
		SigningKeyFile:  file(ca.CAPrivateKeyFile),
	}, 24*time.Hour, 90*24*time.Hour, 2048)
	if err != nil {
		return err
	}
	authority, err := ca.NewIstioCA(options)
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(options.KeyCertBundle.GetRootCertPem())
	for name, verify := range map[string]x509.VerifyOptions{
		istiod:   {Roots: roots, DNSName: istiod},
		workload: {Roots: roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}},
	} {
		if err := issueAndVerify(authority, name, verify); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// issueAndVerify has a certificate signed, and believes it as the other side of a connection would: from what the peer sends and the roots alone.
func issueAndVerify(authority *ca.IstioCA, name string, options x509.VerifyOptions) error {
	chain, key, err := authority.GenKeyCert([]string{name}, time.Hour, true)
	if err != nil {
		return err
	}
	if _, err := tls.X509KeyPair(chain, key); err != nil {
		return err
	}
	options.Intermediates = x509.NewCertPool()
	block, rest := pem.Decode(chain)
	options.Intermediates.AppendCertsFromPEM(rest)
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return err
	}
	// With one usage after the other: options with several ask for any of them.
	usages := options.KeyUsages
	if len(usages) == 0 {
		usages = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	}
	for _, usage := range usages {
		options.KeyUsages = []x509.ExtKeyUsage{usage}
		if _, err := leaf.Verify(options); err != nil {
			return err
		}
	}
	return nil
}
