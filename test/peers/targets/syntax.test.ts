/** Texts for programs that are not run with every option: read by the parsers of their languages. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '../../../scripts/lib/programs.mjs';
import { targets } from '../../../src/core/snippets/registry.js';
import { goldenCases } from '../../support/goldenTargets.js';
import { program, run, withPrograms, type Outcome } from './workbench.js';

interface Parser {
	readonly languageId: string;
	readonly needs: readonly Program[];
	readonly file: string;
	readonly read: (file: string) => Promise<Outcome>;
}

const parsers: readonly Parser[] = [
	{
		languageId: 'shellscript',
		needs: ['bash'],
		file: 'text.sh',
		read: (file) => run(program('bash'), ['-n', file]),
	},
	{
		languageId: 'go',
		needs: ['gofmt'],
		file: 'main.go',
		read: (file) => run(program('gofmt'), ['-l', file]),
	},
	{
		languageId: 'python',
		needs: ['python3'],
		file: 'client.py',
		read: (file) =>
			run(program('python3'), ['-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())', file]),
	},
	{
		languageId: 'java',
		needs: ['javac'],
		file: 'Client.java',
		read: (file) =>
			run(program('javac'), ['-Xlint:all', '-Werror', '-proc:none', '-d', `${file}.out`, file]),
	},
];

for (const { languageId, needs, file, read } of parsers) {
	withPrograms(needs, `texts in ${languageId}`, () => {
		let folder: string;
		before(async () => {
			folder = await mkdtemp(join(tmpdir(), 'pki-syntax-'));
		});
		after(() => rm(folder, { recursive: true }));

		for (const target of targets.filter((each) => each.languageId === languageId)) {
			it(`${target.id} is read, in every form`, async () => {
				for (const { title, input } of goldenCases(target)) {
					await writeFile(join(folder, file), target.render(input));
					const { code, output } = await read(join(folder, file));
					assert.equal(`${code} ${output}`, '0 ', title);
				}
			});
		}
	});
}
