/** What expiry findings do when something around the files changes: settings, the time, what is searched. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CheckExpiryOptions, CheckExpiryResult } from '../../src/api.js';
import { scan } from '../../src/problems/expiry/scan.js';
import { countWords } from '../../src/ui/words/expiryCounts.js';
import { crlPemOf, pemOf } from '../support/certificates.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';

const check = (options: CheckExpiryOptions) =>
	vscode.commands.executeCommand<CheckExpiryResult>('pki.checkExpiry', options);

const expired = () => pemOf({ name: 'old.test', from: -40, to: -3 });
const ours = (uri: vscode.Uri) =>
	vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'PKI');
const severities = (uri: vscode.Uri) => ours(uri).map(({ severity }) => severity);
const { Error: errorSeverity, Warning, Information } = vscode.DiagnosticSeverity;

const shows = (uri: vscode.Uri, ...wanted: readonly vscode.DiagnosticSeverity[]) =>
	eventually(`findings ${wanted.join()}`, () =>
		severities(uri).join() === wanted.join() ? true : undefined,
	);

describe('expiry findings', () => {
	let folder: WorkspaceFolder;
	const exclude = (patterns: readonly string[] | undefined) =>
		vscode.workspace
			.getConfiguration('pki.expiry')
			.update('exclude', patterns, vscode.ConfigurationTarget.Global);

	before(() => check({}));
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await exclude(undefined);
		await closeEditors();
		folder.remove();
		await check({});
	});

	const own = (result: CheckExpiryResult) =>
		result.findings.filter(({ uri }) => uri.startsWith(folder.path));

	it('of an open file follow the patterns that exclude it', async () => {
		const uri = folder.write('test/old.pem', expired());
		const other = folder.write('old.pem', expired());
		await vscode.window.showTextDocument(uri, { preview: false });
		await vscode.window.showTextDocument(other, { preview: false });
		await shows(other, errorSeverity);
		assert.deepEqual(ours(uri), []);
		await exclude([]);
		await shows(uri, errorSeverity);
		await exclude(['**/test/**']);
		await shows(uri);
		await shows(other, errorSeverity);
	});

	it('of the workspace follow the patterns that exclude files nobody has open', async () => {
		const uri = folder.write('certs/old.pem', expired());
		const named = folder.write('named/old.pem', expired());
		await check({});
		await shows(uri, Warning);
		await check({ uris: [named] });
		await exclude(['**/certs/**', '**/named/**']);
		await shows(uri);
		await shows(named, Information);
		await exclude([]);
		await shows(uri, Warning);
		await shows(named, Warning);
	});

	it('of excluded files are no louder when they are closed', async () => {
		const uri = folder.write('test/old.pem', expired());
		await check({ uris: [uri] });
		await shows(uri, Information);
		await vscode.window.showTextDocument(uri);
		await eventually('the editor', () =>
			vscode.window.activeTextEditor?.document.uri.fsPath === uri.fsPath ? true : undefined,
		);
		await shows(uri, Information);
	});

	it('turn graver at the moment at which a certificate expires', async () => {
		const inSeconds = (seconds: number) => pemOf({ from: -100, to: seconds / 86_400 });
		const open = folder.write('open.pem', inSeconds(4));
		const closed = folder.write('closed.pem', inSeconds(4));
		await vscode.window.showTextDocument(open);
		await check({ uris: [closed] });
		await shows(open, Warning);
		await shows(closed, Information);
		await shows(open, errorSeverity);
		await shows(closed, Warning);
		assert.match(ours(closed)[0]?.message ?? '', / expired /);
	});

	it('keep the days that were asked for when the file changes', async () => {
		const uri = folder.write('a.pem', pemOf({ from: -1, to: 99 }));
		await check({ uris: [uri], withinDays: 120 });
		await shows(uri, Information);
		folder.write('a.pem', expired());
		await shows(uri, Warning);
		folder.write('a.pem', pemOf({ from: -1, to: 99 }));
		await shows(uri, Information);
	});

	it('that a later check did not look at stay', async () => {
		const excluded = folder.write('test/old.pem', expired());
		await check({ uris: [excluded] });
		const result = await check({});
		assert.deepEqual(own(result), []);
		await shows(excluded, Information);
		rmSync(excluded.fsPath);
		await check({});
		await shows(excluded);
	});

	it('of CRLs have the issuer and the next update', async () => {
		const late = folder.write('late.crl', crlPemOf({ from: -9, to: -2 }));
		const turned = folder.write('turned.crl.pem', crlPemOf({ from: -2, to: -14 }));
		folder.write('current.crl', crlPemOf({ from: -2, to: 2 }));
		folder.write('endless.crl', crlPemOf({ from: -900 }));
		const found = own(await check({ uris: [folder.path] }));
		assert.deepEqual(
			found.map(({ uri, kind, subject, state }) => [uri, kind, subject, state]),
			[
				[late.fsPath, 'crl', 'CN=Test Issuer', 'expired'],
				[turned.fsPath, 'crl', 'CN=Test Issuer', 'contradictory'],
			],
		);
		for (const { notAfter } of found) assert.ok(Date.parse(notAfter) < Date.now());
		await shows(late, Information);
		assert.match(
			ours(late)[0]?.message ?? '',
			/^The CRL of Test Issuer is out of date: .* 2 days ago/,
		);
		assert.match(ours(turned)[0]?.message ?? '', /contradictory/);
		await vscode.window.showTextDocument(late);
		await shows(late, Warning);
	});

	it('come with what was read and what was left out', async () => {
		const before = await check({});
		folder.write('a.pem', pemOf());
		folder.write('b.crl', crlPemOf({ from: -2, to: 2 }));
		folder.write('test/c.pem', expired());
		folder.write('node_modules/m/d.pem', expired());
		folder.write('large.pem', 'x'.repeat(4 * 1024 * 1024 + 1));
		const { read, leftOut } = await check({});
		assert.equal(read - before.read, 2);
		assert.deepEqual(leftOut, {
			excluded: before.leftOut.excluded + 1,
			tooLarge: before.leftOut.tooLarge + 1,
			unreadable: before.leftOut.unreadable,
			more: false,
		});
	});

	it('say so where there are more files than one check reads', async () => {
		for (const name of ['a.pem', 'b.pem', 'c.pem']) folder.write(name, expired());
		const log = vscode.window.createOutputChannel('PKI Workbench tests', { log: true });
		try {
			const uris = [vscode.Uri.file(folder.path)];
			const cut = await scan({ uris, limit: 2, log });
			assert.deepEqual([cut.reports.length, cut.leftOut.more], [2, true]);
			const whole = await scan({ uris, limit: 3, log });
			assert.deepEqual([whole.reports.length, whole.leftOut.more], [3, false]);
		} finally {
			log.dispose();
		}
	});

	it('that cannot be gone to are told about, not left unhandled', async () => {
		// The oldest one is the first in the list.
		const files = new VanishingFiles(pemOf({ from: -20_000, to: -19_000 }));
		const provider = vscode.workspace.registerFileSystemProvider('vanishing', files);
		const unhandled: unknown[] = [];
		const listen = (error: unknown) => unhandled.push(error);
		process.on('unhandledRejection', listen);
		try {
			const uri = vscode.Uri.parse('vanishing:/old.pem');
			await vscode.commands.executeCommand('pki.checkExpiry', uri);
			files.vanish();
			const accept = () =>
				vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			for (const end = Date.now() + 30_000; files.missed === 0 && Date.now() < end;) {
				await accept();
			}
			assert.ok(files.missed > 0, 'the finding was chosen');
			await assert.rejects(async () => vscode.window.showTextDocument(uri));
			await new Promise(setImmediate);
			assert.deepEqual(unhandled, []);
		} finally {
			process.off('unhandledRejection', listen);
			provider.dispose();
		}
	});
});

/** A file system with one file for everybody who asks, until it is gone. */
class VanishingFiles implements vscode.FileSystemProvider {
	readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
	readonly #bytes: Uint8Array;
	#isGone = false;
	/** How often it was asked for since. */
	missed = 0;

