import type { PublicUrls } from '../../contract/administration.js';

/**
 * The server's own addresses of a mount, which ask for no token (API: "Read CA certificate", "Read CRL"). Clients that
 * follow them send no header, so the namespace stands in the path.
 *
 * @param namespace Without slashes around; empty: none.
 */
export function publicUrls(address: URL, namespace: string, mount: string): PublicUrls {
	const segments = [...namespace.split('/'), ...mount.split('/')].filter((part) => part !== '');
	const path = segments.map(encodeURIComponent).join('/');
	const base = `${address.href.replace(/(?<!\/)\/+$/, '')}/v1/${path}`;
	return { issuingCertificates: [`${base}/ca`], crlDistributionPoints: [`${base}/crl`] };
}
