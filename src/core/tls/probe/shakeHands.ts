/** One handshake, and what its bytes show. Only what TLS itself says is sent. */
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { HandshakeFailure } from '../failure.js';
import { checkName, connectTls, peerOf } from '../peer.js';
import { authorizationFault, verifyErrorOf } from '../verifyError.js';
import { HandshakeDecoder } from '../wire/decoder.js';
import type { HandshakeFacts } from '../wire/facts.js';
import { KeyLog } from '../wire/keyLog.js';
import { failureOf, hungUp, noAnswer } from './failure.js';
import { Tap } from './tap.js';

export interface HandshakeWishes {
	/** Of `tls.connect`: versions, ciphers, trust, the client's certificate. */
	readonly tls: ConnectionOptions & { readonly requestOCSP?: boolean };
	readonly host: string;
	readonly serverName: string;
	readonly timeoutMs: number;
	/** Whether to go on once the server has chosen a version. */
	readonly whole: boolean;
	/** How long a server that asked for a certificate may take to refuse it. */
	readonly patienceMs: number;
	/** Sent once the handshake is done; the answer's first bytes are waited for. */
	readonly request?: string;
}

export interface HandshakeOutcome {
	readonly facts: HandshakeFacts;
	/** The client's side of the handshake was done. */
	readonly secured: boolean;
	readonly protocol?: string;
	readonly cipher?: string;
	readonly alpn?: string | false;
	/** Our verdict on the server's certificate; absent where it is good, and where the handshake did not come so far. */
	readonly distrust?: HandshakeFailure;
	/** The name is another one, whatever else was found. */
	readonly nameFault?: HandshakeFailure;
	/** Before the handshake was done, or after it. */
	readonly failure?: HandshakeFailure;
	/** What the runtime knows of the server's certificate. */
	readonly peer?: X509Certificate;
	/** Of application data; empty: none came. */
	readonly answer: string;
	/** Nothing was sent: this runtime cannot offer what was wished for. */
	readonly isLocal: boolean;
}

/** Enough for a status line. */
const longestAnswer = 1024;

/** The socket is closed afterwards. Rejects with nothing but the signal's reason. */
export function shakeHands(
	socket: Socket,
	wishes: HandshakeWishes,
	signal: AbortSignal,
): Promise<HandshakeOutcome> {
	return new Handshake(socket, wishes, signal).run();
}

class Handshake {
	readonly #keyLog = new KeyLog();
	readonly #decoder = new HandshakeDecoder({ keyLog: (random) => this.#keyLog.secrets(random) });
	readonly #timers: NodeJS.Timeout[] = [];
	#client: TLSSocket | undefined;
	#secured: Pick<HandshakeOutcome, 'protocol' | 'cipher' | 'alpn' | 'distrust' | 'nameFault'> & {
		readonly peer?: X509Certificate;
	} = {};
	#isSecured = false;
	#verifyError: Error | null | undefined;
	#failure: HandshakeFailure | undefined;
	#answer = '';
	#hasSent = false;
	#end: (() => void) | undefined;

	constructor(
		private readonly socket: Socket,
		private readonly wishes: HandshakeWishes,
		private readonly signal: AbortSignal,
	) {}

	async run(): Promise<HandshakeOutcome> {
		const { timeoutMs } = this.wishes;
		const ended = new Promise<void>((resolve) => (this.#end = resolve));
		const abort = () => this.#end?.();
		this.signal.addEventListener('abort', abort, { once: true });
		this.#after(timeoutMs, () => this.#fail(noAnswer(timeoutMs)));
		try {
			if (!this.signal.aborted) this.#begin();
			else abort();
			await ended;
		} finally {
			this.signal.removeEventListener('abort', abort);
			for (const timer of this.#timers) clearTimeout(timer);
			this.#client?.destroy();
			this.socket.destroy();
		}
		this.signal.throwIfAborted();
		return this.#outcome();
	}

	#begin(): void {
		const { tls, host, serverName } = this.wishes;
		const tap = new Tap(this.socket, (from, bytes) => this.#see(from, bytes));
		tap.on('error', (error) => this.#fail(error));
		try {
			const client = connectTls({
				...{ host, servername: serverName, rejectUnauthorized: false, ...tls, socket: tap },
			});
			this.#client = client;
			client.on('keylog', (line: Buffer) => {
				this.#keyLog.add(line.toString('latin1'));
				this.#decoder.keysChanged();
			});
			client.prependOnceListener('secure', () => (this.#verifyError = verifyErrorOf(client)));
			client.once('secureConnect', () => {
				try {
					this.#secure(client);
				} catch (error) {
					// Node's own comparison of names throws where it cannot take them apart.
					this.#fail(error);
				}
			});
			client.on('data', (bytes: Buffer) => this.#hear(bytes));
			client.on('error', (error) => this.#fail(error));
			// Before the handshake is done an error follows.
			client.on('end', () => this.#isSecured && this.#end?.());
			client.on('close', () => this.#end?.());
		} catch (error) {
			// The options themselves are refused: a version or a cipher that this runtime does not have.
			this.#fail(error);
		}
	}

	#see(from: 'client' | 'server', bytes: Buffer): void {
		if (from === 'client') this.#hasSent = true;
		this.#decoder.push(from, bytes);
		if (!this.wishes.whole && this.#decoder.facts.serverHello) this.#end?.();
	}

	#secure(client: TLSSocket): void {
		const { host, serverName, request, patienceMs } = this.wishes;
		const peer = peerOf(client);
		const chainFault =
			this.#verifyError === undefined ? authorizationFault(client) : this.#verifyError;
		const nameFault = checkName(serverName === '' ? host : serverName, peer);
		const distrust = chainFault ?? nameFault;
		this.#isSecured = true;
		this.#secured = {
			protocol: client.getProtocol() ?? undefined,
			cipher: client.getCipher().standardName,
			alpn: client.alpnProtocol ?? undefined,
			...(peer && { peer }),
			...(distrust !== undefined && { distrust: failureOf(distrust) }),
			...(nameFault && { nameFault: failureOf(nameFault) }),
		};
		if (request !== undefined) client.write(request);
		else if (this.#decoder.facts.certificateRequest === 'notAsked') this.#end?.();
		// Under TLS 1.3 a refusal comes after the handshake; a server that accepts may say nothing at all.
		else this.#after(patienceMs, () => this.#end?.());
	}

	#hear(bytes: Buffer): void {
		this.#answer += bytes.toString('latin1', 0, longestAnswer - this.#answer.length);
		const isWhole = this.#answer.includes('\n') || this.#answer.length >= longestAnswer;
		if (this.wishes.request === undefined || isWhole) this.#end?.();
	}

	#fail(error: unknown): void {
		this.#failure ??= failureOf(error);
		this.#end?.();
	}

	#after(milliseconds: number, task: () => void): void {
		this.#timers.push(setTimeout(task, milliseconds));
	}

	#outcome(): HandshakeOutcome {
		this.#decoder.keysChanged();
		const { facts } = this.#decoder;
		this.#decoder.release();
		const isCut = this.wishes.whole && !this.#isSecured;
		const failure = this.#failure ?? (isCut ? failureOf(hungUp()) : undefined);
		return {
			...this.#secured,
			facts,
			secured: this.#isSecured,
			...(failure && { failure }),
			answer: this.#answer,
			isLocal: !this.#hasSent,
		};
	}
}
