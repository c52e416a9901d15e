/**
 * Mocha's own list of tests, and in the file that PKI_TEST_RESULTS names their counts, what failed, and what failed at its
 * first attempt only.
 */
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const Mocha = require('mocha');

module.exports = class Reporter extends Mocha.reporters.Spec {
	constructor(runner, options) {
		super(runner, options);
		const file = process.env.PKI_TEST_RESULTS;
		if (!file) return;
		const failures = [];
		const retried = [];
		runner.on('fail', (test, error) => failures.push(sentence(test, error)));
		runner.on('retry', (test, error) => retried.push(sentence(test, error)));
		runner.once('end', () => {
			const { passes, failures: failed, pending } = runner.stats;
			mkdirSync(dirname(file), { recursive: true });
			// A test that is skipped is a test that did not pass: nothing may be skipped silently.
			const counts = { passed: passes, failed: failed + pending, failures, retried };
			writeFileSync(file, JSON.stringify(counts));
		});
	}
};

/** Which test, the beginning of what it said, and the line of a test that said it. */
function sentence(test, error) {
	const lines = String(error?.stack ?? '').split('\n');
	const place = lines.find((line) => /^\s+at .*\/test\/[^/]+\/[^/]+.*\.test\.js/.test(line)) ?? '';
	const said = `${String(error?.message ?? error).slice(0, 1_500)}\n${place.trim()}`.trimEnd();
	return `${test.fullTitle()}\n${said.replaceAll(/^/gm, '    ')}`;
}
