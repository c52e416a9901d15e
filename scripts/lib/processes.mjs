/** Child processes: run to the end, or keep running until told to stop. No dependencies. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] Collect the output instead of passing it on.
 * @property {(text: string) => void} [write] Takes the output as it comes, instead of our own.
 * @property {string} [input] What the program reads from its standard input; absent: nothing.
 *
 * @typedef {{ code: number, output: string }} Outcome
 */

/**
 * Runs a program to its end. Never rejects for an exit code; rejects when the program cannot be started.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { cwd, env, quiet = false, write, input } = {}) {
	return new Promise((resolve, reject) => {
		const stream = quiet || write ? 'pipe' : 'inherit';
		const child = spawn(command, args, {
			cwd,
			env: env ?? process.env,
			stdio: [input === undefined ? 'ignore' : 'pipe', stream, stream],
			// npm and code are command scripts on Windows, which only a shell starts.
			shell: process.platform === 'win32' && /\.cmd$/i.test(command),
		});
		keep(child, () => child.kill());
		let output = '';
		for (const source of [child.stdout, child.stderr]) {
			source?.setEncoding('utf8').on('data', (text) => {
				output += text;
				write?.(text);
			});
		}
		child.once('error', reject);
		// A program that ends before it has read everything says why by its exit code.
		child.stdin?.on('error', () => {}).end(input);
		child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
	});
}

/** @type {Map<import('node:child_process').ChildProcess, () => void>} How each is ended. */
const running = new Map();

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Makes sure that a process which leads a group of its own does not outlive us, however we end.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithUs(child) {
	keep(child, () => signalTree(child.pid, 'SIGKILL'));
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => void} end
 */
function keep(child, end) {
	if (child.pid === undefined) return;
	if (running.size === 0) {
		process.on('exit', endRunning);
		for (const signal of signals) process.on(signal, exitAt);
	}
	running.set(child, end);
	child.once('close', () => {
		running.delete(child);
		if (running.size > 0) return;
		process.off('exit', endRunning);
		for (const signal of signals) process.off(signal, exitAt);
	});
}

function endRunning() {
	for (const end of running.values()) end();
}

/**
 * A process that a signal ends does not emit `exit`. Whoever listens for the signal as well ends us in another way.
 *
 * @param {NodeJS.Signals} signal
 */
function exitAt(signal) {
	if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
}

/**
 * Runs a task until it has ended or somebody ends us (Ctrl-C, a supervisor, a closed terminal), whatever it is doing
 * then: what it put into `stops` is stopped in order, what it was still starting ends with us.
 *
 * @param {(stops: (() => Promise<void>)[]) => Promise<void>} task
 */
export async function untilStopped(task) {
	/** @type {(() => Promise<void>)[]} */
	const stops = [];
	let wasStopped = false;
	let onSignal = () => {};
	/** @type {Promise<void>} */
	const stopped = new Promise((resolve) => {
		onSignal = () => {
			wasStopped = true;
			resolve();
		};
	});
	for (const signal of signals) process.on(signal, onSignal);
	try {
		await Promise.race([stopped, task(stops)]);
	} finally {
		await stopAll(stops);
		if (wasStopped) process.exit();
		for (const signal of signals) process.off(signal, onSignal);
	}
}

/** @param {(() => Promise<void>)[]} stops */
async function stopAll(stops) {
	for (const stop of stops.splice(0)) {
		await stop().catch((error) => {
			process.exitCode = 1;
			process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		});
	}
}

/**
 * Stops a process that was started with `detached: true`, and everything that it started.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>} When it is gone.
 */
export async function stopTree(child) {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once('close', resolve));
	signalTree(child.pid, 'SIGTERM');
	const timer = setTimeout(() => signalTree(child.pid, 'SIGKILL'), 5000);
	await gone;
	clearTimeout(timer);
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalTree(pid, signal) {
	if (pid === undefined) return;
	try {
		process.kill(process.platform === 'win32' ? pid : -pid, signal);
	} catch (error) {
		// Gone already is what was asked for.
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
	}
}
