/** The sum over what `npm test` and `npm run test:packaged` left in out/results/; a part that left nothing has failed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';

let passed = 0;
let failed = 0;
for (const name of ['test', 'packaged']) {
	const file = join(root, 'out/results', `${name}.json`);
	if (existsSync(file)) {
		const counts = JSON.parse(readFileSync(file, 'utf8'));
		passed += counts.passed;
		failed += counts.failed;
	} else {
		process.stdout.write(`"${name}" ended without results.\n`);
		failed += 1;
	}
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
