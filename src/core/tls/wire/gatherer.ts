/** Handshake messages and alerts turned into facts. What cannot be read is left out; the rest still counts. */
import { DerError } from '../../x509/asn1/derError.js';
import {
	type CertificateMessage,
	readCertificateRequest,
	readCertificates,
	stapledResponse,
} from './certificateMessages.js';
import { decompressedCertificate } from './compressedCertificate.js';
import { TlsCursor } from './cursor.js';
import { readExtensions } from './extensions.js';
import { type AlertFacts, noFacts, type Side } from './facts.js';
import {
	chosenProtocol,
	keyExchangeGroup,
	readClientHello,
	readServerHello,
	type ServerHello,
} from './hellos.js';
import { type HandshakeMessage, messageTypes } from './messages.js';
import { alertName } from './names/alerts.js';
import { cipherSuiteName } from './names/cipherSuites.js';
import { tls13, versionName } from './names/versions.js';

/** What follows for the keys. */
export type Effect = 'finished' | 'keyUpdate' | undefined;

const maximumAlerts = 16;

export class FactGatherer {
	readonly facts = noFacts();
	/** Grows with each fact. */
	revision = 0;
	/** Of the connection; undefined before the server chose it. */
	version: number | undefined;
	serverRandom: Buffer | undefined;
	/** Of CBC suites (RFC 7366). */
	encryptThenMac = false;

	get isTls13(): boolean {
		return this.version === tls13;
	}

	message(from: Side, message: HandshakeMessage): Effect {
		if (message.isTooLarge) return undefined;
		try {
			return from === 'client' ? this.#fromClient(message) : this.#fromServer(message);
		} catch (error) {
			if (!(error instanceof DerError)) throw error;
			// It asked, even if nobody can read for what.
			if (message.type === messageTypes.certificateRequest) {
				this.facts.certificateRequest = 'notVisible';
			}
			return undefined;
		}
	}

	/** @param content Of a record; undefined while it is encrypted. Answers where it stands. */
	alert(from: Side, content?: Buffer, at = this.facts.alerts.length): number {
		if (at >= maximumAlerts) return at;
		this.facts.alerts[at] = { from, ...(content && alertOf(content)) };
		this.revision += 1;
		return at;
	}

	finished(from: Side): void {
		if (this.facts.finished[from]) return;
		this.facts.finished[from] = true;
		this.revision += 1;
		const { certificates, certificateRequest } = this.facts;
		const isSilent = from === 'client' || certificateRequest === 'notAsked';
		if (isSilent && certificates.client === 'notVisible') delete certificates.client;
	}

	applicationData(from: Side): void {
		if (this.facts.applicationData[from]) return;
		this.facts.applicationData[from] = true;
		this.revision += 1;
	}

	decrypted(from: Side): void {
		if (this.facts.decrypted[from]) return;
		this.facts.decrypted[from] = true;
		this.revision += 1;
	}

	/** In TLS 1.2, a server that changes its keys right after its hello goes on with an earlier session (RFC 5246, 7.3). */
	cipherChanged(from: Side): void {
		const { facts } = this;
		if (from !== 'server' || facts.resumed !== undefined) return;
		facts.resumed = facts.certificateRequest === undefined;
		if (facts.resumed) facts.certificateRequest = 'notAsked';
		this.revision += 1;
	}

	#fromClient({ type, body }: HandshakeMessage): Effect {
		const { facts } = this;
		switch (type) {
			case messageTypes.clientHello:
				facts.clientHello = readClientHello(body);
				break;
			case messageTypes.certificate:
			case messageTypes.compressedCertificate:
				facts.certificates.client = this.#certificateMessage(type, body).certificates;
				break;
			default:
				return effectOf(type);
		}
		this.revision += 1;
		return undefined;
	}

	#fromServer({ type, body }: HandshakeMessage): Effect {
		const { facts } = this;
		switch (type) {
			case messageTypes.serverHello:
				this.#serverHello(readServerHello(body));
				break;
			case messageTypes.encryptedExtensions:
				this.#chosen(chosenProtocol(readExtensions(new TlsCursor(body))));
				break;
			case messageTypes.serverKeyExchange:
				this.#keyExchange(body);
				break;
			case messageTypes.certificate:
			case messageTypes.compressedCertificate:
				this.#certificates(type, body);
				break;
			case messageTypes.certificateStatus:
				facts.ocspResponse = stapledResponse(new TlsCursor(body));
				break;
			case messageTypes.certificateRequest:
				facts.certificateRequest = readCertificateRequest(body, this.version ?? 0);
				break;
			case messageTypes.serverHelloDone:
				facts.resumed = false;
				facts.certificateRequest ??= 'notAsked';
				break;
			default:
				return effectOf(type);
		}
		this.revision += 1;
		return undefined;
	}

	#serverHello(hello: ServerHello): void {
		const { facts } = this;
		const { version, cipherSuite, alpn, group, isRetry, isResumed } = hello;
		if (isRetry) {
			facts.helloRetry = group === undefined ? {} : { group };
			return;
		}
		this.version = version;
		this.serverRandom = hello.random;
		this.encryptThenMac = hello.encryptThenMac;
		facts.serverHello = {
			version: versionName(version),
			cipherSuite: cipherSuiteName(cipherSuite),
		};
		this.#chosen({ ...(alpn !== undefined && { alpn }), ...(group !== undefined && { group }) });
		if (version !== tls13) return;
		facts.resumed = isResumed;
		facts.certificateRequest = isResumed ? 'notAsked' : 'notVisible';
		if (!isResumed) facts.certificates.server = facts.certificates.client = 'notVisible';
	}

	#chosen(chosen: { readonly alpn?: string; readonly group?: string }): void {
		const { serverHello } = this.facts;
		if (serverHello) this.facts.serverHello = { ...serverHello, ...chosen };
	}

	#keyExchange(body: Buffer): void {
		const isCurve = this.facts.serverHello?.cipherSuite.includes('_ECDH');
		const group = isCurve === true ? keyExchangeGroup(body) : undefined;
		if (group !== undefined) this.#chosen({ group });
	}

	#certificates(type: number, body: Buffer): void {
		const { facts } = this;
		// In TLS 1.3 the request comes before, so that there is none, even if the certificates cannot be read.
		if (facts.certificateRequest === 'notVisible') facts.certificateRequest = 'notAsked';
		const { certificates, ocspResponse } = this.#certificateMessage(type, body);
		facts.certificates.server = certificates;
		if (ocspResponse) facts.ocspResponse = ocspResponse;
	}

	/** Compressed in TLS 1.3 only (RFC 8879, 4). */
	#certificateMessage(type: number, body: Buffer): CertificateMessage {
		const isCompressed = type === messageTypes.compressedCertificate && this.isTls13;
		return readCertificates(isCompressed ? decompressedCertificate(body) : body, this.version ?? 0);
	}
}

function effectOf(type: number): Effect {
	if (type === messageTypes.finished) return 'finished';
	return type === messageTypes.keyUpdate ? 'keyUpdate' : undefined;
}

/** The first of a record; none where it is cut. */
function alertOf(content: Buffer): Omit<AlertFacts, 'from'> {
	if (content.length < 2) return {};
	const number = content.readUInt8(1);
	return { level: content[0] === 1 ? 'warning' : 'fatal', number, description: alertName(number) };
}
