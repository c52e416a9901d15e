/** Packages of PyPI, each set in a folder of the cache. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './processes.mjs';

const isWindows = process.platform === 'win32';

/** The machine's own Python. */
export const systemPython = isWindows ? 'python' : 'python3';

/**
 * Installs packages with what they need into `folder/package`. Only those are used: a virtual environment lends its pip
 * and does not survive being moved. Debian keeps `venv` in a package of its own (python3-venv); without it Python's own
 * pip does, where there is one.
 *
 * @param {readonly string[]} requirements With their versions: `name==1.2.3`.
 * @param {string} folder
 * @returns {Promise<string>} The folder of the packages, for `PYTHONPATH`.
 */
export async function installFromPypi(requirements, folder) {
	const venv = join(folder, 'venv');
	const target = join(folder, 'package');
	const made = await run(systemPython, ['-m', 'venv', venv], { quiet: true });
	const python =
		made.code === 0 ? join(venv, isWindows ? 'Scripts/python.exe' : 'bin/python') : systemPython;
	const pip = await run(python, ['-m', 'pip', '--version'], { quiet: true });
	if (pip.code !== 0) {
		throw new Error(
			`Python has neither venv nor pip; Debian and Ubuntu keep them in python3-venv.\n${made.output.trim()}`,
		);
	}
	const quietly = ['--quiet', '--disable-pip-version-check', '--no-compile'];
	await mustRun(python, ['-m', 'pip', 'install', ...quietly, '--target', target, ...requirements]);
	await rm(venv, { recursive: true, force: true });
	return target;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function mustRun(command, args) {
	const { code, output } = await run(command, args, { quiet: true });
	if (code === 0) return;
	throw new Error(`${command} ${args.slice(0, 3).join(' ')} ended with ${code}: ${output.trim()}`);
}
