/** The table of `core/tls/clientBehavior.ts` against the programs themselves. */
import assert from 'node:assert/strict';
import { programs } from '../../src/core/tls/clientBehavior.js';
import table from '../../src/core/tls/clientBehavior.json' with { type: 'json' };
import { makeFaults } from './faults/index.js';
import { versionsOf } from './programs.js';
import { runMatrix, type Matrix } from './run.js';

const recorded: Matrix = table.faults;

describe('what TLS clients do with each fault', function () {
	// All programs are asked here, and other suites may run beside.
	this.timeout(600_000);
	let real: Matrix = {};

	before(async () => {
		real = await runMatrix();
	});

	it('is written down for every fault, by the programs that are asked', async () => {
		assert.deepEqual(Object.keys(recorded), Object.keys(makeFaults().faults));
		assert.deepEqual(table.programs, await versionsOf(programs));
	});

	for (const [fault, row] of Object.entries(recorded)) {
		it(`${fault}: is as the table has it (else: npm run matrix)`, () => {
			assert.deepEqual(real[fault], row);
		});
	}
});
