/** Writes the data file of `src/core/tls/clientBehavior.ts` from a run. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { root } from '../../scripts/lib/paths.mjs';
import { programs } from '../../src/core/tls/clientBehavior.js';
import { versionsOf } from './programs.js';
import { runMatrix } from './run.js';

const dataFile = 'src/core/tls/clientBehavior.json';

/** Answers what was done, as a line of text. */
export async function writeMatrix(): Promise<string> {
	const faults = await runMatrix();
	const made = new Date().toISOString().slice(0, 10);
	const data = { made, programs: await versionsOf(programs), faults };
	const text = await format(JSON.stringify(data), { parser: 'json', useTabs: true });
	await writeFile(join(root, dataFile), text);
	return `${dataFile}: ${Object.keys(faults).length} faults\n`;
}
