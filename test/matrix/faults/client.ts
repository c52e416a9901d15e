/** Faults of the certificate that a client sends, and of what it sends above it. */
import { toPem } from '../../../src/core/find/pem.js';
import { extension } from '../../support/der.js';
import { keyUsages, makeCertificate, makeRoot, nameConstraints, type Keys } from '../material.js';
import { sends, type Faults, type Pki, type Scene } from '../scene.js';

export function clientFaults(pki: Pki, keys: Readonly<Record<string, Keys>>): Faults {
	const below = (pair: Keys) => {
		const issuer = makeRoot('Odd Issuing', { issuer: pki.root, keys: pair });
		return sends(pki.clientOf({ issuer }), issuer);
	};
	const ofKeys = Object.entries(keys).flatMap(([id, pair]): [string, Scene][] => [
		[`client-${id}`, sends(pki.clientOf({ keys: pair }))],
		[`client-issuer-${id}`, below(pair)],
	]);
	return { ...contents(pki), ...signatures(pki), ...chains(pki), ...Object.fromEntries(ofKeys) };
}

function contents({ root, clientOf, client }: Pki): Faults {
	const critical = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0), true);
	const twice = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0));
	return {
		'client-plain': sends(client),
		'client-expired': sends(clientOf({ from: -30, to: -1 })),
		'client-not-yet-valid': sends(clientOf({ from: 1 })),
		'client-contradictory-dates': sends(clientOf({ from: 30, to: -30 })),
		'client-ten-years': sends(clientOf({ to: 3650 })),
		'client-no-client-auth': sends(clientOf({ usages: ['serverAuth'] })),
		'client-no-eku': sends(clientOf({ usages: undefined })),
		'client-no-digital-signature': sends(clientOf({ keyUsage: keyUsages.keyEncipherment })),
		'client-key-agreement-only': sends(clientOf({ keyUsage: keyUsages.keyAgreement })),
		// No one can load it to send it.
		'client-bad-dates': { ...sends(clientOf({ badDates: true })), judged: false },
		'client-is-ca': sends(clientOf({ ca: true })),
		'client-v1': sends(clientOf({ version: 1 })),
		'client-serial-negative': sends(clientOf({ serial: '81' })),
		'client-serial-zero': sends(clientOf({ serial: '00' })),
		'client-serial-long': sends(clientOf({ serial: '01'.repeat(24) })),
		// No one can load these two to send them.
		'client-serial-padded': { ...sends(clientOf({ serial: '0001' })), judged: false },
		'client-trailing-data': {
			cert: toPem('CERTIFICATE', Buffer.concat([client.der, Buffer.of(0)])),
			key: client.keyPem,
		},
		'client-duplicate-extension': sends(clientOf({ extensions: [twice, twice] })),
		'client-critical-extension': sends(clientOf({ extensions: [critical] })),
		'client-self-signed': sends(clientOf({ issuer: undefined })),
		'client-other-ca': sends(clientOf({ issuer: makeRoot('Other Root') })),
		'client-forged-issuer': sends(clientOf({ issuer: makeRoot(root.name) })),
	};
}

function signatures({ root, rsaRoot, clientOf }: Pki): Faults {
	const below = (wish: Parameters<typeof makeRoot>[1]) => {
		const above = makeRoot('Weak Issuing', { issuer: root, ...wish });
		return sends(clientOf({ issuer: above }), above);
	};
	return {
		'client-sha1': sends(clientOf({ digest: 'sha1' })),
		'client-sha1-rsa': sends(clientOf({ issuer: rsaRoot, digest: 'sha1' })),
		'client-md5': sends(clientOf({ issuer: rsaRoot, digest: 'md5' })),
		'client-rsa-pss-signature': sends(clientOf({ issuer: rsaRoot, pss: true })),
		'client-issuer-sha1': below({ digest: 'sha1' }),
		'client-issuer-md5': below({ issuer: rsaRoot, digest: 'md5' }),
	};
}

function chains({ root, issuing, clientOf }: Pki): Faults {
	const leaf = clientOf({ issuer: issuing });
	const second = makeRoot('Second Issuing', { issuer: issuing });
	const deep = clientOf({ issuer: second });
	const other = makeCertificate({ name: 'Stranger' });
	const flat = makeRoot('Flat Issuing', { issuer: root, pathLength: 0 });
	const tooDeep = makeRoot('Too Deep', { issuer: flat });
	const strict = makeRoot('Strict Issuing', {
		issuer: root,
		extensions: [nameConstraints('excluded', 'excluded.test')],
	});
	const notCa = makeCertificate({ name: 'Not CA', issuer: root, ca: false });
	const cannotSign = makeRoot('Silent Issuing', {
		issuer: root,
		keyUsage: keyUsages.digitalSignature,
	});
	const expired = makeRoot('Expired Issuing', { issuer: root, from: -30, to: -1 });
	const early = makeRoot('Early Issuing', { issuer: root, from: 1 });
	const forServers = makeRoot('Server Issuing', { issuer: root, usages: ['serverAuth'] });
	return {
		'client-chain': sends(leaf, issuing),
		'client-chain-alone': sends(leaf),
		'client-chain-leaf-last': { ...sends(issuing, leaf), key: leaf.keyPem, judged: false },
		'client-chain-with-root': sends(leaf, issuing, root),
		'client-chain-twice': sends(leaf, leaf, issuing),
		'client-chain-stranger': sends(leaf, issuing, other),
		'client-chain-swapped': sends(deep, issuing, second),
		'client-issuer-expired': sends(clientOf({ issuer: expired }), expired),
		'client-issuer-not-yet-valid': sends(clientOf({ issuer: early }), early),
		'client-issuer-no-client-auth': sends(clientOf({ issuer: forServers }), forServers),
		'client-issuer-not-ca': sends(clientOf({ issuer: notCa }), notCa),
		'client-issuer-no-cert-sign': sends(clientOf({ issuer: cannotSign }), cannotSign),
		'client-other-authority-key': sends(
			clientOf({ issuer: issuing, authority: other.keys }),
			issuing,
		),
		'client-path-length': sends(clientOf({ issuer: tooDeep }), tooDeep, flat),
		'client-name-constraints': sends(
			clientOf({ issuer: strict, dns: ['agent.excluded.test'] }),
			strict,
		),
	};
}
