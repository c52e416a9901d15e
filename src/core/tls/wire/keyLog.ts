/** The format that NSS, OpenSSL, Go, Node and curl write to `SSLKEYLOGFILE`: label, client random, secret, in hex. */
import type { SecretLabel, Secrets } from './facts.js';

const labels: readonly string[] = [
	'CLIENT_RANDOM',
	'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
	'SERVER_HANDSHAKE_TRAFFIC_SECRET',
	'CLIENT_TRAFFIC_SECRET_0',
	'SERVER_TRAFFIC_SECRET_0',
] satisfies SecretLabel[];

/** Older connections are forgotten: a log may have grown for months. */
const maximumConnections = 2000;

/** Longer than any line. */
const maximumLine = 400;

/** The secrets of a log, in memory only. */
export class KeyLog {
	readonly #connections = new Map<string, Partial<Record<SecretLabel, Buffer>>>();
	#rest = '';

	/** Any part of the log, cut anywhere. Lines that say nothing of use are passed over. */
	add(text: string): void {
		const lines = `${this.#rest}${text}`.split('\n');
		// What is cut from a line that is too long keeps it from being read as one.
		this.#rest = (lines.pop() ?? '').slice(0, maximumLine);
		for (const line of lines) this.#addLine(line);
	}

	secrets(clientRandom: string): Secrets | undefined {
		return this.#connections.get(clientRandom);
	}

	clear(): void {
		this.#connections.clear();
		this.#rest = '';
	}

	#addLine(line: string): void {
		if (line.length > maximumLine) return;
		const [, label = '', random = '', secret = ''] = linePattern.exec(line) ?? [];
		if (!isLabel(label)) return;
		const key = random.toLowerCase();
		let secrets = this.#connections.get(key);
		if (!secrets) {
			secrets = {};
			this.#connections.set(key, secrets);
			const [oldest] = this.#connections.keys();
			if (this.#connections.size > maximumConnections && oldest !== undefined) {
				this.#connections.delete(oldest);
			}
		}
		secrets[label] = Buffer.from(secret, 'hex');
	}
}

const linePattern = /^([A-Z_0-9]+) ([0-9a-f]{64}) ((?:[0-9a-f]{2}){32,64})\r?$/i;

function isLabel(label: string): label is SecretLabel {
	return labels.includes(label);
}
