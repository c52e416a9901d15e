import { baseUrl } from '../../address.js';
import { yamlString } from '../../quote.js';
import { defineTarget, fileOf, when, type SnippetInput } from '../../target.js';

const shared = { family: 'Kubernetes', languageId: 'yaml' } as const;

/** A Certificate (cert-manager.io/v1) with the names of the one at hand; its usages must be said, the default has none for TLS. */
export const certManagerCertificate = defineTarget({
	...shared,
	id: 'cert-manager-certificate',
	label: 'cert-manager Certificate',
	sides: ['client', 'server'],
	unsupported: ['material', 'minVersion', 'passphrase', 'serverName'],
	exampleUrl: 'https://localhost:8443',
	render: ({ side, names }) =>
		fileOf(
			'# The program that uses the Secret sets the minimum TLS version, which is 1.2 at least.',
			'apiVersion: cert-manager.io/v1',
			'kind: Certificate',
			'metadata:',
			`  name: ${side}-tls`,
			'spec:',
			`  secretName: ${side}-tls`,
			...when(names?.commonName, (name) => `  commonName: ${yamlString(name)}`),
			...list('dnsNames', names?.dns),
			...list('ipAddresses', names?.ip),
			...list('uris', names?.uri),
			'  usages:',
			'    - digital signature',
			`    - ${side} auth`,
			'  privateKey:',
			'    algorithm: ECDSA',
			'    size: 256',
			'    rotationPolicy: Always',
			'  issuerRef:',
			'    name: vault',
			'    kind: Issuer',
		),
});

function list(key: string, values: readonly string[] = []): readonly string[] {
	if (values.length === 0) return [];
	return [`  ${key}:`, ...values.map((value) => `    - ${yamlString(value)}`)];
}

/** An Issuer that signs by Vault or OpenBao, with the certificate for the connection and for signing in. */
export const certManagerVault = defineTarget({
	...shared,
	id: 'cert-manager-vault',
	label: 'cert-manager Vault issuer',
	sides: ['client'],
	unsupported: ['paths', 'passphrase', 'minVersion'],
	exampleUrl: 'https://localhost:8200',
	render: (input) =>
		fileOf(
			'# The Secret client-tls holds the client certificate: tls.crt and tls.key.',
			'# The minimum TLS version (1.2) is built in.',
			'apiVersion: cert-manager.io/v1',
			'kind: Issuer',
			'metadata:',
			'  name: vault',
			'spec:',
			'  vault:',
			`    server: ${yamlString(baseUrl(input.url))}`,
			...when(input.serverName, (name) => `    serverName: ${yamlString(name)}`),
			'    path: pki/sign/agent',
			...authorities(input),
			'    clientCertSecretRef:',
			'      name: client-tls',
			'      key: tls.crt',
			'    clientKeySecretRef:',
			'      name: client-tls',
			'      key: tls.key',
			'    auth:',
			'      clientCertificate:',
			'        mountPath: /v1/auth/cert',
			'        secretName: client-tls',
			'        name: agent',
		),
});

function authorities({ ca }: SnippetInput): readonly string[] {
	if (!ca) return [];
	if (ca.from === 'file') {
		return ['    caBundleSecretRef:', '      name: client-tls', '      key: ca.crt'];
	}
	return [`    caBundle: ${Buffer.from(ca.pem).toString('base64')}`];
}
