/** A certificate request that someone else made, to be signed. */
import type { CertificateWishes } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { RequestFacts } from '../../core/x509/model.js';
import { readBounded } from '../../services/files/files.js';

export interface GivenRequest {
	/** PKCS #10, PEM. */
	readonly pem: string;
	readonly facts: RequestFacts;
	/** Where it was read. */
	readonly file?: string;
}

/** The first request in PEM or DER. Rejects with `invalid` (reason `noRequest`) when there is none that can be read. */
export async function parseRequest(content: string | Uint8Array): Promise<GivenRequest> {
	const [{ decode }, { toPem }] = await Promise.all([
		import('../../core/decode/decode.js'),
		import('../../core/find/pem.js'),
	]);
	for (const block of decode(content)) {
		if (block.error || block.facts.kind !== 'request') continue;
		return { pem: toPem('CERTIFICATE REQUEST', block.der), facts: block.facts };
	}
	throw new PkiError('invalid', { reason: 'noRequest' });
}

/** At most 1 MiB; rejects with `notFound`, `forbidden`, `tooLarge` or `invalid`. */
export async function readRequestFile(file: string): Promise<GivenRequest> {
	const { bytes } = await readBounded(file);
	return { ...(await parseRequest(bytes)), file };
}

type Names = Required<Pick<CertificateWishes, 'altNames' | 'ipSans' | 'uriSans'>>;

/** The names in a request as backends take them. */
export function requestedNames({ subjectAltNames }: RequestFacts): Names {
	const of = (...types: readonly string[]) =>
		subjectAltNames.filter(({ type }) => types.includes(type)).map(({ value }) => value);
	return { altNames: of('dns', 'email'), ipSans: of('ip'), uriSans: of('uri') };
}
