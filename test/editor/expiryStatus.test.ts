/** What expires, at a glance: badges, the status bar's count and the notice of the day, over the real index. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { type Problems, registerProblems } from '../../src/problems/problems.js';
import { ExpiryBadges } from '../../src/status/expiry/badges.js';
import { noticeDay, registerDailyNotice } from '../../src/status/expiry/dailyNotice.js';
import { type ExpirySource, KnownExpiry } from '../../src/status/expiry/expirySource.js';
import { noticeSentence } from '../../src/status/expiry/noticeWords.js';
import { scopeWords } from '../../src/status/expiry/statusBar.js';
import { countWords } from '../../src/ui/words/expiryCounts.js';
import { crlPemOf, derOf, pemOf } from '../support/certificates.js';
import { closeEditors, emptyWorkspace, eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { type StandIn, StandInStorage, standInServices } from '../support/standInContext.js';

const expired = () => pemOf({ name: 'old.test', from: -40, to: -3 });
const soon = () => pemOf({ name: 'soon.test', from: -360, to: 5 });

describe('expiry at a glance', () => {
	let folder: WorkspaceFolder;
	let standIn: StandIn;
	let problems: Problems;
	let source: KnownExpiry;
	const errors: unknown[] = [];
	beforeEach(() => {
		emptyWorkspace();
		folder = new WorkspaceFolder();
		standIn = standInServices();
		problems = registerProblems(standIn.services);
		const { workspace } = standIn.services;
		source = new KnownExpiry(problems, workspace, (error) => errors.push(error));
	});
	afterEach(async () => {
		source.dispose();
		problems.dispose();
		standIn.dispose();
		await setting('pki.explorer.badges', undefined);
		await setting('pki.expiry.notice', undefined);
		await closeEditors();
		folder.remove();
		assert.deepEqual(errors, []);
	});

	const setting = (name: string, value: unknown) =>
		vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Workspace);
	const read = () => standIn.services.workspace.read();
	/** Without documents of other tests, which VS Code lets go of when it likes. */
	const isOwn = ({ uri }: { readonly uri: vscode.Uri }) => uri.fsPath.startsWith(folder.path);
	const own = () => source.items.filter(isOwn);
	const counts = (words: string) =>
		// Of a file that is gone VS Code tells late where the machine is busy.
		eventually(words, () => (countWords(own()) === words ? true : undefined), 20_000).catch(
			(error: unknown) => assert.fail(`${String(error)} There are: ${countWords(own())}`),
		);

	it('counts all of the workspace once it was read, and says what it counts', async () => {
		folder.write('a/old.pem', expired());
		folder.write('values.yaml', `cert: |\n${soon().replace(/^/gm, '  ')}`);
		folder.write('late.crl', crlPemOf({ from: -9, to: -2 }));
		folder.write('good.pem', pemOf());
		folder.write('test/fixtures/old.pem', expired());
		assert.deepEqual(own(), []);
		assert.match(scopeWords(source, '1 expired'), /in open and checked files: 1 expired\.$/);
		await read();
		await counts('1 expired, 1 CRL out of date, 1 expiring');
		assert.match(scopeWords(source, '1 expired'), /in this workspace: 1 expired\.$/);
	});

	it('counts a file that was checked as the Problems panel does, and once', async () => {
		const uri = folder.write('old.pem', expired());
		folder.write('soon.pem', soon());
		await read();
		await counts('1 expired, 1 expiring');
		const document = await vscode.workspace.openTextDocument(uri);
		const editor = await vscode.window.showTextDocument(document);
		await eventually('the check', () => (problems.knows(uri) ? true : undefined));
		await counts('1 expired, 1 expiring');
		await editor.edit((edit) => edit.insert(new vscode.Position(document.lineCount, 0), expired()));
		await counts('2 expired, 1 expiring');
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await counts('1 expired, 1 expiring');
		await closeEditors();
		rmSync(uri.fsPath);
		await counts('1 expiring');
	});

	it('looks at no other file again when one is checked', async () => {
		folder.write('old.pem', expired());
		const uri = folder.write('soon.pem', soon());
		await read();
		await counts('1 expired, 1 expiring');
		const old = () => own().find(({ state }) => state === 'expired');
		// Meanwhile VS Code may tell of the files that were written, which is another reason.
		await eventually('the same item after a check', async () => {
			const before = old();
			const told = new Promise<void>((resolve) => {
				const listening = source.onDidChange(() => {
					listening.dispose();
					resolve();
				});
			});
			await problems.check({ uris: [uri] });
			await told;
			return before !== undefined && before === old() ? true : undefined;
		});
	});

	it('goes by the settings, whatever days a check was asked for', async () => {
		folder.write('later.pem', pemOf({ from: -300, to: 60 }));
		folder.write('soon.pem', soon());
		await read();
		await counts('1 expiring');
		await problems.check({ withinDays: 90 });
		assert.equal(problems.current.filter(isOwn).length, 2);
		await problems.check({ withinDays: 2 });
		await counts('1 expiring');
	});

	it('leaves out what the severity setting turns off', async () => {
		folder.write('old.pem', expired());
		folder.write('soon.pem', soon());
		await read();
		await counts('1 expired, 1 expiring');
		await setting('pki.diagnostics.severity', { expiresSoon: 'off' });
		await counts('1 expired');
		await setting('pki.diagnostics.severity', undefined);
		await counts('1 expired, 1 expiring');
	});

	describe('in the Explorer', () => {
		let badges: ExpiryBadges;
		let changed: string[];
		beforeEach(() => {
			badges = new ExpiryBadges(source);
			changed = [];
			badges.onDidChangeFileDecorations((uris) => {
				changed.push(...(uris ?? []).map(({ fsPath }) => fsPath));
			});
		});
		afterEach(() => {
			badges.dispose();
		});
		const marked = (uri: vscode.Uri) =>
			eventually(`a mark of ${uri.path}`, () => changed.includes(uri.fsPath) || undefined);

		it('marks files that expired or soon will, by a sign, a colour and words', async () => {
			const old = folder.write('old.pem', expired());
			const near = folder.write('soon.der', derOf({ name: 'soon.test', from: -360, to: 5 }));
			const both = folder.write('both.pem', expired() + soon());
			const list = folder.write('late.crl', crlPemOf({ from: -10, to: -1 }));
			const odd = folder.write('odd.crl', crlPemOf({ from: -1, to: -10 }));
			const good = folder.write('good.pem', pemOf());
			assert.equal(badges.provideFileDecoration(old), undefined);
			await read();
			for (const [uri, badge, color, tooltip] of [
				[old, '✗', 'list.errorForeground', 'old.test: expired 3 days ago'],
				[near, '!', 'list.warningForeground', 'soon.test: expires in 5 days'],
				[both, '✗', 'list.errorForeground', 'Certificates and CRLs: 1 expired, 1 expiring'],
				[list, '!', 'list.warningForeground', 'CRL of CN=Test Issuer: update was due 1 day ago'],
				[odd, '✗', 'list.errorForeground', 'CRL of CN=Test Issuer: contradictory dates'],
			] as const) {
				await marked(uri);
				const mark = badges.provideFileDecoration(uri);
				assert.deepEqual([mark?.badge, mark?.color?.id, mark?.tooltip], [badge, color, tooltip]);
			}
			assert.equal(badges.provideFileDecoration(good), undefined);
			assert.ok(!changed.includes(good.fsPath));
			await setting('pki.explorer.badges', false);
			assert.equal(badges.provideFileDecoration(old), undefined);
		});

		it('follows the files, and the time', async () => {
			const uri = folder.write('a.pem', pemOf());
			const brief = folder.write('brief.pem', pemOf({ from: -100, to: 5 / 86_400 }));
			await read();
			await marked(brief);
			assert.equal(badges.provideFileDecoration(brief)?.badge, '!');
			folder.write('a.pem', expired());
			await marked(uri);
			assert.equal(badges.provideFileDecoration(uri)?.badge, '✗');
			changed.length = 0;
			await marked(brief);
			assert.equal(badges.provideFileDecoration(brief)?.badge, '✗');
		});
	});

	describe('in a notice', () => {
		const notices: vscode.Disposable[] = [];
		// A debug session goes before it, also one that is left of another test.
		beforeEach(async () => {
			await vscode.debug.stopDebugging();
			await eventually('no debug session', () => !vscode.debug.activeDebugSession || undefined);
		});
		afterEach(() => {
			for (const notice of notices.splice(0)) notice.dispose();
		});
		const ownSource = (): ExpirySource => ({
			get scope() {
				return source.scope;
			},
			get items() {
				return own();
			},
			onDidChange: source.onDidChange,
			itemsIn: (uri) => source.itemsIn(uri),
		});
		const context = (workspaceState: vscode.Memento) =>
			({ workspaceState }) as unknown as vscode.ExtensionContext;

		it('is said once a day, after the workspace was read, unless the setting says otherwise', async () => {
			await vscode.commands.executeCommand('notifications.clearAll');
			const uri = folder.write('soon.pem', soon());
			folder.write('old.pem', expired());
			const { globalState: state } = new StandInStorage();
			const { log } = standIn.services;
			const register = () =>
				notices.push(registerDailyNotice({ context: context(state), log }, ownSource()));
			await setting('pki.expiry.notice', false);
			register();
			await read();
			await counts('1 expired, 1 expiring');
			assert.equal(state.get(noticeDay), undefined);
			await setting('pki.expiry.notice', true);
			register();
			assert.match(String(state.get(noticeDay)), /^\d{4}-\d\d-\d\d$/);
			await eventually('the file', () => {
				void vscode.commands.executeCommand('notification.acceptPrimaryAction');
				return vscode.window.activeTextEditor?.document.uri.fsPath === uri.fsPath || undefined;
			});
			await state.update(noticeDay, '2020-01-01');
			register();
			assert.notEqual(state.get(noticeDay), '2020-01-01');
		});

		describe('that somebody answers', () => {
			const person = new PersonInTest();
			const settings = () => vscode.workspace.getConfiguration('pki.expiry');
			const { Global } = vscode.ConfigurationTarget;
			let before: unknown;
			beforeEach(async () => {
				before = settings().inspect('notice')?.globalValue;
				await settings().update('notice', true, Global);
			});
			afterEach(() => settings().update('notice', before, Global));

			it('is not shown again after Don’t Show Again', async () => {
				folder.write('soon.pem', soon());
				const { globalState: state } = new StandInStorage();
				const { log } = standIn.services;
				const register = () =>
					notices.push(registerDailyNotice({ context: context(state), log }, ownSource()));
				await read();
				await counts('1 expiring');
				person.willPress('Don’t Show Again');
				register();
				await eventually('the setting', () =>
					settings().inspect('notice')?.globalValue === false ? true : undefined,
				);
				assert.match(person.said.join(), /^soon\.test expires in \d days \(.*soon\.pem\)\./);
				await state.update(noticeDay, '2020-01-01');
				register();
				assert.equal(state.get(noticeDay), '2020-01-01');
			});
		});

		it('names the nearest, and how many more', async () => {
			const pem = pemOf({ name: 'first.test', from: -300, to: 2 });
			const first = folder.write('a/first.pem', pem);
			folder.write('copy.pem', pem);
			folder.write('soon.pem', soon());
			await read();
			await eventually('three of them', () => own().length === 3 || undefined);
			const place = vscode.workspace.asRelativePath(first);
			assert.equal(
				noticeSentence(own(), new Date()),
				`first.test expires in 2 days (${place}). 1 more certificate expires soon.`,
			);
		});
	});
});
