// A service in Go as people write it: a server that requires and verifies client certificates, and a client of one.
//
//	mtlsPeer server CERT KEY CA      prints its port, then a line for each request; ends with its input
//	mtlsPeer client URL CA [CERT KEY] prints {"status", "body"} or {"error"}
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
)

func main() {
	if os.Args[1] == "server" {
		serve(os.Args[2], os.Args[3], os.Args[4])
	} else {
		request(os.Args[2], os.Args[3], os.Args[4:])
	}
}

func serve(cert, key, ca string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	server := &http.Server{
		TLSConfig: &tls.Config{
			ClientAuth: tls.RequireAndVerifyClientCert,
			ClientCAs:  pool(ca),
			MinVersion: tls.VersionTLS12,
		},
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "hello %s", r.TLS.PeerCertificates[0].Subject.CommonName)
		}),
	}
	go func() {
		log.Fatal(server.ServeTLS(listener, cert, key))
	}()
	io.Copy(io.Discard, os.Stdin)
}

func request(url, ca string, pair []string) {
	config := &tls.Config{RootCAs: pool(ca)}
	if len(pair) == 2 {
		certificate, err := tls.LoadX509KeyPair(pair[0], pair[1])
		if err != nil {
			answer(map[string]any{"error": err.Error()})
			return
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
	response, err := client.Get(url)
	if err != nil {
		answer(map[string]any{"error": err.Error()})
		return
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	answer(map[string]any{"status": response.StatusCode, "body": string(body)})
}

func answer(value map[string]any) {
	json.NewEncoder(os.Stdout).Encode(value)
}

func pool(file string) *x509.CertPool {
	pem, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	certificates := x509.NewCertPool()
	if !certificates.AppendCertsFromPEM(pem) {
		log.Fatal("no CA in " + file)
	}
	return certificates
}
