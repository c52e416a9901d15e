/** What may be kept of a block for as long as its document is open: everything but the bytes of private keys. */
import { toPem } from '../find/pem.js';
import { publicKeyLabel } from '../x509/keys/key.js';
import type { DecodedBlock } from '../x509/block.js';

type Readable = Extract<DecodedBlock, { readonly error?: undefined }>;
type Unreadable = Exclude<DecodedBlock, Readable>;

/** `der` is absent for private keys and for what could not be read. */
export type KeptBlock =
	(Omit<Readable, 'der'> & { readonly der?: Uint8Array | undefined }) | Unreadable;

/** Lets go of the bytes of a private key; all others are a copy, so that what they were read from can go. */
export function keptOf(block: DecodedBlock): KeptBlock {
	if (block.error) return block;
	const { der, ...rest } = block;
	return block.facts.kind === 'privateKey' ? rest : { ...rest, der: new Uint8Array(der) };
}

/** PEM of anything but a private key. */
export function pemOfBlock({ facts, der }: Pick<KeptBlock, 'facts' | 'der'>): string | undefined {
	if (!der || !facts) return undefined;
	switch (facts.kind) {
		case 'certificate':
			return toPem('CERTIFICATE', der);
		case 'request':
			return toPem('CERTIFICATE REQUEST', der);
		case 'crl':
			return toPem('X509 CRL', der);
		case 'ocsp':
			return toPem('OCSP RESPONSE', der);
		case 'publicKey':
			return toPem(publicKeyLabel(der), der);
		case 'privateKey':
			return undefined;
	}
}
