import { distinctNames } from '../../common/distinctNames.js';
import { defineForm } from '../form.js';

/** A manifest; of type `kubernetes.io/tls` where the private key is in it, which that type asks for. */
export const kubernetesSecret = defineForm({
	id: 'kubernetesSecret',
	kinds: ['certificate'],
	takesKey: true,
	distinctNames: objectNames,
	render: ({ pem = '', chain, name, privateKeyPem }) => {
		const certificates = [pem, ...chain.flatMap((block) => block.pem ?? [])].join('');
		return [
			'apiVersion: v1',
			'kind: Secret',
			'metadata:',
			`  name: ${yamlName(objectName(name))}`,
			`type: ${privateKeyPem === undefined ? 'Opaque' : 'kubernetes.io/tls'}`,
			'data:',
			`  tls.crt: ${base64(certificates)}`,
			...(privateKeyPem === undefined ? [] : [`  tls.key: ${base64(privateKeyPem)}`]),
			'',
		].join('\n');
	},
});

function base64(text: string): string {
	return Buffer.from(text).toString('base64');
}

/** Of objects in one manifest, of which a second one of a name would replace the first: `a`, `a-2`. */
export function objectNames(names: readonly string[]): readonly string[] {
	return distinctNames(names.map(objectName), (name, number) => {
		const suffix = `-${number}`;
		return objectName(name.slice(0, maxLength - suffix.length) + suffix);
	});
}

const maxLength = 253;

/** A DNS subdomain (RFC 1123). */
function objectName(name: string): string {
	const plain = name
		.toLowerCase()
		.replace(/^\*\./, 'wildcard.')
		.replace(/[^a-z0-9.-]+/g, '-')
		.replace(/(?<![.-])-*\.[.-]*/g, '.')
		.slice(0, maxLength)
		.replace(/^[.-]+|(?<![.-])[.-]+$/g, '');
	return plain === '' ? 'certificate' : plain;
}

/** In quotes where YAML would read something else, such as a number. */
function yamlName(found: string): string {
	return /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/.test(found) ? found : JSON.stringify(found);
}
