/** Whether findings are as grave as what TLS programs do: the faults of the matrix, in files, against its table. */
import assert from 'node:assert/strict';
import { createSecureContext } from 'node:tls';
import { behaviorOf, type Fault, type Program } from '../../../../src/core/tls/clientBehavior.js';
import table from '../../../../src/core/tls/clientBehavior.json' with { type: 'json' };
import { makeFaults } from '../../../matrix/faults/index.js';
import type { Scene } from '../../../matrix/scene.js';
import { type Files, findingsInFiles, layoutsOf } from '../../../support/faultFiles.js';
import { knownCodes } from '../../../../src/core/diagnostics/severities.js';
import { refusedByNode, sameInEffect, unseen } from '../../../support/unseenFaults.js';

const scenes = Object.entries(makeFaults().faults) as [Fault, Scene][];

/** Findings of that severity or above, by the files' names. */
async function said(files: Files, severities: readonly string[]): Promise<string[]> {
	const found = await findingsInFiles(files);
	const names = Object.keys(files).join(' and ');
	return found.flatMap(({ code, severity }) =>
		severities.includes(severity) ? [`${names}: ${code}`] : [],
	);
}

async function saidOfAll(scene: Scene, severities: readonly string[]): Promise<string[]> {
	const layouts = layoutsOf(scene);
	return (await Promise.all(layouts.map((files) => said(files, severities)))).flat();
}

function isRefused(fault: Fault, by?: Program): boolean {
	const { failing, rejecting } = behaviorOf(fault);
	if (by === undefined) return failing.size > 0 || rejecting.length > 0;
	return failing.has(by) || rejecting.includes(by);
}

describe('the gravest severity is earned', () => {
	it('by every fault of the table', () => {
		assert.deepEqual(
			scenes.map(([fault]) => fault),
			Object.keys(table.faults),
		);
	});

	for (const [fault, scene] of scenes) {
		if (isRefused(fault)) continue;
		it(`${fault}: no program refuses it, so it is no error`, async () => {
			const found = await saidOfAll(scene, ['error']);
			assert.deepEqual(found, refusedByNode[fault]?.findings ?? []);
		});
	}

	for (const [fault, { why }] of Object.entries(refusedByNode)) {
		it(`${fault}: in one file it is refused by Node after all: ${why}`, () => {
			const scene = scenes.find(([name]) => name === fault)?.[1];
			const pair = scene && layoutsOf(scene).find((files) => Object.keys(files).length === 1);
			const content = pair && Object.values(pair)[0];
			assert.ok(content !== undefined);
			const text = String(content);
			assert.throws(() => createSecureContext({ cert: text, key: text }), { code: /^ERR_OSSL_/ });
		});
	}

	for (const [fault, scene] of scenes) {
		if (!isRefused(fault, 'node24') || !isRefused(fault, 'go')) continue;
		const reason = Object.entries(unseen).find(([, faults]) => faults.includes(fault))?.[0];
		const outcome =
			reason === undefined ? 'is at least a warning' : `cannot be warned of: ${reason}`;
		it(`${fault}: Node and Go refuse it, and it ${outcome}`, async () => {
			const found = await saidOfAll(scene, ['error', 'warning']);
			assert.equal(found.length > 0, reason === undefined, found.join(', '));
		});
	}

	it('by every finding that may be an error', async () => {
		const refused = scenes.filter(([fault]) => isRefused(fault));
		const seen = await Promise.all(refused.map(([, scene]) => saidOfAll(scene, ['error'])));
		const codes = new Set(seen.flat().map((found) => found.replace(/^.*: /, '')));
		const others = knownCodes
			.filter(({ code, severity }) => severity === 'error' && !codes.has(code))
			.map(({ code }) => code);
		assert.deepEqual(others.sort(), Object.keys(sameInEffect).sort());
		for (const [code, fault] of Object.entries(sameInEffect)) assert.ok(isRefused(fault), code);
	});

	it('by no fault that is left out in vain', () => {
		const refused = scenes.filter(
			([fault]) => isRefused(fault, 'node24') && isRefused(fault, 'go'),
		);
		const names = new Set<string>(refused.map(([fault]) => fault));
		const inVain = Object.values(unseen)
			.flat()
			.filter((fault) => !names.has(fault));
		assert.deepEqual(inVain, []);
	});
});
