/** The language `pem`, outlines and folding, in it and in the languages of others. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hoverIn } from '../support/blocksInEditor.js';
import { pemOf } from '../support/certificates.js';
import {
	eventually,
	folderForEachTest,
	openText,
	type WorkspaceFolder,
} from '../support/editor.js';

const activate = () => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();
const indented = (pem: string) => pem.trimEnd().replace(/^/gm, '    ');

let folder: WorkspaceFolder;
const open = (content: string, language: Parameters<typeof openText>[2]) =>
	openText(folder, content, language);
const inItsFolder = () => folderForEachTest((made) => (folder = made));

const symbolsIn = ({ uri }: vscode.TextDocument) =>
	vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
		'vscode.executeDocumentSymbolProvider',
		uri,
	);

async function foldsIn({ uri }: vscode.TextDocument): Promise<readonly (readonly number[])[]> {
	const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
		'vscode.executeFoldingRangeProvider',
		uri,
	);
	return ranges.map(({ start, end }) => [start, end]);
}

/** What a language's own service answers once it has started. */
async function answered<T>(
	what: string,
	ask: () => Thenable<readonly T[] | undefined>,
): Promise<readonly T[]> {
	for (const end = Date.now() + 30_000; Date.now() < end;) {
		const answer = await ask();
		if (answer && answer.length > 0) return answer;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`Waited in vain for ${what}.`);
}

describe('the language pem', () => {
	inItsFolder();

	before(activate);

	it('is that of certificate files, and of any that begins as one', async () => {
		const names = ['a.pem', 'a.crt', 'a.cer', 'a.key', 'a.csr', 'a.crl', 'a.p7b', 'noEnding'];
		for (const name of names) {
			const uri = folder.write(name, pemOf());
			const { languageId } = await vscode.workspace.openTextDocument(uri);
			assert.equal(languageId, 'pem', name);
		}
		const notes = folder.write('notes.txt', `see\n${pemOf()}`);
		assert.equal((await vscode.workspace.openTextDocument(notes)).languageId, 'plaintext');
	});

	it('folds each block', async () => {
		const one = pemOf().trimEnd();
		const last = one.split('\n').length - 1;
		const document = await open(`${one}\n# and\n${one}\n`, 'pem');
		assert.deepEqual(await foldsIn(document), [
			[0, last],
			[last + 2, 2 * last + 2],
		]);
	});

	it('leaves the folding of YAML as it is', async () => {
		const yaml = `a:\n  cert: |\n${indented(pemOf())}\n  other: 1\n`;
		const document = await open(yaml, 'yaml');
		const last = yaml.trimEnd().split('\n').length - 1;
		const folds = await answered('the folds', () => foldsIn(document));
		assert.deepEqual(folds, [
			[0, last],
			[1, last - 1],
		]);
	});
});

describe('the outline', () => {
	inItsFolder();

	before(activate);

	it('of a bundle is a list of names', async () => {
		const names = Array.from({ length: 144 }, (_, index) => `ca${index}.test`);
		for (const language of ['pem', 'plaintext'] as const) {
			const document = await open(names.map((name) => pemOf({ name })).join(''), language);
			const symbols = (await symbolsIn(document)) ?? [];
			assert.deepEqual(
				symbols.map(({ name }) => name),
				names,
			);
			assert.equal(symbols[0]?.detail, 'expires in 355 days');
			assert.equal(symbols[1]?.range.start.line, pemOf().split('\n').length - 1);
		}
	});

	it('of a bundle that is read in a worker is the same', async () => {
		const pem = pemOf({ name: 'many.test' });
		const count = Math.ceil((1.5 * 1024 * 1024) / pem.length);
		const document = await open(pem.repeat(count) + pemOf({ name: 'last.test' }), 'pem');
		const symbols = (await symbolsIn(document)) ?? [];
		assert.equal(symbols.length, count + 1);
		const last = symbols.at(-1);
		assert.equal(last?.name, 'last.test');
		assert.equal(last.range.start.line, count * (pem.split('\n').length - 1));
	});

	it('of other languages stays their own', async () => {
		const pem = pemOf();
		const json = await open(`{"cert":${JSON.stringify(pem)},"other":{"a":1}}`, 'json');
		const own = await answered('the outline of JSON', () => symbolsIn(json));
		assert.deepEqual(
			own.map(({ name }) => name),
			['cert', 'other'],
		);
		const yaml = await open(`cert: |\n${indented(pem)}\n`, 'yaml');
		assert.deepEqual((await symbolsIn(yaml)) ?? [], []);
	});

	it('of TypeScript stays its own', async () => {
		const script = `const ca = \`${pemOf()}\`;\nclass Client {\n\tca = ca;\n}\n`;
		const document = await open(script, 'typescript');
		const hover = await hoverIn(document, 0, 20);
		assert.match(hover?.text ?? '', /api\.test/);
		const own = await answered('the outline of TypeScript', () => symbolsIn(document));
		assert.deepEqual(
			own.map(({ name, children }) => [name, children.map((child) => child.name)]),
			[
				['ca', []],
				['Client', ['ca']],
			],
		);
	});

	it('of the workspace finds a certificate by its name', async () => {
		await open(`x: |\n${indented(pemOf({ name: 'shop.example.test' }))}\n`, 'yaml');
		const find = (query: string) =>
			vscode.commands.executeCommand<vscode.SymbolInformation[]>(
				'vscode.executeWorkspaceSymbolProvider',
				query,
			);
		const [found] = (await find('shop.ex')).filter(({ name }) => name === 'shop.example.test');
		assert.equal(found?.location.range.start.line, 1);
		const others = await find('zzz');
		assert.deepEqual(
			others.filter(({ name }) => name === 'shop.example.test'),
			[],
		);
	});

	it('of the workspace leaves out the older side of a diff', async () => {
		const name = 'diff.example.test';
		const provideTextDocumentContent = () => pemOf({ name });
		const older = vscode.workspace.registerTextDocumentContentProvider('older', {
			provideTextDocumentContent,
		});
		try {
			const document = await open(pemOf({ name }), 'pem');
			const left = document.uri.with({ scheme: 'older' });
			await vscode.commands.executeCommand('vscode.diff', left, document.uri);
			await eventually('both sides', () =>
				vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'older'),
			);
			const all = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
				'vscode.executeWorkspaceSymbolProvider',
				name,
			);
			assert.deepEqual(
				all.map(({ location }) => location.uri.toString()),
				[document.uri.toString()],
			);
		} finally {
			older.dispose();
		}
	});
});
