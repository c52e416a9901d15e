/** Child processes: run to the end, or keep running until told to stop. No dependencies. */
import { spawn } from 'node:child_process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] Collect the output instead of passing it on.
 * @property {(text: string) => void} [write] Takes the output as it comes, instead of our own.
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
export function run(command, args, { cwd, env, quiet = false, write } = {}) {
	return new Promise((resolve, reject) => {
		const stream = quiet || write ? 'pipe' : 'inherit';
		const child = spawn(command, args, {
			cwd,
			env: env ?? process.env,
			stdio: ['ignore', stream, stream],
			// npm and code are command scripts on Windows, which only a shell starts.
			shell: process.platform === 'win32' && /\.cmd$/i.test(command),
		});
		let output = '';
		for (const source of [child.stdout, child.stderr]) {
			source?.setEncoding('utf8').on('data', (text) => {
				output += text;
				write?.(text);
			});
		}
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
	});
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Makes sure that a process which leads a group of its own does not outlive us, however we end.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithUs(child) {
	if (running.size === 0 && process.listenerCount('exit', killRunning) === 0) {
		process.on('exit', killRunning);
	}
	running.add(child);
	child.once('close', () => running.delete(child));
}

function killRunning() {
	for (const { pid } of running) signalTree(pid, 'SIGKILL');
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
