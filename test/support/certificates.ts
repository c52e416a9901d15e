/** Certificates in PEM by what tests of views and checks care about: a name, and days from now. */
import { toPem } from '../../src/core/find/pem.js';
import { isHostName } from '../../src/core/x509/names/hosts.js';
import {
	certificate,
	type CertificateParts,
	commonName,
	crl,
	dns,
	generalizedTime,
	subjectAltName,
} from './der.js';

const dayMs = 86_400_000;

export interface CertificateWish extends CertificateParts {
	readonly name?: string;
	/** Days from now; negative is past. */
	readonly from?: number;
	readonly to?: number;
	readonly now?: Date;
}

/** DER, valid from 10 days ago for 365 days where nothing else is wished; a host's name is its SAN as well. */
export function derOf(wish: CertificateWish = {}): Buffer {
	const { name = 'api.test', from = -10, to = 355, now = new Date(), ...parts } = wish;
	return certificate({
		subject: commonName(name),
		...(isHostName(name) && { extensions: [subjectAltName(dns(name))] }),
		notBefore: timeAt(now, from),
		notAfter: timeAt(now, to),
		...parts,
	});
}

export function pemOf(wish: CertificateWish = {}): string {
	return toPem('CERTIFICATE', derOf(wish));
}

/** A CRL of `CN=Test Issuer`, issued `from` days from now; `to` is its next update, left out where undefined. */
export function crlPemOf({ now = new Date(), from, to }: CrlWish): string {
	const nextUpdate = to === undefined ? '' : timeAt(now, to);
	return toPem('X509 CRL', crl({ thisUpdate: timeAt(now, from), nextUpdate }));
}

export interface CrlWish {
	readonly now?: Date;
	readonly from: number;
	readonly to?: number;
}

/** A block whose second line holds a character that is no base64. */
export function tornPem(): string {
	return pemOf().replace(/^(.*\n.{10})./, '$1!');
}

function timeAt(now: Date, days: number): Buffer {
	const iso = new Date(now.getTime() + days * dayMs).toISOString();
	return generalizedTime(`${iso.slice(0, 19).replace(/[-:T]/g, '')}Z`);
}
