/** npm from a script. No dependencies. */
import { existsSync } from 'node:fs';
import { run } from './processes.mjs';

/**
 * Runs npm quietly; what it said is in the error when it fails.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, purpose: string, quiet?: boolean }} options `purpose` completes "npm could not …".
 * @returns {Promise<void>}
 */
export async function npm(args, { cwd, purpose, quiet = true }) {
	const { command, first } = npmCommand();
	const { code, output } = await run(
		command,
		[...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'],
		{ cwd, env: npmEnvironment(), quiet },
	);
	if (code !== 0) {
		throw new Error(
			`npm could not ${purpose} (npm ${args.join(' ')}, exit code ${code}).\n${output.trim()}`,
		);
	}
}

/** The npm that started us, with the Node that it was started with; else the one on PATH. */
function npmCommand() {
	const script = process.env['npm_execpath'];
	if (script && /\.[cm]?js$/.test(script) && existsSync(script)) {
		const node = process.env['npm_node_execpath'];
		return { command: node && existsSync(node) ? node : process.execPath, first: [script] };
	}
	return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', first: [] };
}

/** Without what npm tells its scripts about the package they belong to. */
function npmEnvironment() {
	const own = /^npm_(config_local_prefix|package_|lifecycle_|command$)/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
