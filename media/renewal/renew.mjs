#!/usr/bin/env node
/**
 * Keeps one certificate and its key fresh. Needs Node 18 or newer, nothing else; Linux and macOS.
 *
 *     node renew.mjs           checks now, then every hour (a sidecar, a service)
 *     node renew.mjs --once    checks once (an init container, cron)
 *     … --revoked=SERIAL,…     one of these was revoked: renews if that is the certificate in use, and if that fails, again
 *                              with the next check
 *
 * OUT_DIR then has tls.crt (the certificate and its intermediates), tls.key and, if the server sends the root, ca.crt.
 * They are links through OUT_DIR/current: replacing that one link swaps them together, so a certificate never stands
 * beside another one's key, even if this program is killed.
 *
 * Exit codes of --once: 0 nothing to do, or renewed; 1 not renewed, and what was there stays; 2 a setting is missing or
 * wrong; 3 renewed, but the process could not be signaled (the next run tries again).
 *
 * Environment:
 *     OUT_DIR              folder for the files (required)
 *     TOKEN_FILE           file with the token, read before each request; else the variable of settings.tokenVariable. This
 *                          program does not renew that token: use one that lives long enough, or replace the file in time
 *     CLIENT_SECRET_FILE   file with the secret of a client, or CLIENT_SECRET, the secret itself: each request then gets a
 *                          token of its own by client credentials, where settings.clientCredentials says from where;
 *                          CLIENT_ID and TOKEN_URL take the place of what is there
 *     PID_FILE             file with the id of the process to signal after a renewal; or SIGNAL_PID, the id itself
 *     SIGNAL               what to send it (SIGHUP)
 *     RENEW_BEFORE_HOURS   renew if less than this remains (see settings)
 *     CHECK_MINUTES        time between two checks (60)
 *     SERVER_CA_FILE       PEM file with the CA of the server (see settings)
 */
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { promises as fs } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What to ask for. There is no secret in it. */
const settings = /* settings */ {
	url: 'https://vault.example.com/v1/pki/issue/web',
	headers: {},
	tokenHeader: { name: 'X-Vault-Token', prefix: '' },
	tokenVariable: 'VAULT_TOKEN',
	/** @type {{ url: string, clientId: string, scope: string } | undefined} */
	clientCredentials: undefined,
	body: { common_name: 'web.example.com' },
	answer: {
		certificate: ['data', 'certificate'],
		key: ['data', 'private_key'],
		chain: ['data', 'ca_chain'],
	},
	renewBeforeHours: 48,
	caFile: '',
	clientCertificateFile: '',
	clientKeyFile: '',
	serverName: '',
}; /* end of settings */

class SettingError extends Error {}
class SignalError extends Error {}

const { env } = process;
const names = /** @type {const} */ (['tls.crt', 'tls.key', 'ca.crt']);
/** An answer has a few kilobytes. */
const mostBytes = 1024 * 1024;
const hour = 3_600_000;

/** What was sent to a server, which may say it again. @type {Set<string>} */
const secretsSent = new Set();

/** Without secrets. */
function plain(/** @type {string} */ text) {
	let rest = text;
	for (const secret of secretsSent) rest = rest.replaceAll(secret, '…');
	return rest;
}

const log = (/** @type {string} */ text) =>
	process.stdout.write(`${new Date().toISOString()} ${plain(text)}\n`);

/** @param {string} name @param {number} fallback @param {number} least */
function numberOf(name, fallback, least) {
	const text = env[name]?.trim() ?? '';
	const value = text === '' ? fallback : Number(text);
	if (Number.isFinite(value) && value >= least) return value;
	throw new SettingError(`${name} must be a number, at least ${least}.`);
}

function readSettings() {
	const folder = env.OUT_DIR ?? '';
	if (folder === '') throw new SettingError('Set OUT_DIR to the folder for the files.');
	const signal = env.SIGNAL?.trim() || 'SIGHUP';
	if (!/^SIG[A-Z0-9]+$/.test(signal))
		throw new SettingError('SIGNAL must be a name such as SIGHUP.');
	return {
		folder,
		signal,
		renewBefore: numberOf('RENEW_BEFORE_HOURS', settings.renewBeforeHours, 0) * hour,
		pause: numberOf('CHECK_MINUTES', 60, 0.01) * 60_000,
	};
}

