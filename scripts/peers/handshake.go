// What Go's crypto/tls says of handshakes.
//
// As `client` it reads a JSON array of {"address", "serverName", "ca", "certificate", "key"} (files) from standard input and
// prints {"error"} for each; "wrongCertificate" and "wrongKey" are another pair, whose key signs in place of "key". As
// `server CERTIFICATE KEY CLIENT_CA` it listens on loopback, requires client certificates, prints its port, then its log;
// for a client that asks for broken.test it finds no settings.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

type question struct {
	Address, ServerName, Ca, Certificate, Key, WrongCertificate, WrongKey string
}

func main() {
	if os.Args[1] == "server" {
		serve(os.Args[2], os.Args[3], os.Args[4])
		return
	}
	var items []question
	check(json.NewDecoder(os.Stdin).Decode(&items))
	for _, item := range items {
		text := ""
		if err := connect(item); err != nil {
			text = err.Error()
		}
		check(json.NewEncoder(os.Stdout).Encode(map[string]string{"error": text}))
	}
}

func connect(item question) error {
	config := &tls.Config{ServerName: item.ServerName, RootCAs: pool(item.Ca)}
	if item.Certificate != "" {
		pair, err := tls.LoadX509KeyPair(item.Certificate, item.Key)
		if err != nil {
			return err
		}
		if item.WrongKey != "" {
			other, err := tls.LoadX509KeyPair(item.WrongCertificate, item.WrongKey)
			if err != nil {
				return err
			}
			pair.PrivateKey = other.PrivateKey
		}
		// Sent whatever issuers the server names.
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return &pair, nil
		}
	}
	client := &http.Client{
		Timeout:   10 * time.Second,
		Transport: &http.Transport{TLSClientConfig: config, DisableKeepAlives: true},
	}
	response, err := client.Get("https://" + item.Address + "/")
	if err == nil {
		err = response.Body.Close()
	}
	return err
}

func serve(certificate, key, clientCa string) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	check(err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	server := &http.Server{
		ErrorLog: log.New(os.Stdout, "", log.LstdFlags),
		TLSConfig: &tls.Config{
			Certificates: []tls.Certificate{pair},
			ClientAuth:   tls.RequireAndVerifyClientCert,
			ClientCAs:    pool(clientCa),
			GetConfigForClient: func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
				if hello.ServerName == "broken.test" {
					return nil, errors.New("no settings for " + hello.ServerName)
				}
				return nil, nil
			},
		},
	}
	check(server.ServeTLS(listener, "", ""))
}

func pool(file string) *x509.CertPool {
	data, err := os.ReadFile(file)
	check(err)
	certificates := x509.NewCertPool()
	certificates.AppendCertsFromPEM(data)
	return certificates
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
