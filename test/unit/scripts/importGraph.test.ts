import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { circlesAmong } from '../../../scripts/lib/importGraph.mjs';

describe('circles of imports', () => {
	let folder = '';
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-circles-'));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	function circlesOf(files: Readonly<Record<string, string>>): string[] {
		for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
		const paths = Object.keys(files).map((name) => join(folder, name));
		return [...circlesAmong(paths).keys()].map((file) => basename(file)).sort();
	}

	it('are found through other files, types and lazy imports', () => {
		const found = circlesOf({
			'a.ts': "import { b } from './b.js';",
			'b.ts': "export type { C } from './c.js';",
			'c.ts': "export const later = () => import('./a.js');",
			'd.ts': "import { a } from './a.js';",
		});
		assert.deepEqual(found, ['a.ts', 'b.ts', 'c.ts']);
	});

	it('are not seen where two ways lead to the same file', () => {
		const found = circlesOf({
			'a.ts': "import './b.js';\nimport './c.js';",
			'b.ts': "import { d } from './d.js';",
			'c.ts': "import { d } from './d.js';",
			'd.ts': 'export const d = 1;',
		});
		assert.deepEqual(found, []);
	});
});
