/** Programs that read certificates too, and the files that their authors test them with. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { cacheFolder, root } from './paths.mjs';
import { run } from './processes.mjs';
import { installFromPypi, systemPython } from './python.mjs';

/** `cryptography` and the files that it is tested with; of the same version. */
const cryptographyVersion = '50.0.2';

/**
 * @typedef {object} Cryptography
 * @property {string} vectors The folder of its test files.
 * @property {(items: readonly unknown[]) => Promise<readonly any[]>} ask Of each item its answer; see scripts/peers/oracle.py.
 */

/** @returns {Promise<Cryptography>} From PyPI, in the cache folder. */
export async function provideCryptography() {
	const names = ['cryptography', 'cryptography-vectors'];
	// Compiled code of a package belongs to one version of Python.
	const { output } = await run(systemPython, ['--version'], { quiet: true });
	const version = output.trim().toLowerCase().replace(' ', '-');
	const folder = await cached(`cryptography-${cryptographyVersion}-${version}`, async (into) => {
		process.stdout.write(`Fetching cryptography ${cryptographyVersion} and its test files …\n`);
		await installFromPypi(
			names.map((name) => `${name}==${cryptographyVersion}`),
			into,
		);
	});
	const packages = join(folder, 'package');
	return {
		vectors: join(packages, 'cryptography_vectors'),
		ask: (items) =>
			askProgram(systemPython, [join(root, 'scripts/peers/oracle.py')], items, {
				PYTHONPATH: packages,
			}),
	};
}

/** Tests have a home of their own, in which nothing that was compiled before would be found. */
const goEnvironment = {
	GOCACHE: join(cacheFolder, 'go-build'),
	GOTOOLCHAIN: 'local',
	GOFLAGS: '',
};

/**
 * @typedef {object} Go
 * @property {string} sources Its standard library's folder.
 * @property {(items: readonly unknown[]) => Promise<readonly any[]>} ask See scripts/peers/oracle.go.
 * @property {(source: string, program: string) => Promise<void>} build Of a file in scripts/peers.
 */

/**
 * @typedef {object} Handshakes Each answers what a client says of each question; empty where it succeeded.
 * @property {(questions: readonly object[]) => Promise<readonly string[]>} python See scripts/peers/handshake.py.
 * @property {(questions: readonly object[]) => Promise<readonly string[]>} go See scripts/peers/handshake.go.
 * @property {string} program The Go program, which is a server too.
 */

/** @returns {Promise<Handshakes>} Clients and a server that are not ours; Go's is compiled in the cache folder. */
export async function buildHandshakes() {
	const source = join(root, 'scripts/peers/handshake.go');
	const program = join(cacheFolder, 'go-build', 'handshake');
	const go = process.env['PKI_TEST_GO'] || 'go';
	const built = await run(go, ['build', '-o', program, source], {
		quiet: true,
		env: { ...process.env, ...goEnvironment },
	});
	if (built.code !== 0) throw new Error(`go build ended with ${built.code}: ${built.output}`);
	const errors = (/** @type {readonly { error: string }[]} */ answers) =>
		answers.map(({ error }) => error);
	return {
		program,
		python: async (questions) =>
			errors(await askProgram(systemPython, [join(root, 'scripts/peers/handshake.py')], questions)),
		go: async (questions) => errors(await askProgram(program, ['client'], questions)),
	};
}

/**
 * The libraries by which Docker Compose, Envoy's control planes, cert-manager and Kubernetes read their configurations.
 *
 * @returns {Promise<(questions: readonly { kind: string, text: string }[]) => Promise<readonly string[]>>} What is said of
 *   each text, empty where it was taken; see scripts/peers/validators. Compiled in the cache folder, which takes a minute.
 */
export async function buildValidators() {
	const program = join(cacheFolder, 'go-build', 'validators');
	const go = process.env['PKI_TEST_GO'] || 'go';
	const env = { ...goEnvironment, GOFLAGS: '-modcacherw', GOMODCACHE: join(cacheFolder, 'go-mod') };
	const built = await run(go, ['build', '-o', program, '.'], {
		quiet: true,
		cwd: join(root, 'scripts/peers/validators'),
		env: { ...process.env, ...env },
	});
	if (built.code !== 0) throw new Error(`go build ended with ${built.code}: ${built.output}`);
	return async (questions) =>
		(await askProgram(program, [], questions)).map(({ error }) => String(error));
}

/** @returns {Promise<Go>} `PKI_TEST_GO`, else `go` on `PATH`. */
export async function provideGo() {
	const go = process.env['PKI_TEST_GO'] || 'go';
	const asked = await run(go, ['env', 'GOROOT'], { quiet: true }).catch(() => undefined);
	const sources = join(asked?.output.trim() ?? '', 'src');
	if (asked?.code !== 0 || !existsSync(join(sources, 'crypto/x509/x509_test.go'))) {
		throw new Error(
			[
				'No Go with its sources for the suite "peers". Any of these helps:',
				'  - go on PATH, with the sources of its standard library (go.dev, or the package golang)',
				'  - PKI_TEST_GO=<path of go>',
				'Other suites do not need it: npm test',
			].join('\n'),
		);
	}
	const args = ['run', join(root, 'scripts/peers/oracle.go')];
	return {
		sources,
		ask: (items) => askProgram(go, args, items, goEnvironment),
		build: async (source, program) => {
			const asked = ['build', '-o', program, join(root, 'scripts/peers', source)];
			const built = await run(go, asked, {
				cwd: root,
				quiet: true,
				env: { ...process.env, ...goEnvironment },
			});
			if (built.code !== 0)
				throw new Error(`${source} was not built: ${built.output.slice(-2000)}`);
		},
	};
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {readonly unknown[]} items
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<any[]>} One answer an item.
 */
async function askProgram(command, args, items, env = {}) {
	const { code, output } = await run(command, args, {
		cwd: root,
		quiet: true,
		input: JSON.stringify(items),
		env: { ...process.env, ...env },
	});
	if (code !== 0) throw new Error(`${command} ended with ${code}: ${output.slice(-2000)}`);
	const answers = output
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	if (answers.length !== items.length) {
		throw new Error(`${command} answered ${answers.length} of ${items.length} questions.`);
	}
	return answers;
}
