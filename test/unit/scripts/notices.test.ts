import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { bundledPackages, noticesOf } from '../../../scripts/lib/notices.mjs';

describe('the notices of the packages in the bundle', () => {
	it('name each of them, those inside of others too, with their licences', async () => {
		const inputs = JSON.parse(readFileSync('out/metafile.json', 'utf8')) as Metafile;
		const folders = bundledPackages([inputs]);
		for (const folder of ['node-vault', '@peculiar/x509', 'tsyringe/node_modules/tslib']) {
			assert.ok(folders.includes(`node_modules/${folder}`), folder);
		}
		const text = await noticesOf(folders);
		for (const folder of folders) {
			const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
				name: string;
				version: string;
			};
			assert.ok(text.includes(`\n${name} ${version}\n`), folder);
		}
		for (const words of ['Apache License', 'Redistributions in binary form', 'MIT License']) {
			assert.ok(text.includes(words), words);
		}
	});

	it('stop the build where a package has no licence to pass on', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-notices-'));
		try {
			await writeFile(join(folder, 'package.json'), '{"name":"bare","version":"1.0.0"}');
			await assert.rejects(noticesOf([folder]), /has no file with its licence/);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
