import { hiddenCharacters } from '../../../common/hiddenCharacters.js';
import { shellQuote } from '../../../common/shellQuote.js';
import { yamlBlock, yamlString } from '../../quote.js';
import { defineTarget, fileOf, pathOf, when, type Material } from '../../target.js';

const shared = {
	family: 'Kubernetes',
	sides: ['client', 'server'],
	exampleUrl: 'https://localhost:8443',
} as const;

/** A Secret of type `kubernetes.io/tls`: PEM in the manifest. A key that is not to be seen leaves its place. */
export const kubernetesSecret = defineTarget({
	...shared,
	id: 'kubernetes-secret',
	label: 'Kubernetes Secret',
	languageId: 'yaml',
	unsupported: ['paths', 'serverName', 'minVersion'],
	passphrase: { client: 'elsewhere', server: 'elsewhere' },
	render: ({ side, certificate, key, ca }) =>
		fileOf(
			'apiVersion: v1',
			'kind: Secret',
			'metadata:',
			`  name: ${side}-tls`,
			'type: kubernetes.io/tls',
			'stringData:',
			`  tls.crt: ${value(certificate)}`,
			...when(key, (material) => `  tls.key: ${value(material)}`),
			...when(ca, (material) => `  ca.crt: ${value(material)}`),
			'# Mount it with defaultMode: 0400, and read tls.crt, tls.key and ca.crt from there.',
			'# The program sets the minimum TLS version, which is 1.2 at least.',
		),
});

/** `kubectl`, for files that are not to be copied into a manifest. */
export const kubectlSecret = defineTarget({
	...shared,
	id: 'kubectl-secret',
	label: 'Kubernetes Secret by kubectl',
	languageId: 'shellscript',
	unsupported: ['inline', 'serverName', 'minVersion'],
	passphrase: { client: 'elsewhere', server: 'elsewhere' },
	render: ({ side, certificate, key, ca }) => {
		const from = (name: string, material: Material) =>
			`  --from-file=${shellQuote(listItem(`${name}=${pathOf(material)}`))} \\`;
		return fileOf(
			'# The program sets the minimum TLS version, which is 1.2 at least.',
			`kubectl create secret generic ${side}-tls --type=kubernetes.io/tls \\`,
			from('tls.crt', certificate),
			...when(key, (material) => from('tls.key', material)),
			...when(ca, (material) => from('ca.crt', material)),
			'  --dry-run=client -o yaml | kubectl apply -f -',
		);
	},
});

/** kubectl reads the option as a line of comma-separated values. */
function listItem(text: string): string {
	return /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const hidden = new RegExp(`[${hiddenCharacters}]`, 'gu');

function value(material: Material): string {
	return material.from === 'text'
		? yamlBlock(material.pem, 4)
		: yamlString(`<content of ${material.path.replace(hidden, '?')}>`);
}
