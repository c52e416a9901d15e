/** Sets of files that servers expect under names of their own. */
import { splitChain } from '../x509/chain.js';
import { pemText } from './pemText.js';

export const layoutIds = ['server', 'kubernetes', 'combined'] as const;
export type LayoutId = (typeof layoutIds)[number];

/** PEM. */
export interface LayoutMaterial {
	readonly certificatePem: string;
	/** From the issuer up. */
	readonly chainPem: readonly string[];
	readonly privateKeyPem: string;
}

export interface LayoutFile {
	readonly name: string;
	readonly content: string;
	/** Absent: as the system makes files. */
	readonly mode?: number;
}

/**
 * `server`: as Vault's templates write them; `kubernetes`: as a TLS Secret is mounted; `combined`: one file, as HAProxy
 * reads it.
 */
export function layoutFiles(id: LayoutId, material: LayoutMaterial): readonly LayoutFile[] {
	const { certificatePem, chainPem, privateKeyPem } = material;
	const { root, intermediates } = splitChain(chainPem);
	const served = [certificatePem, ...intermediates];
	const file = (name: string, blocks: readonly string[], mode?: number): LayoutFile => ({
		...{ name, content: pemText(blocks) },
		...(mode !== undefined && { mode }),
	});
	switch (id) {
		case 'server':
			return [
				file('server.crt', [certificatePem], 0o644),
				file('server.key', [privateKeyPem], 0o600),
				file('fullchain.crt', served, 0o644),
				file('ca_chain.pem', chainPem, 0o644),
				file('issuing_ca.pem', chainPem.slice(0, 1), 0o644),
			].filter(({ content }) => content !== '');
		case 'kubernetes':
			return [
				file('tls.crt', served, 0o644),
				file('tls.key', [privateKeyPem], 0o600),
				...(root === undefined ? [] : [file('ca.crt', [root], 0o644)]),
			];
		case 'combined':
			return [file('server.pem', [...served, privateKeyPem], 0o600)];
	}
}
