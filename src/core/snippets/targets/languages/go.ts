import { listenAuthority } from '../../address.js';
import { goString } from '../../quoteCode.js';
import { defineTarget, type Material, type SnippetInput } from '../../target.js';

/**
 * `crypto/tls` (https://pkg.go.dev/crypto/tls). A client hands its certificate over through `GetClientCertificate`: by
 * `Certificates` it would send none whose issuer the server does not name. Encrypted keys are not read.
 */
export const go = defineTarget({
	id: 'go',
	label: 'Go net/http',
	family: 'Go',
	languageId: 'go',
	sides: ['client', 'server'],
	unsupported: ['passphrase'],
	exampleUrl: 'https://localhost:8443',
	render: (input) => (input.side === 'server' ? server(input) : client(input)),
});

function client(input: SnippetInput): string {
	return program(
		'Mutual TLS client',
		['io'],
		input,
		`${loading(input)}
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return &pair, nil
	}${input.serverName === undefined ? '' : `\n\tconfig.ServerName = ${goString(input.serverName)}`}

	client := &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
	response, err := client.Get(${goString(input.url)})
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status)
	fmt.Println(string(body))`,
	);
}

function server(input: SnippetInput): string {
	return program(
		'Server with mutual TLS',
		[],
		input,
		`${loading(input)}
	config.Certificates = []tls.Certificate{pair}
	config.ClientAuth = tls.RequireAndVerifyClientCert

	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "hello", r.TLS.PeerCertificates[0].Subject.CommonName)
	})
	server := &http.Server{Addr: ${goString(listenAuthority(input.url))}, Handler: handler, TLSConfig: config}
	log.Println("listening on", server.Addr)
	log.Fatal(server.ListenAndServeTLS("", ""))`,
	);
}

function program(title: string, imports: readonly string[], input: SnippetInput, body: string) {
	const names = ['crypto/tls', 'fmt', 'log', 'net/http', ...imports];
	if (input.ca) names.push('crypto/x509');
	if (input.ca?.from === 'file' || isMixed(input)) names.push('os');
	const list = names
		.sort()
		.map((name) => `\t"${name}"`)
		.join('\n');
	return `// ${title}. Save as main.go, then: go run main.go
package main

import (
${list}
)
${texts(input)}
func main() {
${body}
}
`;
}

function isMixed({ certificate, key }: SnippetInput): boolean {
	return certificate.from !== (key?.from ?? 'file');
}

/** The pair, and the authorities: `RootCAs` of a client, `ClientCAs` of a server. */
function loading(input: SnippetInput): string {
	const { certificate, key, ca, minVersion, side } = input;
	const version = minVersion === 'TLSv1.3' ? 'VersionTLS13' : 'VersionTLS12';
	const keyOrHint: Material = key ?? { from: 'file', path: 'client.key' };
	return [
		pair(certificate, keyOrHint),
		...(ca ? [authorities(ca)] : []),
		`	config := &tls.Config{MinVersion: tls.${version}}`,
		...(ca ? [`	config.${side === 'server' ? 'ClientCAs' : 'RootCAs'} = authorities`] : []),
	].join('\n');
}

function pair(certificate: Material, key: Material): string {
	if (certificate.from === 'file' && key.from === 'file') {
		return `	pair, err := tls.LoadX509KeyPair(${goString(certificate.path)}, ${goString(key.path)})${check}`;
	}
	const read = (material: Material, name: string) =>
		material.from === 'text'
			? ''
			: `	${name}, err := os.ReadFile(${goString(material.path)})${check}\n`;
	const value = (material: Material, name: string) =>
		material.from === 'text' ? `[]byte(${name})` : name;
	return `${read(certificate, 'certificate')}${read(key, 'privateKey')}	pair, err := tls.X509KeyPair(${value(certificate, 'certificate')}, ${value(key, 'privateKey')})${check}`;
}

const check = `
	if err != nil {
		log.Fatal(err)
	}`;

function authorities(ca: Material): string {
	const [read, value] =
		ca.from === 'text'
			? ['', '[]byte(authorityCertificates)']
			: [`	pem, err := os.ReadFile(${goString(ca.path)})${check}\n`, 'pem'];
	return `${read}	authorities := x509.NewCertPool()
	if !authorities.AppendCertsFromPEM(${value}) {
		log.Fatal("the CA file contains no certificate")
	}`;
}

function texts({ certificate, key, ca }: SnippetInput): string {
	const named: [string, Material | undefined][] = [
		['certificate', certificate],
		['privateKey', key],
		['authorityCertificates', ca],
	];
	return named
		.flatMap(([name, material]) =>
			material?.from === 'text' ? [`\nconst ${name} = \`${material.pem}\`\n`] : [],
		)
		.join('');
}
