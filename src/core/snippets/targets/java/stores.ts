import { convertedPath } from '../../converted.js';
import { pathOf, type SnippetInput } from '../../target.js';

export function keyStorePath({ converted, certificate }: SnippetInput): string {
	return converted ?? convertedPath('pkcs12', pathOf(certificate));
}

/** Where `keytool` puts the CA: beside the key store. */
export function trustStorePath(input: SnippetInput): string {
	return keyStorePath(input).replace(/(?:\.p12|\.pfx)?$/i, '.trust.p12');
}
