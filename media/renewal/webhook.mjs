#!/usr/bin/env node
/**
 * Receives webhooks of certificate events and starts renew.mjs, which decides whether the certificate is due. Needs Node
 * 18 or newer, nothing else. Put it behind a proxy that serves HTTPS: webhooks are sent to HTTPS addresses only.
 *
 * An event that a certificate was revoked renews it only if the event has its serial number. What such events contain is
 * not documented, so do not rely on it: after you revoke a certificate, check that it was renewed.
 *
 *     WEBHOOK_SECRET_FILE=/run/secrets/webhook OUT_DIR=/certs TOKEN_FILE=/run/secrets/token node webhook.mjs
 *
 * A delivery is taken only with a signature made with the secret, not older than five minutes, and once.
 *
 * Answers: 204 taken; 200 seen before, nothing was started; 400 no event; 401 signature or time wrong; 404, 405 other paths
 * and methods; 413 too large; 503 the renewal could not be started, so send it again.
 *
 * Environment:
 *     WEBHOOK_SECRET_FILE  file with the secret; while it is being changed two of them, each on a line of its own
 *     WEBHOOK_SECRET       the secret itself, if there is no file
 *     HOST, PORT           where to listen (127.0.0.1, 8088); port 0 takes any
 *     RENEW_SCRIPT         what to start with --once, after a revocation also with --revoked=<serial numbers> (renew script
 *                          beside this file); its environment is this one without the secret
 */
import { spawn } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { once } from 'node:events';
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
	revokedEvent: 'certificate.revoked',
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
function bodyOf(request) {
	/** @type {Buffer[]} */
	const parts = [];
	let size = 0;
	return new Promise((resolve, reject) => {
		request.on('data', (/** @type {Buffer} */ part) => {
			size += part.length;
			// What comes after is read and dropped, so that the sender gets to read its answer.
			if (size > mostBytes) resolve(undefined);
			else parts.push(part);
		});
		request.on('end', () => resolve(Buffer.concat(parts)));
		request.on('error', reject);
	});
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
	const { id, type, serials } = eventOf(body);
	const named = header(settings.headers.eventId);
	if (id === '' || (named !== '' && named !== id)) return { status: 400, why: 'no event id' };
	if (!isNew(id, Number(timestamp), now)) return { status: 200, why: `event ${id} seen before` };
	if (settings.events.includes(type)) {
		const revoked = type === settings.revokedEvent ? serials : [];
		const isStarted = await renewSoon({ why: `${type}, event ${id}`, ids: [id], revoked });
		if (!isStarted) return { status: 503, why: `event ${id} started nothing` };
	}
	return { status: 204, why: `${type}, event ${id}` };
}

/** @param {Buffer} body */
function eventOf(body) {
	const text = (/** @type {unknown} */ value) =>
		typeof value === 'string' && /^[\w.:-]{1,200}$/.test(value) ? value : '';
	try {
		const { event_id, event_type, data } = JSON.parse(body.toString('utf8')) ?? {};
		return { id: text(event_id), type: text(event_type), serials: serialsIn(data) };
	} catch {
		return { id: '', type: '', serials: [] };
	}
}

/** @param {unknown} data @param {number} [depth] @returns {string[]} Whatever is called a serial number and can be one. */
function serialsIn(data, depth = 0) {
	if (typeof data !== 'object' || data === null) return [];
	return Object.entries(data)
		.flatMap(([name, value]) => {
			if (typeof value !== 'string') return depth < 2 ? serialsIn(value, depth + 1) : [];
			return /serial/i.test(name) && /^[0-9a-fx: -]{1,100}$/i.test(value)
				? [value.replace(/[: -]/g, '')]
				: [];
		})
		.slice(0, 10);
}

/** @typedef {{ why: string, ids: readonly string[], revoked: readonly string[] }} Wish Of events with these ids. */

let isRunning = false;
/** What came while one was running. @type {Wish | undefined} */
let wanted;

/** @param {Wish} wish @returns {Promise<boolean>} One at a time: what comes meanwhile starts one more afterwards. */
async function renewSoon(wish) {
	if (isRunning) {
		const ids = [...(wanted?.ids ?? []), ...wish.ids];
		const revoked = [...(wanted?.revoked ?? []), ...wish.revoked].slice(-50);
		wanted = { why: 'more events', ids, revoked };
		return true;
	}
	isRunning = true;
	log(`Checking the certificate: ${wish.why}.`);
	try {
		const child = await startRenewal(wish.revoked);
		child.on('close', (code) => {
			if (code !== 0) log(`The renewal ended with ${code}.`);
			renewNext();
		});
		return true;
	} catch (error) {
		log(`Could not start the renewal: ${error instanceof Error ? error.message : String(error)}`);
		// Sent again, they are to start it.
		for (const id of wish.ids) seen.delete(id);
		renewNext();
		return false;
	}
}

function renewNext() {
	isRunning = false;
	const next = wanted;
	wanted = undefined;
	if (next) void renewSoon(next);
}

/** @param {readonly string[]} revoked @returns {Promise<import('node:child_process').ChildProcess>} Once it runs. */
async function startRenewal(revoked) {
	const script = env.RENEW_SCRIPT ?? fileURLToPath(new URL(settings.renewScript, import.meta.url));
	await access(script);
	const rest = { ...env };
	delete rest.WEBHOOK_SECRET;
	const given = revoked.length > 0 ? [`--revoked=${revoked.join(',')}`] : [];
	const child = spawn(process.execPath, [script, '--once', ...given], {
		stdio: 'inherit',
		env: rest,
	});
	await once(child, 'spawn');
	return child;
}

/** @param {string} text @returns {never} */
function stop(text) {
	log(text);
	process.exit(2);
}

const port = Number(env.PORT ?? 8088);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
	stop('PORT must be a number up to 65535.');
const first = await secrets().catch((error) => stop(`The secret cannot be read: ${error.message}`));
if (first.length === 0) stop('Set WEBHOOK_SECRET_FILE to a file with the secret of the webhook.');

const server = createServer((request, response) => {
	receive(request)
		.catch((error) => ({ status: 500, why: String(error?.message ?? error) }))
		.then(({ status, why }) => {
			log(`${status} ${why}`);
			if (status !== 413) {
				response.writeHead(status).end(status === 200 ? 'seen before\n' : '');
				return;
			}
			// Closed at once, the connection would end before a sender that still writes has read its answer.
			response.writeHead(status, { 'content-length': 0 }).flushHeaders();
			request.on('end', () => response.end());
			setTimeout(() => request.destroy(), 5_000).unref();
		});
});
server.requestTimeout = 10_000;
server.headersTimeout = 5_000;
server.on('error', (error) => stop(`Cannot listen on port ${port}: ${error.message}`));
server.listen(port, env.HOST ?? '127.0.0.1', () => {
	const address = server.address();
	if (typeof address === 'object' && address) log(`Listening on port ${address.port}.`);
});
process.on('SIGTERM', () => process.exit(0));
