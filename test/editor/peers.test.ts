/** The echo server and client by their commands, and as a task before a launch. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type {
	EchoClientResult,
	PkiCommands,
	StartEchoClientOptions,
	StartEchoServerOptions,
} from '../../src/api.js';
import { makeCertificate } from '../matrix/material.js';
import { makePki } from '../matrix/scene.js';
import { eventually, WorkspaceFolder } from '../support/editor.js';
import { Running } from '../../src/peers/running.js';
import { startEchoServer } from '../../src/peers/echoServer.js';

const pki = makePki();
const extension = vscode.extensions.getExtension('pki-workbench.pki-workbench');

describe('the TLS peers', () => {
	let folder: WorkspaceFolder;
	let server: StartEchoServerOptions;
	let client: StartEchoClientOptions;
	before(() => extension?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
		folder.write('client.key', pki.client.keyPem);
		folder.write('server.key', pki.server.keyPem);
		const ca = folder.write('ca.crt', pki.root.pem);
		server = {
			certificate: folder.write('server.crt', pki.server.pem + pki.issuing.pem),
			ca,
		};
		client = { certificate: folder.write('client.crt', pki.client.pem), ca, host: 'localhost' };
	});
	afterEach(() => folder.remove());

	const start = async (options: StartEchoServerOptions) =>
		vscode.commands.executeCommand<PkiCommands['pki.startEchoServer']['result']>(
			'pki.startEchoServer',
			options,
		);
	const connect = async (options: StartEchoClientOptions) =>
		vscode.commands.executeCommand<EchoClientResult>('pki.startEchoClient', options);
	const stop = async (id: string) => vscode.commands.executeCommand('pki.stopEchoServer', { id });

	it('talk to each other, and the server is gone once it is stopped', async () => {
		const { id, port } = await start(server);
		const seen = await connect({ ...client, port });
		assert.deepEqual([seen.ok, seen.status, seen.protocol], [true, 200, 'TLSv1.3']);
		assert.equal(seen.server?.subject, 'CN=server');
		const body = JSON.parse(seen.body ?? '') as { client: { subject: string } };
		assert.equal(body.client.subject, 'CN=agent');
		const refused = await connect({ host: 'localhost', ca: client.ca, port });
		assert.equal(refused.ok, false);
		assert.match(refused.code ?? '', /CERTIFICATE_REQUIRED|ECONNRESET/);
		assert.ok((refused.message ?? '') !== '');
		await stop(id);
		assert.equal((await connect({ ...client, port })).code, 'ECONNREFUSED');
		await assert.rejects(stop(id), (error) => (error as { code?: string }).code === 'notFound');
	});

	it('talk at an address whose connections editors change', async () => {
		const atOther = pki.serverOf({ dns: [], ips: ['127.0.0.2'] });
		const { id, port } = await start({
			...server,
			certificate: { text: atOther.pem },
			key: { text: atOther.keyPem },
			host: '127.0.0.2',
		});
		try {
			assert.equal((await connect({ ...client, host: '127.0.0.2', port })).ok, true);
			const untrusting = await connect({ ...client, ca: undefined, host: '127.0.0.2', port });
			// The server sends the root that it knows along.
			assert.equal(untrusting.code, 'SELF_SIGNED_CERT_IN_CHAIN');
		} finally {
			await stop(id);
		}
	});

	it('say what is missing', async () => {
		for (const options of [{}, { ...server, ca: undefined }, { ...server, port: 70_000 }]) {
			await assert.rejects(
				start(options),
				(error) => (error as { code?: string }).code === 'invalid',
			);
		}
		const { id, port } = await start(server);
		await assert.rejects(
			start({ ...server, port }),
			(error) => (error as { code?: string }).code === 'exists',
		);
		await stop(id);
	});

	it('stand in the view with what happened last', async () => {
		const running = new Running();
		const extensionPath = extension?.extensionPath ?? '';
		const { entry, port } = await startEchoServer(
			extensionPath,
			{
				certificate: pki.server.pem + pki.issuing.pem,
				key: pki.server.keyPem,
				ca: pki.root.pem,
				...{ host: '127.0.0.1', port: 0, requireClientCertificate: true },
				...{ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
			},
			'server',
		);
		try {
			running.add(entry);
			assert.deepEqual(running.entries, [entry]);
			assert.equal(entry.label, `127.0.0.1:${port}`);
			const lines: string[] = [];
			entry.onDidLog?.((line) => lines.push(line));
			const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
			await connect({ ...client, port });
			await connect({
				...client,
				port,
				certificate: { text: stranger.pem },
				key: { text: stranger.keyPem },
			});
			const { description, details } = await eventually('both connections', () => {
				const described = entry.describe();
				return described.details.length === 2 ? described : undefined;
			});
			assert.equal(description, '1 refused · 1 accepted · echo server');
			assert.equal(details[1]?.label, 'agent');
			assert.match(details[0]?.tooltip ?? '', /DEPTH_ZERO_SELF_SIGNED_CERT/);
			assert.ok(lines.some((line) => line.startsWith('Refused 127.0.0.1:')));
			await entry.stop();
			await eventually('the empty view', () => running.entries.length === 0 || undefined);
		} finally {
			running.dispose();
		}
	});
});

describe('the task echoServer', () => {
	let folder: WorkspaceFolder;
	const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
	before(() => extension?.activate());
	beforeEach(() => (folder = new WorkspaceFolder()));
	afterEach(() => {
		folder.remove();
		rmSync(join(root, '.vscode/tasks.json'), { force: true });
	});

	/** As `tasks.json` names it, once VS Code knows it. */
	async function echoTask(): Promise<vscode.Task> {
		const name = vscode.workspace.asRelativePath(folder.path, false);
		folder.write('server.crt', pki.server.pem + pki.issuing.pem);
		folder.write('server.key', pki.server.keyPem);
		folder.write('ca.crt', pki.root.pem);
		mkdirSync(join(root, '.vscode'), { recursive: true });
		const task = {
			...{ label: 'echo', type: 'pki', task: 'echoServer' },
			...{ certificate: `${name}/server.crt`, ca: `${name}/ca.crt` },
			...{ isBackground: true, problemMatcher: '$pki-echo-server' },
		};
		const text = JSON.stringify({ version: '2.0.0', tasks: [task] });
		writeFileSync(join(root, '.vscode/tasks.json'), text);
		let known: readonly vscode.Task[] = [];
		return eventually('the task', () => {
			void vscode.tasks.fetchTasks({ type: 'pki' }).then((tasks) => (known = tasks));
			return known.find((each) => each.name === 'echo');
		});
	}

	function taskEnds(): Promise<void> {
		return new Promise((resolve) => {
			const listener = vscode.tasks.onDidEndTask(({ execution }) => {
				if (execution.task.name !== 'echo') return;
				listener.dispose();
				resolve();
			});
		});
	}

	it('lets a launch go on once it listens, and runs until it is ended', async () => {
		folder.write('program.js', 'setInterval(() => undefined, 1000);');
		await echoTask();
		const ended = taskEnds();
		try {
			const started = await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], {
				...{ type: 'node', request: 'launch', name: 'echo', preLaunchTask: 'echo' },
				...{ program: join(folder.path, 'program.js'), console: 'internalConsole' },
			});
			assert.equal(started, true);
			const execution = vscode.tasks.taskExecutions.find(
				({ task: { name: label } }) => label === 'echo',
			);
			assert.ok(execution, 'the server still runs beside the program');
			execution.terminate();
			await ended;
		} finally {
			await vscode.debug.stopDebugging();
		}
	});

	it('is ended by Ctrl+C that comes while it starts', async () => {
		const task = await echoTask();
		const ended = taskEnds();
		await vscode.tasks.executeTask(task);
		const terminal = await eventually('its terminal', () =>
			vscode.window.terminals.find(({ name }) => name.includes('echo')),
		);
		terminal.sendText('\x03', false);
		await ended;
		terminal.dispose();
	});
});
