/** The libraries by which programs that are not run here read their configurations: they take what the targets write. */
import assert from 'node:assert/strict';
import { buildValidators } from '../../../scripts/lib/peers.mjs';
import { findTarget, type TargetId } from '../../../src/core/snippets/registry.js';
import { goldenCases } from '../../support/goldenTargets.js';
import { withPrograms } from './workbench.js';

interface Checked {
	readonly kind: string;
	/** A key that it has, and one that the format does not know. */
	readonly misspelt: readonly [right: string, wrong: string];
}

const checks: Readonly<Partial<Record<TargetId, Checked>>> = {
	'cert-manager-certificate': { kind: 'Certificate', misspelt: ['secretName:', 'secret:'] },
	'cert-manager-vault': { kind: 'Issuer', misspelt: ['caBundle:', 'caPem:'] },
	'docker-compose': { kind: 'compose', misspelt: ['    file:', '    path:'] },
	envoy: { kind: 'envoy', misspelt: ['common_tls_context:', 'tls_context:'] },
	'kubernetes-secret': { kind: 'Secret', misspelt: ['stringData:', 'textData:'] },
};

withPrograms(['go'], 'the libraries of other programs', () => {
	let validate: Awaited<ReturnType<typeof buildValidators>>;
	before(async function () {
		// The first time they are compiled.
		this.timeout(600_000);
		validate = await buildValidators();
	});

	for (const [id, { kind, misspelt }] of Object.entries(checks)) {
		it(`take ${id} in every form, and refuse a key that is misspelt`, async () => {
			const target = findTarget(id);
			assert.ok(target);
			const texts = goldenCases(target).map(({ input }) => target.render(input));
			assert.ok(texts.length > 0);
			const said = await validate(texts.map((text) => ({ kind, text })));
			assert.deepEqual(
				said,
				texts.map(() => ''),
			);
			const wrong = texts.map((text) => text.replace(...misspelt));
			assert.ok(wrong.every((text, index) => text !== texts[index]));
			const refused = await validate(wrong.map((text) => ({ kind, text })));
			assert.ok(
				refused.every((error) => error !== ''),
				refused.join('\n'),
			);
		});
	}
});
