/** A generated Kubernetes manifest, and as much of its shape as tests look at. */
import { parseAllDocuments } from 'yaml';
import type { IssuingCall } from '../../src/core/backends/contract/backend.js';
import { generated } from './renewScript.js';

interface Container {
	readonly image?: string;
	readonly command?: readonly string[];
	readonly env?: readonly { readonly name: string; readonly value: string }[];
	readonly volumeMounts?: readonly {
		readonly name: string;
		readonly mountPath: string;
		readonly readOnly?: boolean;
	}[];
}

interface PodSpec {
	readonly serviceAccountName?: string;
	readonly initContainers?: readonly Container[];
	readonly containers: readonly Container[];
	readonly volumes: readonly {
		readonly name: string;
		readonly configMap?: { readonly name: string };
		readonly secret?: { readonly secretName: string };
	}[];
}

export interface ManifestObject {
	readonly kind: string;
	readonly metadata: { readonly name: string };
	readonly data?: Readonly<Record<string, string>>;
	readonly rules?: unknown;
	readonly roleRef?: { readonly name: string };
	readonly subjects?: readonly { readonly name: string }[];
	readonly spec: {
		readonly template?: { readonly spec: PodSpec };
		readonly jobTemplate?: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
	};
}

export function manifestText(
	ttlSeconds = 168 * 3600,
	more: Pick<IssuingCall, 'clientCredentials'> = {},
): string {
	const files = generated({
		...{ ways: ['kubernetes'], baseName: 'web.api.test', image: 'registry.test/web:1', ttlSeconds },
		call: {
			...{ url: 'https://pki.test/v1/pki/issue/web', headers: {}, tokenVariable: 'TOKEN' },
			tokenHeader: { name: 'authorization', prefix: 'Bearer ' },
			// Texts that YAML would take for more than they are.
			body: { common_name: 'web.api.test', note: 'yes: # | \u202e' },
			answer: { certificate: ['certificate'], key: ['private_key'], chain: ['ca_chain'] },
			caFile: '/home/me/my ca.pem',
			...more,
		},
	});
	return files.get('web.api.test.kubernetes.yaml') ?? '';
}

export function manifestObjects(): readonly ManifestObject[] {
	const documents = parseAllDocuments(manifestText());
	return Array.isArray(documents)
		? documents.map((document) => document.toJS() as ManifestObject)
		: [];
}
