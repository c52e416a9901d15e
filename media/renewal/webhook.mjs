#!/usr/bin/env node
/**
 * Receives webhooks of certificate events and starts renew.mjs, which decides whether the certificate is due. Needs Node
 * 18 or newer, nothing else. Put it behind a proxy that serves HTTPS: webhooks are sent to HTTPS addresses only.
 *
 *     WEBHOOK_SECRET_FILE=/run/secrets/webhook OUT_DIR=/certs TOKEN_FILE=/run/secrets/token node webhook.mjs
 *
 * A delivery is taken only with a signature made with the secret, not older than five minutes, and once.
 *
 * Answers: 204 taken; 400 no event; 401 signature or time wrong; 404, 405 other paths and methods; 409 seen before; 413 too
 * large.
 *
 * Environment:
 *     WEBHOOK_SECRET_FILE  file with the secret; while it is being changed two of them, each on a line of its own
 *     WEBHOOK_SECRET       the secret itself, if there is no file
 *     HOST, PORT           where to listen (127.0.0.1, 8088); port 0 takes any
 *     RENEW_SCRIPT         what to start with --once (renew script beside this file); its environment is this one
 */
import { spawn } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

/** What the server sends. There is no secret in it. */
const settings = /* settings */ {
	path: '/webhook',
	headers: {
		eventId: 'x-scaivault-event-id',
		timestamp: 'x-scaivault-timestamp',
		signature: 'x-scaivault-signature',
	},
	events: ['certificate.expiring', 'certificate.revoked'],
	toleranceSeconds: 300,
	renewScript: 'renew.mjs',
}; /* end of settings */

/** Events are a few kilobytes. */
const mostBytes = 64 * 1024;

const { env } = process;
const log = (/** @type {string} */ text) =>
	process.stdout.write(`${new Date().toISOString()} ${text}\n`);

/** Read with each delivery, so that a changed secret needs no restart. */
async function secrets() {
	const file = env.WEBHOOK_SECRET_FILE ?? '';
	const text = file === '' ? (env.WEBHOOK_SECRET ?? '') : await readFile(file, 'utf8');
	return text
		.split(/\r?\n/)
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** Takes as long for a wrong signature as for a right one. */
function isSigned(
	/** @type {readonly string[]} */ keys,
	/** @type {string} */ signature,
	/** @type {string} */ timestamp,
	/** @type {Buffer} */ body,
) {
	const given = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1];
	const bytes = Buffer.from(given ?? '0'.repeat(64), 'hex');
	let found = false;
	for (const key of keys) {
		const own = createHmac('sha256', key).update(`${timestamp}.`).update(body).digest();
		found = timingSafeEqual(own, bytes) || found;
	}
	return found && given !== undefined;
}

/** The events that were taken, by the moment from which their time alone refuses them. */
const seen = new Map();

/** True the first time. The id in the body counts: the header is not signed. */
function isNew(
	/** @type {string} */ id,
	/** @type {number} */ timestamp,
	/** @type {number} */ now,
) {
	for (const [old, until] of seen) if (until < now) seen.delete(old);
	if (seen.has(id)) return false;
	seen.set(id, timestamp + settings.toleranceSeconds);
	return true;
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<Buffer | undefined>} Undefined: too large. */
async function bodyOf(request) {
	if (Number(request.headers['content-length'] ?? 0) > mostBytes) return undefined;
	const parts = [];
	let size = 0;
	for await (const part of request) {
		size += part.length;
		if (size > mostBytes) return undefined;
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<{ status: number, why: string }>} */
async function receive(request) {
	if (request.url?.split('?')[0] !== settings.path) return { status: 404, why: 'other path' };
	if (request.method !== 'POST') return { status: 405, why: 'other method' };
	const body = await bodyOf(request);
	if (!body) return { status: 413, why: 'too large' };
	const header = (/** @type {string} */ name) => String(request.headers[name] ?? '');
	const timestamp = header(settings.headers.timestamp);
	const signature = header(settings.headers.signature);
	const now = Math.floor(Date.now() / 1000);
	if (!isSigned(await secrets(), signature, timestamp, body)) {
		return { status: 401, why: 'wrong signature' };
	}
	const age = /^\d{1,12}$/.test(timestamp) ? Math.abs(now - Number(timestamp)) : Infinity;
	if (age > settings.toleranceSeconds) return { status: 401, why: 'too old' };
	const { id, type } = eventOf(body);
	const named = header(settings.headers.eventId);
	if (id === '' || (named !== '' && named !== id)) return { status: 400, why: 'no event id' };
	if (!isNew(id, Number(timestamp), now)) return { status: 409, why: `event ${id} seen before` };
	if (settings.events.includes(type)) renewSoon(`${type}, event ${id}`);
	return { status: 204, why: `${type}, event ${id}` };
}

/** @param {Buffer} body */
function eventOf(body) {
	const text = (/** @type {unknown} */ value) =>
		typeof value === 'string' && /^[\w.:-]{1,200}$/.test(value) ? value : '';
	try {
		const { event_id, event_type } = JSON.parse(body.toString('utf8')) ?? {};
		return { id: text(event_id), type: text(event_type) };
	} catch {
		return { id: '', type: '' };
	}
}

let isRunning = false;
let isWanted = false;

/** One at a time; what comes meanwhile starts one more afterwards. */
function renewSoon(/** @type {string} */ why) {
	if (isRunning) {
		isWanted = true;
		return;
	}
	isRunning = true;
	log(`Checking the certificate: ${why}.`);
	const script = env.RENEW_SCRIPT ?? fileURLToPath(new URL(settings.renewScript, import.meta.url));
	const rest = { ...env };
	delete rest.WEBHOOK_SECRET;
	const child = spawn(process.execPath, [script, '--once'], { stdio: 'inherit', env: rest });
	child.on('error', (error) => log(`Could not start the renewal: ${error.message}`));
	child.on('close', (code) => {
		if (code !== 0) log(`The renewal ended with ${code}.`);
		isRunning = false;
		if (isWanted) {
			isWanted = false;
			renewSoon('more events');
		}
	});
}

if ((await secrets()).length === 0) {
	log('Set WEBHOOK_SECRET_FILE to a file with the secret of the webhook.');
	process.exit(2);
}

const server = createServer((request, response) => {
	receive(request)
		.catch((error) => ({ status: 500, why: String(error?.message ?? error) }))
		.then(({ status, why }) => {
			log(`${status} ${why}`);
			// What is left of a body that is too large is not read.
			response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
			if (status === 413) response.on('finish', () => request.destroy());
		});
});
server.requestTimeout = 10_000;
server.headersTimeout = 5_000;
server.listen(Number(env.PORT ?? 8088), env.HOST ?? '127.0.0.1', () => {
	const address = server.address();
	if (typeof address === 'object' && address) log(`Listening on port ${address.port}.`);
});
process.on('SIGTERM', () => process.exit(0));
