/** The packaged extension. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageReadme } from './packageReadme.mjs';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/** @returns {Promise<string>} The path of the .vsix. */
export async function makePackage() {
	const vsix = join(root, 'out/pki-workbench.vsix');
	await mkdir(join(root, 'out'), { recursive: true });
	await rm(vsix, { force: true });
	const readme = await readFile(join(root, 'README.md'), 'utf8');
	await writeFile(join(root, 'out/README.md'), packageReadme(readme));
	const { code, output } = await run(
		process.execPath,
		[
			join(root, 'node_modules/@vscode/vsce/vsce'),
			...['package', '--no-dependencies', '--out', vsix],
			...['--readme-path', 'out/README.md'],
			// There is no repository address yet.
			...['--allow-missing-repository', '--no-rewrite-relative-links'],
		],
		{ cwd: root, quiet: true },
	);
	if (code !== 0) throw new Error(`vsce could not make the package.\n${output}`);
	return vsix;
}
