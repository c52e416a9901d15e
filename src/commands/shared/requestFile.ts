/** A certificate request that someone else made, to be signed. */
import { open } from 'node:fs/promises';
import type { CertificateWishes } from '../../core/backends/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { RequestFacts } from '../../core/x509/model.js';
import { onFile } from '../../services/fileErrors.js';

const largestRequest = 1024 * 1024;

export interface GivenRequest {
	/** PKCS #10, PEM. */
	readonly pem: string;
	readonly facts: RequestFacts;
}

/** The first request in PEM or DER. Rejects with `invalid` (reason `noRequest`) when there is none that can be read. */
export async function parseRequest(content: string | Uint8Array): Promise<GivenRequest> {
	const [{ decode }, { toPem }] = await Promise.all([
		import('../../core/x509/decode.js'),
		import('../../core/x509/pem.js'),
	]);
	for (const block of decode(content)) {
		if (block.error || block.facts.kind !== 'request') continue;
		return { pem: toPem('CERTIFICATE REQUEST', block.der), facts: block.facts };
	}
	throw new PkiError('invalid', { reason: 'noRequest' });
}

/** At most 1 MiB; rejects with `notFound`, `forbidden`, `tooLarge` or `invalid`. */
export async function readRequestFile(file: string): Promise<GivenRequest> {
	const content = await onFile(file, async () => {
		const handle = await open(file);
		try {
			const { size } = await handle.stat();
			if (size > largestRequest) {
				throw new PkiError('tooLarge', { reason: 'file', args: { file, limit: largestRequest } });
			}
			return await handle.readFile();
		} finally {
			await handle.close();
		}
	});
	return parseRequest(content);
}

type Names = Required<Pick<CertificateWishes, 'altNames' | 'ipSans' | 'uriSans'>>;

/** The names in a request as backends take them. */
export function requestedNames({ subjectAltNames }: RequestFacts): Names {
	const of = (...types: readonly string[]) =>
		subjectAltNames.filter(({ type }) => types.includes(type)).map(({ value }) => value);
	return { altNames: of('dns', 'email'), ipSans: of('ip'), uriSans: of('uri') };
}
