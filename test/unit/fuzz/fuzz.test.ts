import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { fuzz } from '../../fuzz/fuzz.js';

/** As many as take some ten seconds. `npm run fuzz` goes on for minutes, each time with another seed. */
const rounds = 3000;

describe('hostile input', function () {
	this.timeout(120_000);

	it(`leaves everything whole in ${rounds} rounds of a fixed seed`, async () => {
		const held = await fuzz({
			seed: 20_261_126,
			goesOn: (round) => round < rounds,
			folder: join(root, 'out/fuzz'),
		});
		assert.equal(held, rounds);
	});
});
