import { isIP } from 'node:net';
import type { SubjectAltName } from '../../core/x509/model.js';

/** Names as backends take them (`CertificateWishes`). */
export interface SortedNames {
	/** DNS names and e-mail addresses. */
	readonly altNames: readonly string[];
	readonly ipSans: readonly string[];
	readonly uriSans: readonly string[];
}

/** Names as a person types them: separated by commas, semicolons, spaces or lines. */
export function splitNames(text: string): readonly string[] {
	return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))];
}

/** Tells a name's kind by its form: IP address, URI (`spiffe://…`, `urn:…`), e-mail address, else DNS name. */
export function nameType(name: string): 'ip' | 'uri' | 'email' | 'dns' {
	if (isIP(name) !== 0) return 'ip';
	// A host with a port behind it would be a URI as well, one that names nothing.
	if (/^[a-z][a-z0-9+.-]*:(?!\d{1,5}$)/i.test(name)) return 'uri';
	return name.includes('@') ? 'email' : 'dns';
}

export function sortNames(names: readonly string[]): SortedNames {
	const of = (...types: readonly string[]) =>
		names.filter((name) => types.includes(nameType(name)));
	return { altNames: of('dns', 'email'), ipSans: of('ip'), uriSans: of('uri') };
}

/** The subject alternative names of a request, in the order given, each once. */
export function subjectAltNames(names: readonly string[]): readonly SubjectAltName[] {
	return [...new Set(names)].map((value) => ({ type: nameType(value), value }));
}
