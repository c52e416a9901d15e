/** The generated Kubernetes manifest, checked against Kubernetes' own schemas, which know every field. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideKubernetesSchemas } from '../../scripts/lib/peerPackages.mjs';
import { run } from '../../scripts/lib/processes.mjs';
import { manifestText } from '../support/renewalManifest.js';

describe('The Kubernetes manifest', function () {
	this.timeout(120_000);
	const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
	let validator: Awaited<ReturnType<typeof provideKubernetesSchemas>>;

	before(async () => {
		validator = await provideKubernetesSchemas();
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	/** Strict: an unknown field is an error too. */
	async function check(text: string) {
		const file = join(folder, 'manifest.yaml');
		writeFileSync(file, text);
		const { python, path, version } = validator;
		return run(python, ['-m', 'kubernetes_validate', '--strict', '-k', version, file], {
			env: { ...process.env, PYTHONPATH: path },
			quiet: true,
		});
	}

	it('is valid, whatever the lifetime', async () => {
		for (const ttl of [3600, 168 * 3600]) {
			const { code, output } = await check(manifestText(ttl));
			assert.equal(code, 0, output);
			assert.equal(output.match(/INFO .* passed/g)?.length, 6, output);
		}
	});

	it('would not be with a field of another name or kind', async () => {
		const wrong = [
			['readOnly: true', 'readonly: true'],
			['replicas: 1', 'replicas: one'],
			['concurrencyPolicy: Forbid', 'concurrencyPolicy: [Forbid]'],
		] as const;
		for (const [right, fault] of wrong) {
			const text = manifestText();
			assert.ok(text.includes(right));
			const { code, output } = await check(text.replace(right, fault));
			assert.notEqual(code, 0, `${fault}: ${output}`);
		}
	});
});
