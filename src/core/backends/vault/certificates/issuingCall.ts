import { fileFields } from '../../connecting/fileFields.js';
import type { CertificateWishes, IssuingCall } from '../../contract/backend.js';
import { stepsOf } from '../steps/steps.js';

interface Place {
	readonly address: URL;
	/** Without slashes around; empty: none. */
	readonly namespace: string;
	/** Of the connection. */
	readonly fields: Readonly<Record<string, string>>;
}

/** The request that *Issue Certificate* sends, for programs that send it themselves (API: "Generate certificate and key"). */
export function issuingCall(
	{ address, namespace, fields }: Place,
	request: CertificateWishes,
): IssuingCall {
	const [step] = stepsOf({ kind: 'issue', request });
	const path = (step?.path ?? '').split('/').map(encodeURIComponent).join('/');
	return {
		url: `${address.href.replace(/(?<!\/)\/+$/, '')}/v1/${path}`,
		headers: {
			'x-vault-request': 'true',
			...(namespace !== '' && { 'x-vault-namespace': namespace }),
		},
		tokenHeader: { name: 'x-vault-token', prefix: '' },
		tokenVariable: 'VAULT_TOKEN',
		body: step?.body ?? {},
		answer: {
			certificate: ['data', 'certificate'],
			key: ['data', 'private_key'],
			chain: ['data', 'ca_chain'],
		},
		...fileFields(fields),
	};
}
