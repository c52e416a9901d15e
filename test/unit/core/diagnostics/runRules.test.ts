import assert from 'node:assert/strict';
import { runRules } from '../../../../src/core/diagnostics/analyze.js';
import {
	defineBlockRule,
	defineFileRule,
	defineWorkspaceRule,
	headline,
	type RuleFinding,
} from '../../../../src/core/diagnostics/rule.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { pemOf } from '../../../support/certificates.js';

const context = { now: new Date(), threshold: { days: 30, lifetimeShare: 0.2 } };

const eachBlock = defineBlockRule({
	id: 'each-block',
	*check({ block, file }): Generator<RuleFinding<'eachBlock'>> {
		const args = { of: file.blocks.length };
		yield { code: 'eachBlock', severity: 'information', ...headline(block), block, args };
	},
});
const openToAll = defineFileRule({
	id: 'open-to-all',
	*check({ blocks: [block], mode = 0 }): Generator<RuleFinding<'openToAll', { mode: number }>> {
		if (!block || (mode & 0o077) === 0) return;
		yield {
			code: 'openToAll',
			severity: 'warning',
			...headline(block),
			block,
			fix: { mode: 0o600 },
		};
	},
});
const twin = defineWorkspaceRule({
	id: 'twin',
	async *check({ blocks: [block], path = '', beside }): AsyncGenerator<RuleFinding<'twin'>> {
		const other = await beside(`${path.slice(path.lastIndexOf('/') + 1)}.bak`);
		if (block && other) yield { code: 'twin', severity: 'error', ...headline(block), block };
	},
});

describe('running rules', () => {
	const text = pemOf() + pemOf();
	const file = { text, blocks: decode(text), path: '/c/a.pem', mode: 0o644 };
	const beside = (name: string) =>
		Promise.resolve(name === 'a.pem.bak' ? { text: '', blocks: [] } : undefined);
	const all = [eachBlock, openToAll, twin];

	it('hands each scope what it is to look at, and sorts what is found', async () => {
		const findings = await runRules(all, { ...file, beside }, context);
		assert.deepEqual(
			findings.map(({ code, args, fix }) => ({ code, args, fix })),
			[
				{ code: 'eachBlock', args: { of: 2 }, fix: undefined },
				{ code: 'openToAll', args: undefined, fix: { mode: 0o600 } },
				{ code: 'twin', args: undefined, fix: undefined },
				{ code: 'eachBlock', args: { of: 2 }, fix: undefined },
			],
		);
	});

	it('looks beside a file only where that is possible', async () => {
		const codes = (await runRules(all, file, context)).map(({ code }) => code);
		assert.ok(!codes.includes('twin'));
	});

	it('runs the scopes that are asked for', async () => {
		const findings = await runRules(all, { ...file, beside }, context, { scopes: ['file'] });
		assert.deepEqual(
			findings.map(({ code }) => code),
			['openToAll'],
		);
	});

	it('stops when it is told to', async () => {
		const endless = defineFileRule({
			id: 'endless',
			*check(): Generator<RuleFinding<'never'> | undefined> {
				for (;;) yield undefined;
			},
		});
		await assert.rejects(runRules([endless], file, context, { signal: AbortSignal.abort() }), {
			code: 'cancelled',
		});
	});
});
