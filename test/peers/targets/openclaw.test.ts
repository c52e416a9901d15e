/** OpenClaw's own check of `openclaw.json`: it takes what the targets write, and not the agent profile of the same name. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectNode } from '../../../scripts/lib/paths.mjs';
import { ensureBao } from '../../../scripts/lib/openbao.mjs';
import { provideOpenClaw } from '../../../scripts/lib/peerPackages.mjs';
import { findTarget, type TargetId } from '../../../src/core/snippets/registry.js';
import { goldenCases } from '../../support/goldenTargets.js';
import { run } from './workbench.js';

const ids: readonly TargetId[] = [
	...(['openclaw-vault', 'openclaw-model', 'openclaw-mcp', 'openclaw-gateway'] as const),
];

describe('openclaw config validate', function () {
	this.timeout(600_000);
	let folder: string;
	let program: string;
	let bao: string;
	before(async () => {
		[program, bao] = await Promise.all([provideOpenClaw(), ensureBao('2.7.2')]);
		folder = await mkdtemp(join(tmpdir(), 'pki-openclaw-'));
	});
	after(() => rm(folder, { recursive: true }));

	async function validate(text: string) {
		const file = join(folder, 'openclaw.json');
		// It looks whether the command is there.
		await writeFile(file, text.replace('/usr/local/bin/vault', bao), { mode: 0o600 });
		const env = {
			OPENCLAW_CONFIG_PATH: file,
			OPENCLAW_STATE_DIR: join(folder, 'state'),
			// The passphrase that a configuration asks for by name.
			TLS_KEY_PASSPHRASE: 'secret',
		};
		const { output } = await run(projectNode, [program, 'config', 'validate', '--json'], { env });
		return output;
	}

	for (const id of ids) {
		const target = findTarget(id);
		for (const { title, input } of target ? goldenCases(target) : []) {
			it(`takes ${id}, ${title}`, async () => {
				assert.match(await validate(target?.render(input) ?? ''), /"valid": ?true/);
			});
		}
	}

	it('refuses the block of the agent profile', async () => {
		const output = await validate('{ "vault_connection": { "url": "https://localhost:8200" } }');
		assert.match(output, /Unrecognized key: \\"vault_connection\\"/);
	});
});
