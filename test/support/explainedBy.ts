/** By which real program each entry of the table of TLS errors was brought about, in which file of tests. */
import assert from 'node:assert/strict';
import type { ExplanationId } from '../../src/core/tls/explain/explanation.js';

/** The files of tests in which programs are asked. */
export const explainedIn = {
	handshakes: 'test/unit/core/tls/explain/handshakes.test.ts',
	connections: 'test/unit/core/tls/explain/connections.test.ts',
	material: 'test/unit/core/tls/explain/material.test.ts',
	signIn: 'test/server/vault/certificateSignIn.test.ts',
	clients: 'test/peers/explainedErrors.test.ts',
	files: 'test/peers/explainedFiles.test.ts',
} as const;

export type ExplainedIn = keyof typeof explainedIn;

export type Evidence =
	| { readonly seen: ExplainedIn; readonly program: string }
	/** Its texts are from documentation or sources: why no program here says it. */
	| { readonly text: string };

const node = (seen: ExplainedIn): Evidence => ({ seen, program: 'Node.js' });
const go: Evidence = { seen: 'clients', program: 'Go' };
const alertOfOpenssl: Evidence = { seen: 'clients', program: 'OpenSSL’s server' };
const bao: Evidence = { seen: 'signIn', program: 'OpenBao' };

export const explainedBy: Readonly<Record<ExplanationId, Evidence>> = {
	badSignature: node('handshakes'),
	caFileUnreadable: { seen: 'files', program: 'curl' },
	certificateAndKeySwapped: { seen: 'files', program: 'Go' },
	certificateNotPem: node('material'),
	clientCertificateExpired: alertOfOpenssl,
	clientCertificateNotYetValid: go,
	clientCertificatePurpose: alertOfOpenssl,
	clientCertificateRefused: alertOfOpenssl,
	clientCertificateRequired: node('handshakes'),
	clientCertificateRevoked: alertOfOpenssl,
	clientIssuerUnknown: alertOfOpenssl,
	clientSignatureWrong: go,
	closedAfterHandshake: node('connections'),
	closedInHandshake: node('connections'),
	commonNameOnly: go,
	connectionRefused: node('connections'),
	connectionReset: node('connections'),
	contentTruncated: node('material'),
	crlExpired: node('handshakes'),
	crlMissing: node('handshakes'),
	expired: node('handshakes'),
	extraCaIgnored: node('material'),
	fileForbidden: node('material'),
	fileMissing: node('material'),
	handshakeFailure: node('handshakes'),
	handshakeWrapped: { seen: 'clients', program: 'curl' },
	httpToHttps: node('connections'),
	httpsToHttp: node('connections'),
	incompleteCaFile: node('handshakes'),
	incompleteChain: node('handshakes'),
	internalError: go,
	issuerMayNotSign: node('handshakes'),
	keyFileOpen: { seen: 'files', program: 'PostgreSQL’s client' },
	keyMismatch: node('material'),
	keyTypeMismatch: { seen: 'files', program: 'Go' },
	keyUnreadable: node('material'),
	legacyRenegotiation: node('connections'),
	nameConstraint: node('handshakes'),
	nameMismatch: node('handshakes'),
	noAnswer: node('connections'),
	noApplicationProtocol: node('handshakes'),
	noRoute: node('connections'),
	notPkcs12: node('material'),
	notYetValid: node('handshakes'),
	otherAlert: node('handshakes'),
	ownCertificateUnusable: { seen: 'files', program: 'curl' },
	ownKeyWeak: node('material'),
	ownSignatureWeak: { seen: 'clients', program: 'curl' },
	passphrase: node('material'),
	pathTooLong: node('handshakes'),
	pemBase64: node('material'),
	pemEndLine: node('material'),
	pemHeader: node('material'),
	pkcs12Old: node('material'),
	pkcs12Password: node('material'),
	protocolVersion: node('handshakes'),
	revoked: node('handshakes'),
	selfSigned: node('handshakes'),
	selfSignedInChain: node('handshakes'),
	serverCertificateRefused: go,
	unknownCriticalExtension: node('handshakes'),
	unknownHost: node('connections'),
	unknownIssuer: node('handshakes'),
	unrecognizedName: alertOfOpenssl,
	vaultConstraints: bao,
	vaultNoCertificate: bao,
	vaultNoRoleForCertificate: bao,
	vaultRenewalIdentity: bao,
	vaultTlsRequired: {
		text: 'Vault says it over plain HTTP, where OpenBao, which can be run here, says that there is no certificate.',
	},
	verificationFailed: { seen: 'clients', program: 'Python' },
	versionSetting: node('material'),
	weakKey: node('handshakes'),
	weakSignature: node('handshakes'),
	wrongPurpose: node('handshakes'),
};

/** What a file of tests really brought about; its last test compares that with what the table says of it. */
export class Seen {
	readonly #ids = new Set<string>();

	constructor(readonly file: ExplainedIn) {}

	add(id: string): void {
		this.#ids.add(id);
	}

	/** Fails where the table names this file for an entry that no program of it brought about. */
	assertShare(): void {
		const share = Object.entries(explainedBy).flatMap(([id, evidence]) =>
			'seen' in evidence && evidence.seen === this.file ? [id] : [],
		);
		assert.ok(share.length > 0, this.file);
		assert.deepEqual(
			share.filter((id) => !this.#ids.has(id)),
			[],
			'not brought about',
		);
	}
}
