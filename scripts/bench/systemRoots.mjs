import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { rootsBundle } from '../lib/systemRoots.mjs';

/** Each as PEM; Node's own list where this machine has no bundle. */
export function systemRoots() {
	const bundle = rootsBundle();
	if (bundle === undefined) return rootCertificates;
	const blocks = readFileSync(bundle, 'utf8').match(
		/-----BEGIN CERT[^]+?-----END CERTIFICATE-----\n?/g,
	);
	return blocks && blocks.length > 0 ? blocks : rootCertificates;
}
