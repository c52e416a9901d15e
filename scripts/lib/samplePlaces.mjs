/** Sample files in which certificates stand amid something else, as in real projects. */

/**
 * @typedef {object} Parts Each in PEM.
 * @property {string} shop Expires soon.
 * @property {string} shopKey
 * @property {string} mail Expired.
 * @property {string} metrics Expires soon, and its common name is no SAN.
 * @property {string} api
 * @property {string} issuing
 * @property {string} root
 * @property {readonly string[]} trusted Roots.
 */

/**
 * @param {Parts} parts
 * @returns {Record<string, string>} Names and texts.
 */
export function placeFiles({ shop, shopKey, mail, metrics, api, issuing, root, trusted }) {
	return {
		'k8s/secret.yaml': [
			...['apiVersion: v1', 'kind: Secret', 'metadata:', '  name: shop-tls'],
			...['  namespace: shop', 'type: kubernetes.io/tls', 'data:'],
			`  tls.crt: ${base64(shop + issuing)}`,
			`  tls.key: ${base64(shopKey)}`,
			`  ca.crt: ${base64(root)}`,
			'',
		].join('\n'),
		'config/mail.env': [
			...['# SMTP relay', 'MAIL_HOST=mail.example.test', 'MAIL_PORT=465'],
			`MAIL_CERT="${escaped(mail)}"`,
			...['MAIL_RETRIES=3', ''],
		].join('\n'),
		'config/gateway.json': json({
			...{ listen: '0.0.0.0:8443', upstream: 'https://api.example.test' },
			...{ certificate: api, ca: root },
		}),
		'src/metrics.go': [
			...['package metrics', '', 'const certificate = `', metrics.trim(), '`'],
			...['', 'const ca = `', issuing.trim(), '`', ''],
		].join('\n'),
		'config/nginx.conf': [
			...server('api.example.test', 'api.fullchain.crt', 'api.key'),
			...server('billing.example.test', 'expires-soon.crt', 'expires-soon.key'),
		].join('\n'),
		'src/relay.js': [
			...["console.log('relay with', process.env.TLS_CERT);", 'setTimeout(() => {}, 60_000);', ''],
		].join('\n'),
		'.vscode/tasks.json': json({
			version: '2.0.0',
			tasks: [{ label: 'Check certificates', type: 'pki', task: 'checkExpiry', withinDays: 7 }],
		}),
		'.vscode/launch.json': json({
			version: '0.2.0',
			configurations: [
				{
					...{ name: 'Relay', type: 'node', request: 'launch' },
					program: '${workspaceFolder}/src/relay.js',
					env: { TLS_CERT: 'tls/expired.crt', TLS_KEY: 'tls/api.key' },
				},
			],
		}),
		'tls/wrong-order.pem': issuing + api,
		'tls/trusted.pem': trusted.join(''),
	};
}

/**
 * @param {string} name
 * @param {string} certificate
 * @param {string} key
 * @returns {readonly string[]} Lines of nginx's configuration.
 */
function server(name, certificate, key) {
	return [
		...['server {', '	listen 8443 ssl;', `	server_name ${name};`],
		...[`	ssl_certificate ../tls/${certificate};`, `	ssl_certificate_key ../tls/${key};`],
		...['}', ''],
	];
}

/** @param {unknown} value */
function json(value) {
	return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** @param {string} text */
function base64(text) {
	return Buffer.from(text).toString('base64');
}

/** @param {string} text */
function escaped(text) {
	return text.replaceAll('\n', '\\n');
}

/** What a company trusts: real lists are as mixed. */
export const trustedNames = [
	...['Acme Root CA R1', 'Acme Root CA R2', 'Building Access CA', 'Contoso Global Root G2'],
	...['Device Attestation Root', 'Fabrikam Private Root', 'Factory Floor CA 2019'],
	...['Internal Mail Root', 'Kubernetes Cluster CA', 'Litware Trust Services Root'],
	...['Office Wi-Fi Root', 'Partner Gateway Root', 'Payment Network Root CA 3'],
	...['Proxy Inspection CA', 'Test Environment Root', 'Timestamping Root 2024'],
	...['VPN Root CA', 'Woodgrove Bank Root'],
];
