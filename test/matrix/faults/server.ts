/** Faults of the certificate that a server shows, and of its TLS versions. */
import { toPem } from '../../../src/core/find/pem.js';
import { crlOf, revokedEntry } from '../../support/crls.js';
import { extension } from '../../support/der.js';
import { keyUsages, makeCertificate, makeRoot, type Keys, type Wish } from '../material.js';
import { shows, type Faults, type Pki, type Scene, type ServerWish } from '../scene.js';

export function serverFaults(pki: Pki, keys: Readonly<Record<string, Keys>>): Faults {
	const ofKeys = Object.entries(keys).map(([id, pair]): [string, Scene] => [
		`server-${id}`,
		shows(pki.serverOf({ keys: pair })),
	]);
	const pinnedKeys = Object.entries(keys).map(([id, pair]): [string, Scene] => [
		`pinned-${id}`,
		pinned({ keys: pair }),
	]);
	return {
		...contents(pki),
		...names(pki),
		...chains(pki),
		...revocation(pki),
		...versions(pki),
		...pinnedFaults(),
		...Object.fromEntries([...ofKeys, ...pinnedKeys]),
	};
}

function contents({ rsaRoot, serverOf }: Pki): Faults {
	const critical = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0), true);
	const twice = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0));
	return {
		'server-expired': shows(serverOf({ from: -30, to: -1 })),
		'server-not-yet-valid': shows(serverOf({ from: 1 })),
		'server-contradictory-dates': shows(serverOf({ from: 30, to: -30 })),
		'server-ten-years': shows(serverOf({ to: 3650 })),
		'server-no-server-auth': shows(serverOf({ usages: ['clientAuth'] })),
		'server-no-eku': shows(serverOf({ usages: undefined })),
		'server-no-digital-signature': shows(serverOf({ keyUsage: keyUsages.keyEncipherment })),
		'server-is-ca': shows(serverOf({ ca: true })),
		'server-v1': shows(serverOf({ version: 1, name: 'localhost' })),
		'server-serial-negative': shows(serverOf({ serial: '81' })),
		'server-serial-zero': shows(serverOf({ serial: '00' })),
		'server-serial-long': shows(serverOf({ serial: '01'.repeat(24) })),
		'server-duplicate-extension': shows(serverOf({ extensions: [twice, twice] })),
		'server-critical-extension': shows(serverOf({ extensions: [critical] })),
		'server-sha1': shows(serverOf({ digest: 'sha1' })),
		'server-md5': { ca: rsaRoot.pem, ...shows(serverOf({ issuer: rsaRoot, digest: 'md5' })) },
		'server-rsa-pss-signature': {
			ca: rsaRoot.pem,
			...shows(serverOf({ issuer: rsaRoot, pss: true })),
		},
	};
}

function names({ serverOf }: Pki): Faults {
	const named = (dns: string, name: string): Scene => ({
		...shows(serverOf({ dns: [dns] })),
		name,
	});
	const address = '127.0.0.1';
	const bare = (name: string, more: Partial<Wish> = {}) =>
		shows(serverOf({ name, dns: [], ...more }));
	return {
		'name-other': named('other.test', 'api.lab.test'),
		'name-case': named('API.lab.test', 'api.lab.test'),
		'name-wildcard': named('*.lab.test', 'api.lab.test'),
		'name-wildcard-two-labels': named('*.lab.test', 'a.api.lab.test'),
		'name-wildcard-itself': named('*.lab.test', 'lab.test'),
		'name-wildcard-top-level': named('*.test', 'api.test'),
		'name-wildcard-partial': named('a*.lab.test', 'api.lab.test'),
		'name-wildcard-inside': named('api.*.test', 'api.lab.test'),
		'name-underscore': named('a_b.lab.test', 'a_b.lab.test'),
		'name-common-name': { ...bare('api.lab.test'), name: 'api.lab.test' },
		'name-common-name-wildcard': { ...bare('*.lab.test'), name: 'api.lab.test' },
		'name-common-name-beside-ip': {
			...bare('api.lab.test', { ips: [address] }),
			name: 'api.lab.test',
		},
		'name-common-name-beside-dns': {
			...bare('api.lab.test', { dns: ['other.test'] }),
			name: 'api.lab.test',
		},
		'name-address': { ...shows(serverOf({ ips: [address] })), name: null },
		'name-address-other': { ...shows(serverOf({ ips: ['127.0.0.2'] })), name: null },
		'name-address-as-dns': { ...shows(serverOf({ dns: [address] })), name: null },
		'name-address-as-common-name': { ...bare(address), name: null },
	};
}

