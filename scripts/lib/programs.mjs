/** The programs of other projects that the suite "peers" runs the targets' texts with, and where Debian keeps them. No dependencies. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** By name, the package of Debian and Ubuntu. */
const packages = {
	bash: 'bash',
	caddy: 'caddy',
	curl: 'curl',
	go: 'golang-go',
	gofmt: 'golang-go',
	haproxy: 'haproxy',
	initdb: 'postgresql',
	java: 'default-jdk-headless',
	javac: 'default-jdk-headless',
	keytool: 'default-jdk-headless',
	kcat: 'kcat',
	kubectl: 'kubernetes-client',
	'nats-server': 'nats-server',
	nginx: 'nginx-light',
	openssl: 'openssl',
	postgres: 'postgresql',
	psql: 'postgresql-client',
	python3: 'python3',
	'redis-cli': 'redis-tools',
	'redis-server': 'redis-server',
};

/** @typedef {keyof typeof packages} Program */

/** @returns {readonly string[]} Where Debian puts servers is not on every user's `PATH`. */
function folders() {
	const versions = '/usr/lib/postgresql';
	const postgres = existsSync(versions)
		? readdirSync(versions).map((version) => join(versions, version, 'bin'))
		: [];
	const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
	return [...path, '/usr/sbin', ...postgres];
}

/**
 * @param {Program} name
 * @returns {string | undefined} Its path.
 */
export function findProgram(name) {
	const file = process.platform === 'win32' ? `${name}.exe` : name;
	return folders()
		.map((folder) => join(folder, file))
		.find((path) => existsSync(path));
}

/** @returns {readonly string[]} The packages of what is not installed. */
export function missingPackages() {
	const missing = Object.entries(packages).filter(
		([name]) => findProgram(/** @type {Program} */ (name)) === undefined,
	);
	return [...new Set(missing.map(([, name]) => name))].sort();
}
