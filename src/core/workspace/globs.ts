/** Glob patterns of the exclude setting, and which files may hold certificates. Pure. */
import { privateKeyEndings } from '../layouts/otherHalfNames.js';

const mostAlternatives = 1000;

/**
 * Writes out the braces of a pattern: `**\/{a,b}/**` becomes `**\/a/**` and `**\/b/**`. VS Code takes one pattern for
 * what to leave out, and braces inside braces are not understood everywhere.
 */
export function expandBraces(pattern: string): readonly string[] {
	const open = pattern.indexOf('{');
	if (open === -1) return [pattern];
	const parts: string[] = [];
	let depth = 0;
	let start = open + 1;
	for (let index = open; index < pattern.length; index += 1) {
		const character = pattern[index];
		if (character === '{') depth += 1;
		if (character === '}') depth -= 1;
		if ((character === ',' && depth === 1) || depth === 0) {
			parts.push(pattern.slice(start, index));
			start = index + 1;
		}
		if (depth === 0) {
			const head = pattern.slice(0, open);
			// Once for all parts, so that many braces in a row cost no more than what is kept.
			const tails = expandBraces(pattern.slice(index + 1));
			return parts
				.flatMap(expandBraces)
				.slice(0, mostAlternatives)
				.flatMap((part) => tails.map((tail) => head + part + tail))
				.slice(0, mostAlternatives);
		}
	}
	// An unclosed brace stands for itself.
	return [pattern];
}

/** One pattern for several; undefined when there are none. */
export function joinGlobs(patterns: readonly string[]): string | undefined {
	const all = [...new Set(patterns.flatMap(expandBraces))];
	return all.length === 0 ? undefined : all.length === 1 ? all[0] : `{${all.join(',')}}`;
}

const certificateEndings =
	'pem,crt,cer,cert,der,p7b,p7c,ca-bundle,fullchain,chain,crl,PEM,CRT,CER,CERT,DER,P7B,CRL';

/** File names that hold certificates and CRLs, by the habits of openssl, Vault, nginx, Java and Windows users. */
export const certificateFiles = `**/*.{${certificateEndings}}`;

const certificateFile = new RegExp(`\\.(?:${certificateEndings.replaceAll(',', '|')})$`);

/** The same of one path. */
export function isCertificateFile(path: string): boolean {
	return certificateFile.test(path);
}

/** Files that are looked at for what they revoke of the certificates beside them, by name or path. */
export function isCrlFile(path: string): boolean {
	return /\.crl(?:\.pem)?$/i.test(path);
}

/** Private keys beside certificates, which say whether they belong together. */
export const keyFiles = `**/*{${privateKeyEndings.join(',')}}`;

/** Never searched, whatever the settings say. */
export const neverSearched: readonly string[] = ['**/node_modules/**', '**/.git/**'];
