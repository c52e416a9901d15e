/** Where things lie. No dependencies: read before anything is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of our `package.json`; found upward, because tests run a copy of this file in `out/`. */
export const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Downloaded parts (VS Code, browser, servers), kept between runs and ignored by git. */
export const cacheFolder = process.env['PKI_TEST_CACHE'] ?? join(root, '.vscode-test');

/** The Node of `devDependencies`, whatever the machine's own Node is. */
export const projectNode = join(
	root,
	'node_modules/node/bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * @param {string} from
 * @returns {string}
 */
function findRoot(from) {
	const manifest = join(from, 'package.json');
	if (existsSync(manifest)) {
		if (JSON.parse(readFileSync(manifest, 'utf8')).name === 'pki-workbench') return from;
	}
	const parent = dirname(from);
	if (parent === from) throw new Error('The package.json of pki-workbench was not found.');
	return findRoot(parent);
}