/** @param {string} file The text, or undefined where there is no such file. */
async function textOf(file) {
	try {
		return await fs.readFile(file, 'utf8');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

const codeOf = (/** @type {unknown} */ error) =>
	error instanceof Error && 'code' in error ? error.code : undefined;

/** @param {string} folder @returns {Promise<string | undefined>} Why a certificate is wanted; undefined: it is not. */
async function reasonToRenew(folder, /** @type {number} */ renewBefore) {
	const certificate = await textOf(join(folder, 'tls.crt'));
	const key = await textOf(join(folder, 'tls.key'));
	if (certificate === undefined || key === undefined) return 'There is no certificate yet.';
	try {
		const leaf = new X509Certificate(certificate);
		if (!leaf.checkPrivateKey(createPrivateKey(key)))
			return 'The key does not match the certificate.';
		const revoked = await textOf(join(folder, '.revoked'));
		if (revoked === leaf.serialNumber) return `The certificate with serial ${revoked} was revoked.`;
		const left = Date.parse(leaf.validTo) - Date.now();
		if (left >= renewBefore) return undefined;
		return left <= 0
			? `The certificate expired on ${leaf.validTo}.`
			: `The certificate expires on ${leaf.validTo}, in ${(left / hour).toFixed(1)} hours.`;
	} catch {
		return 'The certificate or its key cannot be read.';
	}
}

/**
 * Keeps in a file that the certificate in use was revoked, so that a renewal that fails is tried again. Serial numbers come in
 * hex, with or without leading zeros, or in decimal.
 */
async function markRevoked(/** @type {string} */ folder) {
	const prefix = '--revoked=';
	const given = process.argv.filter((text) => text.startsWith(prefix));
	const certificate = given.length > 0 ? await textOf(join(folder, 'tls.crt')) : undefined;
	if (certificate === undefined) return;
	const own = serialOf(certificate);
	const isOwn = (/** @type {string} */ text) =>
		own !== undefined &&
		((/^(0x)?[0-9a-f]+$/i.test(text) && BigInt(`0x${text.replace(/^0x/i, '')}`) === own.value) ||
			(/^\d+$/.test(text) && BigInt(text) === own.value));
	if (own && given.flatMap((text) => text.slice(prefix.length).split(',')).some(isOwn)) {
		await fs.writeFile(join(folder, '.revoked'), own.text, { mode: 0o600 });
	}
}

/** @param {string} pem Undefined where it cannot be read: then it is renewed anyway. */
function serialOf(pem) {
	try {
		const { serialNumber: text } = new X509Certificate(pem);
		return { text, value: BigInt(`0x${text}`) };
	} catch {
		return undefined;
	}
}

/** @param {string} name Of a variable with a secret, or with `_FILE` one with its file, which is read anew each time. */
async function secretOf(name, file = env[`${name}_FILE`] ?? '') {
	const text = (file === '' ? env[name] : await textOf(file))?.trim() ?? '';
	return text === '' ? undefined : text;
}

async function readToken() {
	const { clientCredentials, tokenVariable } = settings;
	if (env.CLIENT_SECRET_FILE || env.CLIENT_SECRET) return requestToken();
	const file = env.TOKEN_FILE ?? '';
	const token = await secretOf(tokenVariable, file);
	if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return token;
	const secret = clientCredentials ? 'CLIENT_SECRET_FILE to a file with the client secret, ' : '';
	throw new SettingError(
		file === ''
			? `Set ${secret}TOKEN_FILE to a file with the token, or ${tokenVariable} to the token.`
			: `There is no token in ${file}.`,
	);
}

/** By client credentials (RFC 6749, 4.4). */
async function requestToken() {
	const { url, clientId, scope } = settings.clientCredentials ?? {};
	const secret = await secretOf('CLIENT_SECRET');
	const place = env.TOKEN_URL || url;
	const client = env.CLIENT_ID || clientId;
	if (secret === undefined)
		throw new SettingError('There is no client secret in CLIENT_SECRET_FILE.');
	if (!place || !client) throw new SettingError('Set TOKEN_URL and CLIENT_ID.');
	const form = new URLSearchParams({
		...{ grant_type: 'client_credentials', client_id: client, client_secret: secret },
		...(scope && { scope }),
	});
	secretsSent.add(secret).add(encodeURIComponent(secret));
	const json = await send(place, form.toString(), {
		headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
		...(await caOption()),
	});
	const token = at(json, ['access_token']);
	if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
	throw new Error('The answer of the token endpoint has no token.');
}

async function caOption() {
	const caFile = env.SERVER_CA_FILE || settings.caFile;
	return caFile ? { ca: await fs.readFile(caFile) } : {};
}

/** Asks for the certificate. */
async function ask() {
	const { url, headers, tokenHeader, body, serverName } = settings;
	const { clientCertificateFile, clientKeyFile } = settings;
	const token = await readToken();
	secretsSent.add(token);
	return send(url, JSON.stringify(body), {
		headers: {
			...headers,
			'content-type': 'application/json',
			[tokenHeader.name]: tokenHeader.prefix + token,
		},
		...(await caOption()),
		...(clientCertificateFile && { cert: await fs.readFile(clientCertificateFile) }),
		...(clientKeyFile && { key: await fs.readFile(clientKeyFile) }),
		...(serverName && { servername: serverName }),
	});
}

/**
 * Sends one request and follows no redirect: a secret goes to this server only.
 *
 * @param {string} url @param {string} payload @param {https.RequestOptions} given
 */
async function send(url, payload, given) {
	const options = {
		...given,
		method: 'POST',
		headers: { ...given.headers, 'content-length': Buffer.byteLength(payload) },
		signal: AbortSignal.timeout(30_000),
		agent: false,
	};
	/** @type {{ status: number, text: string }} */
	const answer = await new Promise((resolve, reject) => {
		const request = (url.startsWith('http:') ? http : https).request(url, options, (response) => {
			/** @type {Buffer[]} */
			const parts = [];
			let size = 0;
			response.on('data', (/** @type {Buffer} */ part) => {
				size += part.length;
				if (size > mostBytes) response.destroy(new Error('The answer is too large.'));
				else parts.push(part);
			});
			response.on('error', reject);
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
			);
		});
		request.on('error', reject);
		request.end(payload);
	});
	const json = jsonOf(answer.text);
	if (answer.status < 200 || answer.status > 299) {
		throw new Error(`The server answered ${answer.status}${wordsOf(json)}.`);
	}
	return json;
}

/** @param {string} text @returns {unknown} */
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** @param {unknown} value @param {readonly string[]} path @returns {unknown} */
function at(value, path) {
	return path.reduce(
		(/** @type {any} */ part, name) =>
			typeof part === 'object' && part !== null ? part[name] : undefined,
		value,
	);
}

/**
 * What the server says of a refusal, on one line and without the secrets that it was sent. An answer that is no refusal is never
 * shown: it has a key in it.
 */
function wordsOf(/** @type {unknown} */ json) {
	const words = [
		at(json, ['errors', '0']),
		at(json, ['error']),
		at(json, ['error_description']),
		at(json, ['error', 'code']),
		at(json, ['error', 'message']),
	];
	const request = at(json, ['error', 'request_id']);
	const said = words.filter((text) => typeof text === 'string').join(': ');
	const line = [said, ...(typeof request === 'string' ? [`request ${request}`] : [])].filter(
		Boolean,
	);
	const text = plain(line.join(', ')).replace(/[\s\p{C}]+/gu, ' ');
	return text === '' ? '' : ` (${text.slice(0, 300)})`;
}

/** Checks the answer before anything is replaced. */
function filesOf(/** @type {unknown} */ json) {
	const { answer } = settings;
	const certificate = at(json, answer.certificate);
	const key = at(json, answer.key);
	if (typeof certificate !== 'string' || typeof key !== 'string') {
		throw new Error('The answer has no certificate with a key.');
	}
	const leaf = new X509Certificate(certificate);
	if (!leaf.checkPrivateKey(createPrivateKey(key))) {
		throw new Error('The key in the answer does not match the certificate.');
	}
	if (Date.parse(leaf.validTo) <= Date.now()) throw new Error('The new certificate is expired.');
	const found = at(json, answer.chain);
	const above = chainOf(leaf, Array.isArray(found) ? found : [found]);
	const isRoot = (/** @type {X509Certificate} */ one) => one.checkIssued(one);
	const pem = (/** @type {readonly X509Certificate[]} */ list) => list.map(String).join('');
	return {
		leaf,
		texts: {
			'tls.crt': pem([leaf, ...above.filter((one) => !isRoot(one))]),
			'tls.key': `${key.trim()}\n`,
			'ca.crt': pem(above.filter(isRoot)),
		},
	};
}

/** @param {X509Certificate} leaf @param {readonly unknown[]} texts From the issuer up, in whatever order they came. */
function chainOf(leaf, texts) {
	const form = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
	const rest = texts
		.flatMap((text) => String(text ?? '').match(form) ?? [])
		.map((pem) => new X509Certificate(pem));
	const chain = [];
	for (let last = leaf; ;) {
		const index = rest.findIndex((one) => last.checkIssued(one) && last.verify(one.publicKey));
		const [next] = index < 0 ? [] : rest.splice(index, 1);
		if (!next) return chain;
		chain.push(next);
		last = next;
	}
}

let made = 0;
/** No two names are the same, and a name says how old it is. */
const stamp = () => `${Date.now()}-${process.pid}-${++made}`;

/** A new name is on the disk only when its folder was flushed. */
async function flush(/** @type {string} */ path) {
	const handle = await fs.open(path, 'r');
	await handle.sync().finally(() => handle.close());
}

/** @param {string} folder @param {Readonly<Record<string, string>>} texts Puts a set of files in the place of the last one. */
async function swap(folder, texts) {
	const set = `pair-${stamp()}`;
	await fs.mkdir(join(folder, set), { mode: 0o700 });
	for (const [name, text] of Object.entries(texts)) {
		const file = join(folder, set, name);
		const handle = await fs.open(file, 'wx', 0o600);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
	}
	await flush(join(folder, set));
	await point(folder, 'current', set);
	for (const name of Object.keys(texts)) await point(folder, name, join('current', name));
	await flush(folder);
	return set;
}

/** Makes a name a link, in one step where there is something of that name. */
async function point(
	/** @type {string} */ folder,
	/** @type {string} */ name,
	/** @type {string} */ target,
) {
	const temporary = join(folder, `.next-${stamp()}`);
	await fs.symlink(target, temporary);
	await fs.rename(temporary, join(folder, name));
}

/** Plain files that are there become the first set, with the same content, so that the next one can replace them together. */
async function adopt(/** @type {string} */ folder) {
	/** @type {Record<string, string>} */
	const texts = {};
	let hasPlain = false;
	for (const name of names) {
		const text = await textOf(join(folder, name));
		if (text === undefined) continue;
		texts[name] = text;
		hasPlain ||= !(await fs.lstat(join(folder, name))).isSymbolicLink();
	}
	if (hasPlain) await swap(folder, texts);
}

/** Removes what older runs left; the set before this one stays, for a program may be reading it. */
async function clear(/** @type {string} */ folder, /** @type {readonly string[]} */ kept) {
	for (const name of await fs.readdir(folder)) {
		const [, made] = /^(?:pair|\.next)-(\d+)-\d+-\d+$/.exec(name) ?? [];
		// A run that began a short while ago may still be writing.
		if (made === undefined || kept.includes(name) || Date.now() - Number(made) < hour / 6) continue;
		await fs.rm(join(folder, name), { recursive: true, force: true });
	}
}

async function renew(/** @type {string} */ folder) {
	const { leaf, texts } = filesOf(await ask());
	await adopt(folder);
	const before = await fs.readlink(join(folder, 'current')).catch(() => '');
	const root = texts['ca.crt'] === '' ? await textOf(join(folder, 'ca.crt')) : texts['ca.crt'];
	/** @type {Record<string, string>} */
	const files = { ...texts };
	if (root) files['ca.crt'] = root;
	else delete files['ca.crt'];
	if (toSignal()) await fs.writeFile(join(folder, '.signal'), '', { mode: 0o600 });
	const set = await swap(folder, files);
	await fs.rm(join(folder, '.revoked'), { force: true });
	await clear(folder, [set, before]);
	log(`Renewed. Serial ${leaf.serialNumber}, valid until ${leaf.validTo}.`);
}

const toSignal = () => (env.PID_FILE ?? env.SIGNAL_PID ?? '') !== '';

/** Tells the process of a renewal, also of one that an earlier run could not tell it of. */
async function signalIfNeeded(/** @type {string} */ folder, /** @type {string} */ signal) {
	const mark = join(folder, '.signal');
	if (!toSignal() || (await textOf(mark)) === undefined) return;
	const file = env.PID_FILE ?? '';
	const text = (file === '' ? env.SIGNAL_PID : await textOf(file))?.trim() ?? '';
	// A number that is not positive would mean a whole group of processes.
	if (!/^[1-9]\d*$/.test(text)) throw new SignalError('There is no process id to signal.');
	try {
		process.kill(Number(text), /** @type {NodeJS.Signals} */ (signal));
	} catch (error) {
		throw new SignalError(`Process ${text} could not be signaled (${String(codeOf(error))}).`);
	}
	await fs.rm(mark, { force: true });
	log(`Sent ${signal} to process ${text}.`);
}

/** @param {ReturnType<typeof readSettings>} options */
async function check({ folder, signal, renewBefore }) {
	await fs.mkdir(folder, { recursive: true, mode: 0o700 });
	await markRevoked(folder);
	const reason = await reasonToRenew(folder, renewBefore);
	if (reason !== undefined) {
		log(reason);
		await renew(folder);
		const still = await reasonToRenew(folder, renewBefore);
		if (still !== undefined) log(`Due again already: set RENEW_BEFORE_HOURS lower. ${still}`);
	}
	await signalIfNeeded(folder, signal);
}

/** @param {unknown} error Says what failed, and answers the exit code. */
function report(error) {
	const text = error instanceof Error ? error.message : String(error);
	log(error instanceof SignalError ? text : `Not renewed: ${text}`);
	return error instanceof SettingError ? 2 : error instanceof SignalError ? 3 : 1;
}

async function main() {
	const options = readSettings();
	for (;;) {
		const code = await check(options).then(() => 0, report);
		if (process.argv.includes('--once')) return code;
		await delay(code === 0 ? options.pause : Math.min(options.pause, 5 * 60_000));
	}
}

process.on('SIGTERM', () => process.exit(0));
process.exitCode = await main().catch(report);
