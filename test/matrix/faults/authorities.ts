/** Faults of the CA file. The server shows a certificate that was issued as the scene needs it. */
import { extension } from '../../support/der.js';
import {
	keyUsages,
	makeRoot,
	nameConstraints,
	type Certificate,
	type Keys,
	type Wish,
} from '../material.js';
import { shows, type Faults, type Pki, type Scene } from '../scene.js';

export function authorityFaults(pki: Pki, keys: Readonly<Record<string, Keys>>): Faults {
	/** A root like this is in the CA file and has issued the server's certificate. */
	const root = (wish: Partial<Wish>): Scene => {
		const ca = makeRoot('Odd Root', wish);
		return { ca: ca.pem, ...shows(pki.serverOf({ issuer: ca })) };
	};
	const ofKeys = Object.entries(keys).map(([id, pair]): [string, Scene] => [
		`ca-${id}`,
		root({ keys: pair }),
	]);
	return { ...choices(pki), ...kinds(root), ...dates(pki, root), ...Object.fromEntries(ofKeys) };
}

function choices({ root, issuing, server, serverOf }: Pki): Faults {
	const alone = shows(server);
	const weak = makeRoot('SHA-1 Issuing', { issuer: root, digest: 'sha1' });
	const cross = makeRoot('Cross Root', { issuer: makeRoot('Far Root') });
	return {
		'ca-plain': {},
		'ca-missing': { ca: null },
		'ca-other': { ca: makeRoot('Other Root').pem },
		'ca-other-same-name': { ca: makeRoot(root.name).pem },
		'ca-with-other': { ca: makeRoot('Other Root').pem + root.pem },
		'ca-twice': { ca: root.pem + root.pem },
		'ca-leaf': { ca: server.pem },
		'ca-intermediate-only': { ca: issuing.pem },
		'ca-cross-signed-only': { ca: cross.pem, ...shows(serverOf({ issuer: cross })) },
		'ca-with-intermediate': { ca: root.pem + issuing.pem, ...alone },
		'ca-intermediate-sha1': {
			ca: root.pem + weak.pem,
			...shows(serverOf({ issuer: weak }), weak),
		},
	};
}

function kinds(root: (wish: Partial<Wish>) => Scene): Faults {
	const critical = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0), true);
	const twice = extension('1.3.6.1.4.1.99999.1', Buffer.of(5, 0));
	return {
		'ca-sha1': root({ digest: 'sha1' }),
		'ca-v1': root({ version: 1 }),
		'ca-no-basic-constraints': root({ ca: undefined }),
		'ca-not-ca': root({ ca: false }),
		'ca-no-cert-sign': root({ keyUsage: keyUsages.digitalSignature }),
		'ca-no-key-usage': root({ keyUsage: undefined }),
		'ca-critical-extension': root({ extensions: [critical] }),
		'ca-duplicate-extension': root({ extensions: [twice, twice] }),
		'ca-serial-negative': root({ serial: '81' }),
		'ca-serial-zero': root({ serial: '00' }),
		'ca-permits-name': root({ extensions: [nameConstraints('permitted', 'localhost')] }),
		'ca-permits-others': root({ extensions: [nameConstraints('permitted', 'corp.test')] }),
		'ca-excludes-name': root({ extensions: [nameConstraints('excluded', 'localhost')] }),
		'ca-usage-client': root({ usages: ['clientAuth'] }),
		'ca-usage-server': root({ usages: ['serverAuth'] }),
	};
}

function dates({ root, serverOf }: Pki, odd: (wish: Partial<Wish>) => Scene): Faults {
	const past = { from: -30, to: -1 };
	const future = { from: 1, to: 30 };
	const renewed = (wish: Partial<Wish>): Certificate =>
		makeRoot(root.name, { keys: root.keys, ...wish });
	return {
		'ca-expired': odd(past),
		'ca-not-yet-valid': odd(future),
		'ca-ten-years': odd({ to: 3650 }),
		'ca-bad-dates': odd({ badDates: true }),
		'ca-expired-beside-valid': { ca: makeRoot('Old Root', past).pem + root.pem },
		'ca-not-yet-valid-beside-valid': { ca: makeRoot('New Root', future).pem + root.pem },
		'ca-expired-renewed': {
			ca: renewed(past).pem + root.pem,
			...shows(serverOf()),
		},
		'ca-not-yet-valid-renewed': {
			ca: renewed(future).pem + root.pem,
			...shows(serverOf()),
		},
	};
}
