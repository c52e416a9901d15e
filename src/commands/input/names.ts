import type { SubjectAltName } from '../../core/x509/model.js';
import { nameType } from '../../core/x509/names/nameKinds.js';

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

export function sortNames(names: readonly string[]): SortedNames {
	const of = (...types: readonly string[]) =>
		names.filter((name) => types.includes(nameType(name)));
	return { altNames: of('dns', 'email'), ipSans: of('ip'), uriSans: of('uri') };
}

/** The subject alternative names of a request, in the order given, each once. */
export function subjectAltNames(names: readonly string[]): readonly SubjectAltName[] {
	return [...new Set(names)].map((value) => ({ type: nameType(value), value }));
}
