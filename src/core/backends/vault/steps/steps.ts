/**
 * Every server action as a list of requests, in one place: `run.ts` sends them, `commandLine.ts` writes them down.
 * API: https://openbao.org/api-docs/secret/pki/
 */
import type {
	EnableMountRequest,
	GenerateRootRequest,
	WriteUrlsRequest,
} from '../../contract/administration.js';
import { PkiError } from '../../../common/errors.js';
import type { CertificateWishes, Operation } from '../../contract/backend.js';
import { roleParameters } from '../mounts/roles.js';
import { colonSerial } from '../../answers/values.js';
import { accessSteps } from './access.js';
import type { Step, StepValue } from './step.js';

export function stepsOf(operation: Operation): readonly Step[] {
	switch (operation.kind) {
		case 'issue':
			// PKCS#8 is what the contract promises; the server's own default depends on the key type.
			return [wishesStep('issue', operation.request, { private_key_format: 'pkcs8' })];
		case 'sign': {
			const csr = { file: 'request.csr', text: operation.request.request };
			return [wishesStep('sign', operation.request, { csr })];
		}
		case 'revoke': {
			const { mount, serialNumber, certificatePem } = operation.request;
			// The server takes one of the two.
			const body: Step['body'] =
				certificatePem === undefined
					? { serial_number: colonSerial(serialNumber) }
					: { certificate: { file: 'certificate.pem', text: certificatePem } };
			return [{ method: 'POST', path: `${mount}/revoke`, body }];
		}
		default:
			return administrationSteps(operation);
	}
}

type AdministrationOperation = Exclude<Operation, { kind: 'issue' | 'sign' | 'revoke' }>;

function administrationSteps(operation: AdministrationOperation): readonly Step[] {
	switch (operation.kind) {
		case 'enableMount':
			return [enableStep(operation.request)];
		case 'generateRoot':
			return [
				post(`${operation.request.mount}/root/generate/internal`, rootBody(operation.request)),
			];
		case 'generateIntermediate':
			return intermediateSteps(operation.request);
		case 'writeRole': {
			const { mount, role, rules, exists } = operation.request;
			// A POST would put everything that is left out back to the server's default.
			const method = exists === true ? 'PATCH' : 'POST';
			return [{ method, path: `${mount}/roles/${role}`, body: roleParameters(rules) }];
		}
		case 'readUrls':
			return [{ method: 'GET', path: `${operation.request.mount}/config/urls` }];
		case 'writeUrls':
			return [post(`${operation.request.mount}/config/urls`, urlsBody(operation.request))];
		case 'setDefaultIssuer': {
			const { mount, issuer } = operation.request;
			return [post(`${mount}/config/issuers`, { default: issuer })];
		}
		case 'importBundle': {
			const { mount, bundle } = operation.request;
			const pem_bundle = { file: 'bundle.pem', text: bundle };
			return [post(`${mount}/issuers/import/bundle`, { pem_bundle })];
		}
		case 'rotateCrl':
			return [{ method: 'GET', path: `${operation.request.mount}/crl/rotate` }];
		case 'deleteRole': {
			const { mount, role } = operation.request;
			return [{ method: 'DELETE', path: `${mount}/roles/${role}` }];
		}
		case 'deleteIssuer': {
			const { mount, issuer } = operation.request;
			return [{ method: 'DELETE', path: `${mount}/issuer/${issuer}` }];
		}
		case 'disableMount':
			return [disableStep(operation.request.mount)];
		case 'revokeAuthority':
		case 'bindPolicy':
		case 'listBindings':
		case 'unbindPolicy':
			throw new PkiError('unsupported', { reason: operation.kind });
		default:
			return accessSteps(operation);
	}
}

/** The longest lifetime in the same request: a second one could fail and leave a mount that caps its CA. */
function enableStep({ mount, description = '', maxTtlSeconds }: EnableMountRequest): Step {
	const max_lease_ttl = seconds(maxTtlSeconds);
	const isDescribed = description !== '';
	return {
		...post(`sys/mounts/${mount}`, {
			type: 'pki',
			...(isDescribed && { description }),
			config: { nested: { max_lease_ttl } },
		}),
		command: {
			verbs: ['secrets', 'enable'],
			words: [
				`-path=${mount}`,
				`-max-lease-ttl=${max_lease_ttl}`,
				...(isDescribed ? [`-description=${description}`] : []),
				'pki',
			],
		},
	};
}

