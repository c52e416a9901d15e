/** Calls to the fake, for tests of the fake itself: node's own client, and nothing of the extension. */
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { ScaiVaultFake } from './fake.js';

export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly bytes: Buffer;
	/** Of JSON; undefined for anything else. */
	readonly json: Record<string, unknown>;
	/** Of an error. */
	readonly code: string | undefined;
}

export interface Ask {
	/** Default: one with all scopes. Null: none. */
	readonly token?: string | null;
	readonly headers?: Readonly<Record<string, string>>;
	/** Sent as it is. */
	readonly raw?: string;
}

/** `ask('POST /v1/pki/ca', { … })`. */
export type Caller = (call: string, body?: unknown, ask?: Ask) => Promise<Reply>;

export function callerOf(fake: ScaiVaultFake): Caller {
	const usual = fake.token();
	return (call, body, { token = usual, headers, raw } = {}) => {
		const [method = '', path = ''] = call.split(' ');
		const content = raw ?? (body === undefined ? '' : JSON.stringify(body));
		return send(fake, fake.url + path, {
			method,
			content,
			headers: {
				...(token !== null && { Authorization: `Bearer ${token}` }),
				...(content !== '' && { 'Content-Type': 'application/json' }),
				Accept: '*/*',
				...headers,
			},
		});
	};
}

/** A form, as the token address takes it. */
export function sendForm(
	fake: ScaiVaultFake,
	url: string,
	form: Readonly<Record<string, string>>,
): Promise<Reply> {
	const content = new URLSearchParams(form).toString();
	const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
	return send(fake, url, { method: 'POST', content, headers });
}

interface Sending {
	readonly method: string;
	readonly content: string;
	readonly headers: Readonly<Record<string, string>>;
}

function send(fake: ScaiVaultFake, url: string, { method, content, headers }: Sending) {
	const request = url.startsWith('https:') ? secureRequest : plainRequest;
	const length = content === '' ? {} : { 'Content-Length': String(Buffer.byteLength(content)) };
	const options = { method, headers: { ...headers, ...length }, ca: fake.ca, agent: false };
	return new Promise<Reply>((resolve, reject) => {
		const sent = request(url, options, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.once('error', reject).once('end', () => {
				const bytes = Buffer.concat(chunks);
				const isJson = answer.headers['content-type'] === 'application/json';
				const json = isJson ? (JSON.parse(bytes.toString()) as Reply['json']) : {};
				const code = (json['error'] as { code?: string } | undefined)?.code;
				const all = answer.headers as Reply['headers'];
				resolve({ status: answer.statusCode ?? 0, headers: all, bytes, json, code });
			});
		});
		sent.once('error', reject).end(content);
	});
}
