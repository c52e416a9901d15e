/** The task type `pki`: run by VS Code, before a launch too, and refusing by its exit code. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Checks } from '../../src/problems/expiry/checks.js';
import { ReportStore } from '../../src/problems/store.js';
import type { ExpiryPort } from '../../src/services/ports/expiry.js';
import { ExpiryTerminal } from '../../src/tasks/expiryTerminal.js';
import { derOf, pemOf, tornPem } from '../support/certificates.js';
import { bundle } from '../support/der.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';
import { type StandIn, standInServices } from '../support/standInContext.js';

const type = 'pki';
const task = 'checkExpiry';

describe('the task type pki', () => {
	let folder: WorkspaceFolder;
	let root: string;
	let name: string;
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
		root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
		name = vscode.workspace.asRelativePath(folder.path, false);
		folder.write('good.pem', pemOf());
		folder.write('soon.pem', pemOf({ name: 'soon.test', from: -300, to: 5 }));
	});
	afterEach(() => {
		folder.remove();
		rmSync(join(root, '.vscode/tasks.json'), { force: true });
	});

	/** As somebody writes them, each by its label. */
	const configure = (tasks: Readonly<Record<string, object>>) => {
		mkdirSync(join(root, '.vscode'), { recursive: true });
		const list = Object.entries(tasks).map(([label, rest]) => ({ label, type, ...rest }));
		const text = JSON.stringify({ version: '2.0.0', tasks: list });
		writeFileSync(join(root, '.vscode/tasks.json'), text);
	};

	/** VS Code takes up the file when it notices it. */
	const configured = (label: string) => {
		let known: readonly vscode.Task[] = [];
		return eventually(`the task ${label}`, () => {
			void vscode.tasks.fetchTasks({ type }).then((tasks) => (known = tasks));
			return known.find((each) => each.name === label);
		});
	};

	async function exitCodeOf(found: vscode.Task): Promise<number | undefined> {
		const ended = new Promise<number | undefined>((resolve) => {
			const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
				if (execution.task.name !== found.name) return;
				listener.dispose();
				resolve(exitCode);
			});
		});
		await vscode.tasks.executeTask(found);
		return ended;
	}

	it('is offered without being configured, and refuses when something expires', async () => {
		const [found, ...others] = await vscode.tasks.fetchTasks({ type });
		assert.deepEqual(
			[found?.name, found?.definition],
			['Check Certificate Expiry', { type, task }],
		);
		assert.deepEqual(others, []);
		assert.ok(found);
		assert.equal(await exitCodeOf(found), 1);
		rmSync(join(folder.path, 'soon.pem'));
		assert.equal(await exitCodeOf(found), 0);
	});

	it('goes by its definition, and stops a launch', async () => {
		folder.write('program.js', '');
		configure({
			strict: { task, withinDays: 7 },
			lax: {
				task,
				withinDays: 3,
				paths: [`${name}/soon.pem`, `\${workspaceFolder}/${name}/good.pem`],
			},
			gone: { task, paths: [`${name}/gone.pem`] },
			unknown: { task: 'checkEverything' },
			negative: { task, withinDays: -1 },
		});
		for (const [label, code] of Object.entries({
			strict: 1,
			lax: 0,
			gone: 2,
			unknown: 2,
			negative: 2,
		})) {
			assert.equal(await exitCodeOf(await configured(label)), code, label);
		}
		const debug = vscode.workspace.getConfiguration('debug');
		await debug.update('onTaskErrors', 'abort', vscode.ConfigurationTarget.Global);
		const start = (preLaunchTask: string) =>
			vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
				...{ type: 'node', request: 'launch', name: preLaunchTask, preLaunchTask },
				...{ program: join(folder.path, 'program.js'), console: 'internalConsole' },
			});
		try {
			assert.equal(await start('strict'), false);
			assert.equal(await start('lax'), true);
		} finally {
			await vscode.debug.stopDebugging();
			await debug.update('onTaskErrors', undefined, vscode.ConfigurationTarget.Global);
		}
	});
});