	constructor(text: string) {
		this.#bytes = Buffer.from(text);
	}

	vanish(): void {
		this.#isGone = true;
	}

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => undefined);
	}

	stat(uri: vscode.Uri): vscode.FileStat {
		return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
	}

	readFile(uri: vscode.Uri): Uint8Array {
		if (!this.#isGone) return this.#bytes;
		this.missed += 1;
		throw vscode.FileSystemError.FileNotFound(uri);
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	writeFile(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	delete(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	rename(): never {
		throw vscode.FileSystemError.NoPermissions();
	}
}

describe('the words of the status bar', () => {
	const certificate = (state: 'expired' | 'expiresSoon' | 'notYetValid' | 'contradictory') => ({
		...{ kind: 'certificate' as const, state },
	});
	const crl = { kind: 'crl' as const, state: 'expired' as const };

	it('count each kind for itself', () => {
		for (const [findings, words] of [
			[[certificate('expired')], '1 expired'],
			[[certificate('notYetValid')], '1 not valid yet'],
			[[certificate('expiresSoon'), certificate('notYetValid')], '1 expiring, 1 not valid yet'],
			[[crl], '1 CRL out of date'],
			[[crl, certificate('expired'), crl], '1 expired, 2 CRLs out of date'],
			[[certificate('contradictory')], '1 with contradictory dates'],
		] as const) {
			assert.equal(countWords(findings), words);
		}
	});
});