function disableStep(mount: string): Step {
	const command = { verbs: ['secrets', 'disable'], words: [mount] };
	return { method: 'DELETE', path: `sys/mounts/${mount}`, command };
}

function intermediateSteps(
	request: Extract<Operation, { kind: 'generateIntermediate' }>['request'],
): readonly Step[] {
	const { mount, parentMount, parentIssuer, commonName, ttlSeconds, issuerName } = request;
	const signer = parentIssuer === undefined ? 'root' : `issuer/${parentIssuer}`;
	const id = { kept: 'ISSUER_ID' };
	const steps: readonly Step[] = [
		{
			...post(`${mount}/intermediate/generate/internal`, {
				common_name: commonName,
				...subjectBody(request),
				...keyBody(request),
			}),
			keep: { as: 'intermediate.csr', what: 'csr' },
		},
		{
			...post(`${parentMount}/${signer}/sign-intermediate`, {
				csr: { kept: 'intermediate.csr' },
				common_name: commonName,
				...subjectBody(request),
				...pathBody(request),
				ttl: seconds(ttlSeconds),
				// With the CA above it, so that the mount can answer whole chains.
				format: 'pem_bundle',
			}),
			keep: { as: 'intermediate.pem', what: 'certificate' },
		},
		{
			...post(`${mount}/intermediate/set-signed`, { certificate: { kept: 'intermediate.pem' } }),
			keep: { as: id.kept, what: 'issuerWithKey' },
		},
	];
	if (issuerName === undefined) return steps;
	const rename: Step = {
		method: 'PATCH',
		path: `${mount}/issuer`,
		pathEnd: id,
		body: { issuer_name: issuerName },
	};
	return [...steps, rename];
}

function wishesStep(
	action: 'issue' | 'sign',
	wishes: CertificateWishes,
	body: Readonly<Record<string, StepValue>>,
): Step {
	const { mount, role, issuer, commonName, altNames, ipSans, uriSans, ttlSeconds } = wishes;
	const path =
		issuer === undefined
			? `${mount}/${action}/${role}`
			: `${mount}/issuer/${issuer}/${action}/${role}`;
	return post(path, {
		...(commonName !== undefined && { common_name: commonName }),
		...(altNames?.length && { alt_names: altNames.join(',') }),
		...(ipSans?.length && { ip_sans: ipSans.join(',') }),
		...(uriSans?.length && { uri_sans: uriSans.join(',') }),
		...(ttlSeconds !== undefined && { ttl: seconds(ttlSeconds) }),
		...body,
	});
}

function rootBody(request: GenerateRootRequest): Readonly<Record<string, StepValue>> {
	const { commonName, issuerName, ttlSeconds } = request;
	return {
		common_name: commonName,
		...(issuerName !== undefined && { issuer_name: issuerName }),
		...subjectBody(request),
		...pathBody(request),
		ttl: seconds(ttlSeconds),
		...keyBody(request),
	};
}

/** Lists of one, for in a text a comma would part them. */
function subjectBody({
	organization,
	organizationalUnit,
}: GenerateRootRequest): Readonly<Record<string, StepValue>> {
	return {
		...(organization !== undefined && { organization: [organization] }),
		...(organizationalUnit !== undefined && { ou: [organizationalUnit] }),
	};
}

function pathBody({ maxPathLength }: GenerateRootRequest): Readonly<Record<string, StepValue>> {
	return maxPathLength === undefined ? {} : { max_path_length: maxPathLength };
}

function keyBody({ keyType, keyBits }: GenerateRootRequest): Readonly<Record<string, StepValue>> {
	return { key_type: keyType, ...(keyBits !== undefined && { key_bits: keyBits }) };
}

function urlsBody({ urls }: WriteUrlsRequest): Readonly<Record<string, StepValue>> {
	return {
		issuing_certificates: urls.issuingCertificates,
		crl_distribution_points: urls.crlDistributionPoints,
		ocsp_servers: urls.ocspServers,
	};
}

function post(path: string, body: Readonly<Record<string, StepValue>>): Step {
	return { method: 'POST', path, body };
}

function seconds(count: number): string {
	return `${Math.round(count)}s`;
}