function chains({ root, issuing, serverOf, server }: Pki): Faults {
	const second = makeRoot('Second Issuing', { issuer: issuing });
	const flat = makeRoot('Flat Issuing', { issuer: root, pathLength: 0 });
	const tooDeep = makeRoot('Too Deep', { issuer: flat });
	const notCa = makeCertificate({ name: 'Not CA', issuer: root, ca: false });
	const expired = makeRoot('Expired Issuing', { issuer: root, from: -30, to: -1 });
	const weak = makeRoot('SHA-1 Issuing', { issuer: root, digest: 'sha1' });
	return {
		'server-chain-alone': shows(server),
		'server-chain-with-root': shows(server, issuing, root),
		'server-chain-swapped': shows(serverOf({ issuer: second }), issuing, second),
		'server-chain-stranger': shows(server, issuing, makeCertificate({ name: 'Stranger' })),
		'server-issuer-expired': shows(serverOf({ issuer: expired }), expired),
		'server-issuer-not-ca': shows(serverOf({ issuer: notCa }), notCa),
		'server-issuer-sha1': shows(serverOf({ issuer: weak }), weak),
		'server-other-authority-key': shows(
			serverOf({ issuer: issuing, authority: weak.keys }),
			issuing,
		),
		'server-path-length': shows(serverOf({ issuer: tooDeep }), tooDeep, flat),
		'server-self-signed': shows(serverOf({ issuer: undefined })),
	};
}

/** Without a CRL of its own no client asks whether a certificate is revoked. */
function revocation({ serverOf }: Pki): Faults {
	const issuer = makeRoot('CRL Root', { keyUsage: keyUsages.certAndCrlSign });
	const serial = '0a01';
	const revoked = { ...shows(serverOf({ issuer, serial })), ca: issuer.pem };
	const crl = toPem('X509 CRL', crlOf(issuer, { entries: [revokedEntry(serial)] }));
	return {
		'server-revoked': revoked,
		'server-revoked-with-crl': { ...revoked, crl },
		'server-with-crl': { ...shows(serverOf({ issuer })), ca: issuer.pem, crl },
	};
}

function versions({ serverOf }: Pki): Faults {
	const server = serverOf();
	const only = (version: NonNullable<ServerWish['minVersion']>): Scene => ({
		server: { cert: server.pem, key: server.keyPem, minVersion: version, maxVersion: version },
	});
	return {
		'version-1.0': only('TLSv1'),
		'version-1.1': only('TLSv1.1'),
		'version-1.2': only('TLSv1.2'),
		'version-1.3': only('TLSv1.3'),
	};
}

/** A server's own certificate that signed itself, and is trusted as the CA. */
function pinned(wish: Partial<Wish>): Scene {
	const certificate = makeCertificate({ name: 'localhost', dns: ['localhost'], ...wish });
	return { ca: certificate.pem, ...shows(certificate) };
}

function pinnedFaults(): Faults {
	return {
		'pinned-plain': pinned({ usages: ['serverAuth'], ca: false }),
		'pinned-no-basic-constraints': pinned({}),
		'pinned-is-ca': pinned({ ca: true }),
		'pinned-v1': pinned({ version: 1 }),
		'pinned-common-name': pinned({ dns: [] }),
		'pinned-name-other': { ...pinned({ dns: ['other.test'] }), name: 'api.lab.test' },
		'pinned-expired': pinned({ from: -30, to: -1 }),
		'pinned-not-yet-valid': pinned({ from: 1 }),
		'pinned-no-server-auth': pinned({ usages: ['clientAuth'] }),
		'pinned-no-digital-signature': pinned({ keyUsage: keyUsages.keyEncipherment }),
		'pinned-sha1': pinned({ digest: 'sha1' }),
	};
}
