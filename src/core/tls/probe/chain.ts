/** The certificates that a server sent. */
import type { X509Certificate } from 'node:crypto';
import { readCertificate } from '../../x509/certificate.js';
import type { HandshakeFacts } from '../wire/facts.js';
import type { ProbeReport, ServedCertificate } from './model.js';

/** More than any chain in use has. */
const mostCertificates = 100;

type ServedChain = Pick<ProbeReport, 'chain' | 'chainLength' | 'isAsServed'>;

/** From the bytes; where they are hidden, from the runtime, which puts them in order. */
export function servedChain(
	{ certificates }: HandshakeFacts,
	peer: X509Certificate | undefined,
): ServedChain {
	const { server } = certificates;
	const isAsServed = server !== 'notVisible';
	const ders = isAsServed ? (server ?? []) : issuersOf(peer);
	const chain = ders.slice(0, mostCertificates).map(served);
	return { chain, chainLength: ders.length, isAsServed };
}

function served(der: Uint8Array): ServedCertificate {
	// A copy: the bytes are a part of what was received.
	return { facts: readCertificate(der), der: new Uint8Array(der) };
}

function issuersOf(peer: X509Certificate | undefined): readonly Uint8Array[] {
	const found: Uint8Array[] = [];
	let next = peer;
	while (next && found.length <= mostCertificates) {
		found.push(next.raw);
		next = next.issuerCertificate === next ? undefined : next.issuerCertificate;
	}
	return found;
}
