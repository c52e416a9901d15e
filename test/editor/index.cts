/**
 * What VS Code loads as `extensionTestsPath`: runs the compiled editor tests in its extension host. CommonJS, because
 * VS Code requires it so; the tests themselves are ES modules.
 */
import fs = require('node:fs');
import path = require('node:path');

const root = path.join(__dirname, '../../..');

/** Rejects when a test failed, or none was found. */
async function run(): Promise<void> {
	const { default: Mocha } = await import('mocha');
	const mocha = new Mocha({
		ui: 'bdd',
		timeout: 60_000,
		color: false,
		forbidOnly: true,
		// VS Code is busy at times; the end of the run names what needed it.
		retries: 1,
		reporter: path.join(root, 'scripts/lib/reporter.cjs'),
	});
	const ending = process.env['PKI_TEST_ENDING'] ?? '.test.js';
	const files = fs
		.readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.sort();
	if (files.length === 0) throw new Error(`No editor test ends in ${ending}.`);
	for (const file of files) mocha.addFile(path.join(__dirname, file));
	await mocha.loadFilesAsync();
	const failures = await new Promise<number>((resolve) => {
		mocha.run(resolve);
	});
	if (failures > 0) throw new Error(`${String(failures)} editor tests failed.`);
}

export = { run };