describe('the terminal of a task', () => {
	let folder: WorkspaceFolder;
	let parts: StandIn;
	let port: ExpiryPort;
	before(() => {
		parts = standInServices();
		const checks = new Checks(parts.services, new ReportStore());
		port = { check: (options) => checks.onRequest(options), show: () => Promise.resolve() };
	});
	after(() => {
		parts.dispose();
	});
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(() => {
		folder.remove();
	});

	/** All that it prints, without colours, and its exit code. */
	async function run(
		definition: Readonly<Record<string, unknown>>,
		after?: (terminal: ExpiryTerminal) => void,
		of?: vscode.WorkspaceFolder,
	): Promise<{ readonly text: string; readonly code: number }> {
		const terminal = new ExpiryTerminal(definition, of, port);
		let text = '';
		terminal.onDidWrite((part) => (text += part));
		const code = new Promise<number>((resolve) => terminal.onDidClose(resolve));
		terminal.open();
		after?.(terminal);
		return { code: await code, text: text.replaceAll(/\x1b\[\d+m/g, '') };
	}

	it('names each place, so that it is a link, with the verdict in words and the time', async () => {
		const uri = folder.write(
			'a b.pem',
			`${pemOf()}${pemOf({ name: 'old.test', from: -9, to: -3 })}`,
		);
		const { text, code } = await run({ task, withinDays: '7', paths: [uri.fsPath] });
		const line = pemOf().split('\n').length;
		const expected = `${uri.fsPath}:${line}: old.test – expired 3 days ago (`;
		assert.ok(text.includes(expected), `${expected} in ${text}`);
		assert.match(text, /expire within 7 days…[^]*1 expired\. 1 certificate file was read\./);
		assert.equal(code, 1);
	});

	it('names each certificate of a bundle, and each once though two paths lead to it', async () => {
		const expired = (name: string) => derOf({ name, from: -9, to: -3 });
		const uri = folder.write('all.p7b', bundle(expired('one.test'), expired('two.test')));
		const { text } = await run({ task, paths: [uri.fsPath, folder.path] });
		assert.deepEqual(text.match(/\w+\.test – expired 3 days ago/g)?.sort(), [
			'one.test – expired 3 days ago',
			'two.test – expired 3 days ago',
		]);
		assert.match(text, /2 expired\./);
	});

	it('checks its own folder where the workspace has several, by the same settings', async () => {
		folder.write('api/good.pem', pemOf());
		folder.write('api/notes.txt', pemOf({ name: 'noted.test', from: -9, to: -3 }));
		folder.write('api/node_modules/x/old.pem', pemOf({ name: 'hidden.test', from: -9, to: -3 }));
		folder.write('api-2/old.pem', pemOf({ name: 'other.test', from: -9, to: -3 }));
		const uri = vscode.Uri.joinPath(vscode.Uri.file(folder.path), 'api');
		const { text, code } = await run({ task }, undefined, { uri, name: 'api', index: 1 });
		assert.match(text, /noted\.test – expired 3 days ago/);
		assert.doesNotMatch(text, /other\.test|hidden\.test/);
		assert.match(text, /1 expired\. 2 certificate files were read\./);
		assert.equal(code, 1);
		assert.match((await run({ task })).text, /other\.test – expired 3 days ago/);
	});

	it('says what it could not check', async () => {
		const torn = folder.write('torn.pem', tornPem());
		const good = folder.write('good.pem', pemOf());
		const missing = join(folder.path, 'missing.pem');
		const { text, code } = await run({ task, paths: [torn.fsPath, missing, good.fsPath] });
		assert.ok(text.includes(`${torn.fsPath}:1: `), text);
		assert.ok(text.includes('missing.pem'), text);
		assert.match(text, /Not everything could be checked\. 2 certificate files were read\./);
		assert.equal(code, 2);
		assert.equal((await run({ task, paths: [good.fsPath] })).code, 0);
		assert.equal((await run({ task })).code, 2);
		rmSync(torn.fsPath);
		folder.write('readme.md', tornPem());
		assert.equal((await run({ task })).code, 0);
	});

	it('takes 0 days for what has expired alone', async () => {
		folder.write('soon.pem', pemOf({ name: 'soon.test', from: -9, to: 0.01 }));
		const definition = { task, withinDays: 0, paths: [folder.path] };
		const { text, code } = await run(definition);
		assert.match(
			text,
			/^Checking for certificates and CRLs that have expired…[^]*Nothing has expired\. 1 /,
		);
		assert.equal(code, 0);
		folder.write('old.pem', pemOf({ name: 'old.test', from: -9, to: -0.01 }));
		assert.equal((await run(definition)).code, 1);
	});

	it('says what is wrong with a definition', async () => {
		for (const [definition, words] of [
			[{ task: 'other' }, /Unknown task “other”. Use one of: checkExpiry, echoServer\./],
			[{ task, withinDays: -1 }, /“withinDays” is -1\. Use a number of days, 0 or more\./],
			[{ task, withinDays: 'soon' }, /“withinDays” is soon\./],
			[{ task, paths: [] }, /“paths” is \[\]\. Use a list of at least one file or folder\./],
		] as const) {
			const { text, code } = await run(definition);
			assert.match(text, words);
			assert.equal(code, 2);
		}
	});

	it('ends when it is closed, or interrupted', async () => {
		folder.write('old.pem', pemOf({ from: -9, to: -3 }));
		for (const end of [
			(terminal: ExpiryTerminal) => terminal.close(),
			(terminal: ExpiryTerminal) => terminal.handleInput('\x03'),
		]) {
			const { text, code } = await run({ task }, end);
			assert.match(text, /Cancelled\./);
			assert.doesNotMatch(text, /expired/);
			assert.equal(code, 2);
		}
	});
});
