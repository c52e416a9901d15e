import assert from 'node:assert/strict';
import {
	behaviorOf,
	isNode,
	outcomes,
	programs,
	type Fault,
} from '../../../../src/core/tls/clientBehavior.js';
import table from '../../../../src/core/tls/clientBehavior.json' with { type: 'json' };

const faults = Object.keys(table.faults) as Fault[];

describe('behavior of TLS clients', () => {
	it('is known of every Node for every fault, in words that we know', () => {
		for (const fault of faults) {
			const { client }: { client: Readonly<Record<string, string>> } = table.faults[fault];
			for (const program of programs.filter(isNode)) assert.ok(client[program], fault);
			for (const cell of Object.values(client)) {
				assert.ok(
					outcomes.some((word) => cell.split(' ')[0] === word),
					cell,
				);
			}
		}
	});

	it('is harmless where there is no fault', () => {
		for (const fault of ['client-plain', 'ca-plain', 'pinned-plain', 'client-chain'] as const) {
			const { severity, failing, rejecting } = behaviorOf(fault);
			assert.deepEqual([severity, failing.size, rejecting], ['info', 0, []]);
		}
	});

	it('is an error where the current Node fails or every server rejects, a warning where some do', () => {
		const severities = (list: readonly Fault[]) => list.map((fault) => behaviorOf(fault).severity);
		assert.deepEqual(severities(['client-rsa-1024', 'client-expired', 'ca-secp256k1']), [
			'error',
			'error',
			'error',
		]);
		assert.deepEqual(severities(['name-common-name', 'client-brainpool', 'cert-bom']), [
			'warning',
			'warning',
			'warning',
		]);
		assert.deepEqual(severities(['ca-expired-beside-valid', 'client-ten-years', 'cert-crlf']), [
			'info',
			'info',
			'info',
		]);
	});

	it('names those who mind', () => {
		const { working, failing, accepting, rejecting } = behaviorOf('client-rsa-1024');
		assert.deepEqual(working.filter(isNode), ['node20', 'node22']);
		assert.deepEqual([...failing], [['node24', 'cannotLoad']]);
		assert.deepEqual([accepting, rejecting], [['node20', 'node22', 'go'], ['node24']]);
	});
});
