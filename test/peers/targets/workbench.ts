/** A target's text of real files, and the real program that it is for. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { createConnection } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { endWithUs, stopTree } from '../../../scripts/lib/processes.mjs';
import { findProgram, type Program } from '../../../scripts/lib/programs.mjs';
import { isPkiError } from '../../../src/core/common/errors.js';
import { createClientConfig } from '../../../src/core/snippets/clientConfig.js';
import { findTarget, type TargetId } from '../../../src/core/snippets/registry.js';
import type { Side } from '../../../src/core/diagnostics/clientConfig/warning.js';
import { randomly } from '../../support/random.js';
import { material } from '../../unit/core/diagnostics/clientConfig/pairs.js';
import type { Issued, Lab } from '../../unit/core/snippets/lab.js';

/**
 * Declares tests that need programs. Where one is missing, that is said, and with `PKI_TEST_PEERS=all` it is a failure.
 */
export function withPrograms(programs: readonly Program[], title: string, tests: () => void): void {
	const missing = programs.filter((name) => findProgram(name) === undefined);
	if (missing.length === 0) {
		describe(title, function () {
			this.timeout(120_000);
			tests();
		});
		return;
	}
	const sentence = `${title}: not run, because there is no ${missing.join(', ')}`;
	if (process.env['PKI_TEST_PEERS'] === 'all') {
		it(title, () => assert.fail(sentence));
	} else process.stdout.write(`${sentence}\n`);
}

export function program(name: Program): string {
	const path = findProgram(name);
	assert.ok(path !== undefined, name);
	return path;
}

export interface Wish {
	readonly target: TargetId;
	readonly side?: Side;
	readonly variant?: string;
	/** Default: the client of the lab, or its server. */
	readonly who?: Issued;
	readonly url?: string;
	readonly serverName?: string;
	/** Name of the files, without extension. */
	readonly name?: string;
	readonly inline?: boolean;
	readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
	/** The key is encrypted with `passphrase`. */
	readonly encrypted?: boolean;
}

/** In the variable that the texts name, of all that is run. */
export const passphrase = `it's a "secret" \\ $HOME`;

/** The text, of files that it writes into the lab's folder; also the file that the target needs. */
export async function generate(lab: Lab, wish: Wish): Promise<string> {
	const target = findTarget(wish.target);
	assert.ok(target);
	const side = wish.side ?? target.sides[0];
	const { name = side, who = side === 'server' ? lab.server : lab.client } = wish;
	const [chain, ca] = [who.pem + lab.issuing.pem, lab.root.pem];
	const keyPem = wish.encrypted ? encrypted(who.keyPem) : who.keyPem;
	const combined = await lab.file(`${name}.combined.pem`, chain + who.keyPem);
	return createClientConfig({
		target,
		side,
		variant: wish.variant ?? target.variants?.[0].id ?? '',
		url: wish.url ?? lab.url,
		serverName: wish.serverName,
		certificate: material(await lab.file(`${name}.crt`, chain), chain),
		key: material(await lab.file(`${name}.key`, keyPem), keyPem),
		ca: material(await lab.file(`${name}.ca.crt`, ca), ca),
		inline: wish.inline ?? false,
		inlineKey: wish.inline ?? false,
		minVersion: wish.minVersion,
		converted: target.needs === 'combinedPem' ? combined : undefined,
		now: new Date(),
	}).text;
}

function encrypted(pem: string): string {
	const form = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
	return createPrivateKey(pem).export(form).toString();
}

/**
 * File names that formats trip over, the same in every run. One that a format cannot express is refused, not written
 * wrongly: the next is tried then.
 */
export async function withHostileNames(
	count: number,
	use: (name: string) => Promise<void>,
): Promise<void> {
	const random = randomly(2411);
	const parts = [
		"it's",
		'"an"',
		' ',
		'$HOME',
		'${x}',
		'\\',
		'#',
		';',
		'%d',
		'{a}',
		'`id`',
		'ü',
		'🔑',
		',',
		'=',
		'\t',
		'&',
		'*',
		'~',
		'!',
	];
	let used = 0;
	for (let round = 0; used < count && round < 60; round++) {
		const name = `x${random.some(parts, 5).join('')}y`;
		try {
			await use(name);
			used++;
		} catch (error) {
			if (!isPkiError(error, 'invalid') || error.reason !== 'unquotable') throw error;
		}
	}
	assert.equal(used, count);
}

export interface Outcome {
	readonly code: number;
	readonly output: string;
}

interface RunOptions {
	readonly env?: NodeJS.ProcessEnv;
	readonly cwd?: string;
	readonly uid?: number;
	readonly gid?: number;
}

/** Runs it to its end: what it printed, and its exit code. */
export function run(
	command: string,
	args: readonly string[],
	{ env, ...options }: RunOptions = {},
): Promise<Outcome> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			...options,
			env: { ...process.env, LC_ALL: 'C.UTF-8', TLS_KEY_PASSPHRASE: passphrase, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: 90_000,
		});
		const output = collect(child);
		child.once('error', reject);
		child.once('close', (code) => resolve({ code: code ?? 1, output: output() }));
	});
}

export interface Running {
	output(): string;
	stop(): Promise<void>;
}

/** Starts a server and waits until it accepts connections at the port. */
export async function start(
	command: string,
	args: readonly string[],
	port: number,
	{ env, ...options }: RunOptions = {},
): Promise<Running> {
	const child = spawn(command, args, {
		...options,
		env: { ...process.env, LC_ALL: 'C.UTF-8', TLS_KEY_PASSPHRASE: passphrase, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	endWithUs(child);
	const output = collect(child);
	let failure: Error | undefined;
	child.once('error', (error) => (failure = error));
	const stop = () => stopTree(child);
	const deadline = Date.now() + 60_000;
	while (!(await isReachable(port))) {
		const ended = failure !== undefined || child.exitCode !== null || child.signalCode !== null;
		if (ended || Date.now() > deadline) {
			await stop();
			throw new Error(`${command} did not start: ${failure?.message ?? output()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return { output, stop };
}

function collect(child: ChildProcess): () => string {
	let output = '';
	for (const source of [child.stdout, child.stderr]) {
		source?.setEncoding('utf8').on('data', (text: string) => {
			output = (output + text).slice(-50_000);
		});
	}
	return () => output;
}

function isReachable(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = createConnection(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

/** What a server of TLS answers to a request of a client with this certificate, or with none. */
export function ask(lab: Lab, port: number, who: Issued | undefined): Promise<string> {
	return new Promise((resolve, reject) => {
		const own = who && { cert: who.pem + lab.issuing.pem, key: who.keyPem };
		const socket = connectTls({
			host: '127.0.0.1',
			port,
			servername: 'localhost',
			ca: lab.root.pem,
			...own,
		});
		let answer = '';
		socket.setEncoding('utf8');
		socket.write('GET / HTTP/1.0\r\nHost: localhost\r\n\r\n');
		socket.on('data', (text: string) => (answer += text));
		socket.once('error', reject);
		socket.once('close', () => {
			if (answer === '') reject(new Error('closed without an answer'));
			else resolve(answer);
		});
	});
}
