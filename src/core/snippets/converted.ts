/** Files in the form that a target wants, and where they lie beside the originals. */
import { privateKeyOf, type MaterialFile } from '../diagnostics/clientConfig/material.js';

/** `pkcs12`: certificate, chain and key in one key store. `combinedPem`: the same as PEM. `pkcs8`: a plain PKCS #8 key. */
export const needs = ['pkcs12', 'combinedPem', 'pkcs8'] as const;
export type Need = (typeof needs)[number];

/** What has to be made before the configuration works. */
export interface Conversion {
	readonly format: Need;
	/** The path that the text names. */
	readonly file: string;
}

const endings: Readonly<Record<Need, string>> = {
	pkcs12: '.p12',
	combinedPem: '.combined.pem',
	pkcs8: '.pkcs8.key',
};

/** Where the file is expected: `/certs/agent.crt` → `/certs/agent.p12`. `original` is the certificate's path, or the key's for PKCS #8. */
export function convertedPath(need: Need, original: string): string {
	const stem = original.replace(/\.(?:crt|cer|cert|pem|der|key)$/i, '');
	return stem + endings[need];
}

export interface ConversionRequest {
	readonly target: { readonly needs?: Need };
	readonly certificate: MaterialFile;
	readonly key?: MaterialFile;
	/** Made already. */
	readonly converted?: string;
	readonly inlineKey: boolean;
}

/** The file that the text names; undefined where the target takes what is at hand. `exists`: it need not be made. */
export function conversionFor(
	{ target: { needs: format }, certificate, key, converted, inlineKey }: ConversionRequest,
	isInline: boolean,
): { readonly needed: Conversion; readonly exists: boolean } | undefined {
	if (format === undefined) return undefined;
	if (converted !== undefined) return { needed: { format, file: converted }, exists: true };
	const beside = (original: string) => ({
		needed: { format, file: convertedPath(format, original) },
		exists: false,
	});
	switch (format) {
		case 'pkcs8':
			return key && !isPlainPkcs8(key) ? beside(key.path) : undefined;
		case 'combinedPem':
			if (isInline && inlineKey && key) return undefined;
			return privateKeyOf(certificate)
				? { needed: { format, file: certificate.path }, exists: true }
				: beside(certificate.path);
		case 'pkcs12':
			return beside(certificate.path);
	}
}

function isPlainPkcs8(key: MaterialFile): boolean {
	const facts = privateKeyOf(key)?.facts;
	return facts === undefined || (facts.format === 'pkcs8' && !facts.encrypted);
}
