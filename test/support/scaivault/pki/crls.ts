/** Revocation lists, one a CA. */
import { firstPemDer } from '../../../../src/core/find/pem.js';
import { makeIssuer } from '../../../../src/core/x509/write/certificate.js';
import { writeCrl } from '../../../../src/core/x509/write/crl.js';
import { Refusal } from '../server/refusal.js';
import { type Answer, type AuthorityRow, type CallContext, iso, param } from '../server/world.js';
import { authorityOf } from './authorities.js';

const weekMs = 7 * 86_400_000;

type Crl = NonNullable<AuthorityRow['crl']>;

/** Made anew. */
export async function crlNow({ tenant, now }: CallContext, row: AuthorityRow): Promise<Crl> {
	row.crlNumber += 1;
	const below = [...tenant.authorities.values()]
		.filter(({ parentId }) => parentId === row.id)
		.map(({ certificate }) => certificate);
	const rows = [...tenant.certificates.filter(({ caId }) => caId === row.id), ...below];
	const revoked = rows.flatMap(({ serial, revocation }) =>
		revocation
			? [{ serialNumber: serial, revokedAt: revocation.at, reason: revocation.reason }]
			: [],
	);
	const nextUpdate = new Date(now.getTime() + weekMs);
	const issuer = makeIssuer(row.certificate.pem, row.key);
	const request = { number: row.crlNumber, thisUpdate: now, nextUpdate, revoked };
	const crl = { pem: await writeCrl(request, issuer), nextUpdate };
	row.crl = crl;
	return crl;
}

export async function regenerateCrl(call: CallContext): Promise<Answer> {
	const { pem, nextUpdate } = await crlNow(call, authorityOf(call.tenant, param(call, 'id')));
	const [pemName = '', timeName = ''] = call.readings.crlMade.split(' ');
	return { json: { [pemName]: pem, [timeName]: iso(nextUpdate) } };
}

/** The newest; the first reader, and one after its end, finds one made for them. */
export async function readCrl(call: CallContext): Promise<Answer> {
	const row = authorityOf(call.tenant, param(call, 'id'));
	const kept = row.crl && row.crl.nextUpdate > call.now ? row.crl : undefined;
	const { pem } = kept ?? (await crlNow(call, row));
	if (formOf(call) === 'pem') return { content: pem, contentType: 'application/x-pem-file' };
	const der = firstPemDer(pem, 'X509 CRL');
	if (!der) throw new Error('The CRL that was written cannot be read.');
	return { content: der, contentType: 'application/pkix-crl' };
}

/** By the first media type of `Accept` that is known; which ones are is not documented. */
function formOf({ accept, readings }: CallContext): 'pem' | 'der' {
	const types = accept.split(',').map((type) => type.split(';')[0]?.trim().toLowerCase() ?? '');
	for (const type of types) {
		if (['application/pkix-crl', 'application/x-pkcs7-crl'].includes(type)) return 'der';
		if (['application/x-pem-file', 'application/pem-file'].includes(type)) return 'pem';
		if (type === '' || type === '*/*') return readings.crlDefault;
	}
	throw new Refusal(400, 'invalid_request', 'No media type of "Accept" is known.');
}
