import { existsSync, readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/** Where Linux distributions keep the system's roots in one file; elsewhere Node's own list takes their place. */
const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'];

/** Each as PEM. */
export function systemRoots() {
	const bundle = bundles.find((file) => existsSync(file));
	if (bundle === undefined) return rootCertificates;
	const blocks = readFileSync(bundle, 'utf8').match(
		/-----BEGIN CERT[^]+?-----END CERTIFICATE-----\n?/g,
	);
	return blocks && blocks.length > 0 ? blocks : rootCertificates;
}
