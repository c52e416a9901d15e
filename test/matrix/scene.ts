/** What one cell row of the matrix is made of: the files of a client, and the server that it meets. */
import {
	ecKeys,
	makeCertificate,
	makeRoot,
	rsaKeys,
	type Certificate,
	type Wish,
} from './material.js';

export type Content = string | Uint8Array;

export interface Scene {
	readonly cert?: Content;
	readonly key?: Content;
	readonly passphrase?: string;
	/** Absent: the root of everything that is in order. `null`: no CA is given. */
	readonly ca?: Content | null;
	/** The client looks certificates up in it, and needs one of each CA then. Go's TLS takes none. */
	readonly crl?: Content;
	/** Absent: one that is in order and takes any client. */
	readonly server?: ServerWish;
	/** The name asked for and verified; `null`: the address. Absent: `localhost`. */
	readonly name?: string | null;
	/** The fault is one of the client's certificate: servers are asked as well. */
	readonly judged?: boolean;
}

export interface ServerWish {
	readonly cert: string;
	readonly key: string;
	readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
	readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
}

export type Faults = Readonly<Record<string, Scene>>;

/** Everything in order: a root, an intermediate below it, an RSA root, and a leaf of each kind. */
export interface Pki {
	readonly root: Certificate;
	readonly issuing: Certificate;
	readonly rsaRoot: Certificate;
	readonly client: Certificate;
	readonly server: Certificate;
	/** A client's certificate, from the root unless another issuer is wished. */
	readonly clientOf: (wish?: Partial<Wish>) => Certificate;
	/** A server's certificate for `localhost`, from the root unless another issuer is wished. */
	readonly serverOf: (wish?: Partial<Wish>) => Certificate;
}

export function makePki(): Pki {
	const root = makeRoot('Matrix Root');
	const issuing = makeRoot('Matrix Issuing', { issuer: root });
	const clientOf = (wish: Partial<Wish> = {}) =>
		makeCertificate({ name: 'agent', issuer: root, usages: ['clientAuth'], ca: false, ...wish });
	const serverOf = (wish: Partial<Wish> = {}) =>
		makeCertificate({
			name: 'server',
			issuer: root,
			usages: ['serverAuth'],
			ca: false,
			dns: ['localhost'],
			...wish,
		});
	return {
		root,
		issuing,
		rsaRoot: makeRoot('Matrix RSA Root', { keys: rsaKeys() }),
		client: clientOf(),
		server: serverOf({ issuer: issuing, keys: ecKeys() }),
		clientOf,
		serverOf,
	};
}

/** A client that sends this certificate, with what stands above it. */
export function sends(certificate: Certificate, ...above: readonly Certificate[]): Scene {
	const cert = [certificate, ...above].map(({ pem }) => pem).join('');
	return { cert, key: certificate.keyPem, judged: true };
}

/** A server that shows this certificate, with what stands above it. */
export function shows(certificate: Certificate, ...above: readonly Certificate[]): Scene {
	const cert = [certificate, ...above].map(({ pem }) => pem).join('');
	return { server: { cert, key: certificate.keyPem } };
}
