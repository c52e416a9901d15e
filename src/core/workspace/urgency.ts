/** What of a workspace is to be looked at first. */
import type { Verdict } from '../x509/model.js';
import type { RecordKind } from './record.js';

/** In the order in which they are listed. */
export const groups = [
	'expired',
	'expiresSoon',
	'notYetValid',
	'unknown',
	'later',
	'keys',
	'crlsAndRequests',
	'containers',
	'unreadable',
] as const;

export type Group = (typeof groups)[number];

export interface Judged {
	readonly kind: RecordKind;
	readonly state: Verdict | 'none';
	readonly name: string;
	readonly notAfter?: string | undefined;
}

export function groupOf({ kind, state }: Pick<Judged, 'kind' | 'state'>): Group {
	switch (kind) {
		case 'certificate':
			return groupOfCertificate(state);
		case 'privateKey':
		case 'publicKey':
			return 'keys';
		case 'crl':
		case 'request':
		case 'ocsp':
			return 'crlsAndRequests';
		case 'container':
			return 'containers';
		case 'unreadable':
			return 'unreadable';
	}
}

function groupOfCertificate(state: Judged['state']): Group {
	switch (state) {
		case 'revoked':
		case 'expired':
			return 'expired';
		case 'expiresSoon':
		case 'notYetValid':
			return state;
		case 'valid':
			return 'later';
		case 'unknown':
		case 'none':
			return 'unknown';
	}
}

/**
 * Within a group: what a CRL revokes, then what expires next; of what has expired the latest, which is the likeliest to be
 * in use still. Else in the order in which they were given.
 */
export function byUrgency(group: Group): (a: Judged, b: Judged) => number {
	const sign = group === 'expired' ? -1 : 1;
	return (one, other) => {
		const isRevoked = ({ state }: Judged) => Number(state === 'revoked');
		const [{ notAfter: a = '' }, { notAfter: b = '' }] = [one, other];
		return isRevoked(other) - isRevoked(one) || (a === b ? 0 : a < b ? -sign : sign);
	};
}
