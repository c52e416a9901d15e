import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitFactsOf } from '../../../../../src/services/files/ignoreKey.js';
import { makeRoot } from '../../../../matrix/material.js';
import { pemOf } from '../../../../support/certificates.js';
import { findersFor } from '../../../../support/findings.js';

const { saidOf } = findersFor('key-in-git');
const { keyPem } = makeRoot('Root');

describe('a private key and git', () => {
	let root: string;
	const file = () => join(root, 'web.key');
	const git = (...args: string[]) => execFileSync('git', args, { cwd: root });
	const said = (content = keyPem) =>
		saidOf(content, {
			path: '/tls/web.key',
			beside: () => Promise.resolve(undefined),
			git: () => gitFactsOf(file()),
		});
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'pki-git-'));
		writeFileSync(file(), keyPem);
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	it('say nothing outside of a repository', async () => {
		assert.deepEqual(await said(), []);
	});

	it('say that it is not ignored, until it is', async () => {
		git('init', '--quiet');
		assert.deepEqual(await said(), ['keyNotIgnored hint']);
		writeFileSync(join(root, '.gitignore'), '*.key\n');
		assert.deepEqual(await said(), []);
	});

	it('warn of one that is tracked, ignored or not', async () => {
		git('init', '--quiet');
		git('add', 'web.key');
		assert.deepEqual(await said(), ['keyTrackedByGit warning']);
		writeFileSync(join(root, '.gitignore'), '*.key\n');
		assert.deepEqual(await said(), ['keyTrackedByGit warning']);
	});

	it('say nothing of a certificate, and nothing where git may not be asked', async () => {
		git('init', '--quiet');
		assert.deepEqual(await said(pemOf()), []);
		const beside = () => Promise.resolve(undefined);
		assert.deepEqual(await saidOf(keyPem, { path: '/tls/web.key', beside }), []);
	});
});
