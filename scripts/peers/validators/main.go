// What the programs' own libraries say of configurations that the targets write: reads a JSON array of {"kind", "text"} from
// standard input and prints {"error"} for each; empty where it was taken.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	cmapi "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/router/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	"google.golang.org/protobuf/encoding/protojson"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

type question struct {
	Kind, Text string
}

func main() {
	var items []question
	check(json.NewDecoder(os.Stdin).Decode(&items))
	for _, item := range items {
		text := ""
		if err := validate(item.Kind, []byte(item.Text)); err != nil {
			text = err.Error()
		}
		check(json.NewEncoder(os.Stdout).Encode(map[string]string{"error": text}))
	}
}

func validate(kind string, text []byte) error {
	switch kind {
	case "compose":
		return compose(text)
	case "envoy":
		return envoy(text)
	case "Secret":
		return yaml.UnmarshalStrict(text, &corev1.Secret{})
	case "Certificate":
		return yaml.UnmarshalStrict(text, &cmapi.Certificate{})
	case "Issuer":
		return yaml.UnmarshalStrict(text, &cmapi.Issuer{})
	}
	return fmt.Errorf("nobody knows %s", kind)
}

func compose(text []byte) error {
	details := types.ConfigDetails{
		WorkingDir:  "/",
		ConfigFiles: []types.ConfigFile{{Filename: "compose.yaml", Content: text}},
	}
	_, err := loader.LoadWithContext(context.Background(), details, func(options *loader.Options) {
		options.SetProjectName("test", true)
	})
	return err
}

func envoy(text []byte) error {
	data, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return err
	}
	config := &bootstrap.Bootstrap{}
	if err := protojson.Unmarshal(data, config); err != nil {
		return err
	}
	return config.ValidateAll()
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
