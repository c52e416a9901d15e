/** The roots that this machine trusts. */
import { existsSync } from 'node:fs';

/** Where Linux distributions keep them in one file. */
const bundles = [
	'/etc/ssl/certs/ca-certificates.crt',
	'/etc/pki/tls/certs/ca-bundle.crt',
	'/etc/ssl/ca-bundle.pem',
	'/etc/ssl/cert.pem',
];

/** @returns {string | undefined} The path of the bundle. */
export function rootsBundle() {
	return bundles.find((file) => existsSync(file));
}

/** @returns {string} The same; throws where there is none. */
export function requireRootsBundle() {
	const found = rootsBundle();
	if (found !== undefined) return found;
	throw new Error(
		`No bundle of this machine's roots (${bundles.join(', ')}). Install the package ca-certificates.`,
	);
}
