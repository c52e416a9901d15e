/** A TLS connection is tested from an editor, which patches `tls` for every address but this machine's own. */
import assert from 'node:assert/strict';
import { createServer as createSocketServer, type Server } from 'node:net';
import { createServer } from 'node:tls';
import * as vscode from 'vscode';
import type { CommandContext } from '../../src/commands/command.js';
import { runAction } from '../../src/commands/probe/actions.js';
import { readRequest } from '../../src/commands/probe/request.js';
import { probeReport } from '../../src/commands/probe/reportView.js';
import { runProbe, type Probed } from '../../src/commands/probe/runProbe.js';
import { reportShown, showProbed } from '../../src/commands/probe/showProbed.js';
import { ConnectionTree } from '../../src/explorer/tree.js';
import { probeForModel } from '../../src/tools/probeTool.js';
import { reportMarkdown } from '../../src/ui/report/markdown.js';
import { makeCertificate } from '../matrix/material.js';
import { makePki } from '../matrix/scene.js';
import { brainpoolCa } from '../support/brainpool.js';
import { call, refusal } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';
import { Listening } from '../support/listening.js';
import { PersonInTest } from '../support/person.js';
import { silentTls } from '../support/probing.js';
import { standInServices, StandInStorage } from '../support/standInContext.js';
import { invokeTool } from '../support/tools.js';

const pki = makePki();
const own = { cert: pki.server.pem + pki.issuing.pem, key: pki.server.keyPem };
const asking = { ...own, requestCert: true, rejectUnauthorized: false, ca: [pki.root.pem] };

const extension = () => vscode.extensions.getExtension('pki-workbench.pki-workbench');

describe('Test TLS Connection', () => {
	const person = new PersonInTest();
	let folder: WorkspaceFolder;
	let listening: Listening;
	before(async () => {
		folder = new WorkspaceFolder();
		await extension()?.activate();
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());
	after(() => folder.remove());

	for (const host of ['127.0.0.1', '127.0.0.2']) {
		const listen = (server: Server) => listening.listen(server, host);

		it(`tells what a server is like, at ${host}`, async () => {
			const port = await listen(silentTls(asking));
			const ca = folder.write('ca.pem', pki.root.pem);
			const result = await call('pki.probe', { host, port, ca, serverName: 'localhost' });
			assert.deepEqual(result.verdict, { ok: true });
			assert.equal(result.address, host);
			assert.equal(result.protocol, 'TLSv1.3');
			assert.deepEqual(
				result.chain.map(({ name }) => name),
				['server', 'Matrix Issuing'],
			);
			assert.deepEqual(result.clientCertificate, {
				...{ requested: true, acceptedIssuers: ['CN=Matrix Root'], sent: false },
			});
			assert.deepEqual(result.problems, []);
			assert.match(result.stack.name, /SSL$/);
		});

		it(`trusts nothing that was not chosen, at ${host}`, async () => {
			const port = await listen(silentTls(own));
			const result = await call('pki.probe', { host, port, serverName: 'localhost' });
			assert.equal(result.verdict.code, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
			assert.match(result.trust, /^(system|bundled)$/);
			const codes = result.problems.map(({ code }) => code);
			assert.ok(codes.length >= 1);
			assert.ok(result.problems.every(({ message }) => message.length > 20));
		});

		it(`survives a chain that ends editors, at ${host}`, async () => {
			const authority = brainpoolCa('Brainpool CA');
			const leaf = authority.issue(host);
			const cert = leaf.certificate + authority.certificate;
			const port = await listen(silentTls({ cert, key: leaf.key }));
			const result = await call('pki.probe', { host, port, ca: authority.certificate });
			assert.ok(result.verdict.ok);
			assert.equal(result.chain[1]?.curve, 'brainpoolP256r1');
		});

		it(`sends a client certificate with the key beside it, at ${host}`, async () => {
			const server = createServer({ ...asking, rejectUnauthorized: true }, (socket) => {
				socket.on('error', () => socket.destroy()).end('hello');
			});
			const port = await listen(server);
			const certificate = folder.write('agent.crt', pki.client.pem);
			folder.write('agent.key', pki.client.keyPem);
			const options = { host, port, ca: pki.root.pem, serverName: 'localhost' };
			const result = await call('pki.probe', { ...options, certificate });
			assert.equal(result.clientCertificate.accepted, true);
		});
	}

	it('answers for a server that is not there, and refuses what it cannot use', async () => {
		const port = await listening.listen(createSocketServer());
		await listening.close();
		const result = await call('pki.probe', { host: '127.0.0.1', port });
		assert.equal(result.verdict.code, 'ECONNREFUSED');
		assert.equal(result.addresses[0]?.state, 'failed');
		const { code, reason } = await refusal(call('pki.probe', { host: 'two words' }));
		assert.deepEqual([code, reason], ['invalid', 'notTarget']);
		const foreign = { certificate: pki.client.pem, key: pki.server.keyPem };
		const mismatch = await refusal(call('pki.probe', { host: '127.0.0.1', port, ...foreign }));
		assert.deepEqual([mismatch.code, mismatch.reason], ['invalid', 'clientKeyMismatch']);
		assert.equal((await refusal(call('pki.probe', {}))).code, 'invalid');
	});

	describe('its report', () => {
		const standIn = standInServices(new StandInStorage());
		const views = {} as CommandContext['views'];
		const shown: { title: string; content: unknown }[] = [];
		const context = (): CommandContext => ({
			...standIn.services,
			context: {
				...standIn.services.context,
				extensionPath: extension()?.extensionPath,
				extensionUri: extension()?.extensionUri,
				subscriptions: [],
			} as unknown as vscode.ExtensionContext,
			views: {
				...views,
				details: {
					show: (target: { title: string; content: unknown }) => {
						shown.push(target);
						return Promise.resolve();
					},
				},
			} as unknown as CommandContext['views'],
		});
		after(() => standIn.dispose());

		async function run(options: Readonly<Record<string, unknown>>): Promise<Probed> {
			const input = { options, selection: [], interactive: false };
			return runProbe(context(), await readRequest(context(), input), false);
		}

		async function probed(server: Server, options: object): Promise<Probed> {
			const port = await listening.listen(server);
			const place = { host: '127.0.0.1', port, serverName: 'localhost' };
			return run({ ...place, timeoutMs: 4000, ...options });
		}

		it('says above the fold what counts, and below it what is wrong', async () => {
			const expired = pki.serverOf({ from: -9, to: -2, name: 'old <b>server</b>' });
			const server = silentTls({ ...asking, cert: expired.pem, key: expired.keyPem });
			const report = probeReport(await probed(server, { ca: pki.root.pem }));
			assert.equal(report.verdict.sign, 'expired');
			assert.match(report.verdict.words, /expired/i);
			assert.match(report.verdict.note ?? '', /chosen CA.*localhost/);
			assert.deepEqual(
				report.facts.map(({ label }) => label),
				['Protocol', 'Certificate', 'Client certificate', 'Address'],
			);
			assert.deepEqual(
				report.sections.map(({ id }) => id),
				['problems', 'chain', 'versions', 'issuers', 'addresses', 'connection'],
			);
			const [problems] = report.sections;
			assert.match(problems?.items?.[0]?.text ?? '', /expired/);
			assert.equal(problems?.items?.[0]?.code, 'CERT_HAS_EXPIRED');
			assert.ok(problems.items[0].steps.length > 0);
			const markdown = reportMarkdown(report);
			assert.match(markdown, /^# TLS Test: 127\.0\.0\.1:\d+\n/);
			assert.match(markdown, /old \\<b\\>server/);
			assert.match(markdown, /\| TLS 1\.3 \| Offered \|/);
		});

		it('shows, saves and compares the chain, and asks again with a CA', async () => {
			const first = await probed(silentTls(own), {});
			const report = probeReport(first);
			const ids = report.actions.map(({ id }) => id);
			for (const id of ['again', 'chooseCa', 'showChain', 'saveChain', 'compare', 'asMarkdown']) {
				assert.ok(ids.includes(id), id);
			}
			assert.ok(!ids.includes('trust'));
			const act = (id: string) => runAction(id, context(), first, report);
			await act('showChain');
			assert.equal(shown.at(-1)?.content, pki.server.pem + pki.issuing.pem);
			const target = vscode.Uri.joinPath(vscode.Uri.file(folder.path), 'chain.crt');
			person.willSaveAs(target);
			await act('saveChain');
			const saved = Buffer.from(await vscode.workspace.fs.readFile(target)).toString();
			assert.equal(saved, pki.server.pem + pki.issuing.pem);
			person.willOpen(folder.write('root.pem', pki.root.pem));
			const again = await act('chooseCa');
			assert.ok(again?.report.verdict.ok);
			assert.equal(probeReport(again).verdict.sign, 'valid');
			await act('asMarkdown');
			const document = vscode.window.activeTextEditor?.document;
			assert.equal(document?.languageId, 'markdown');
			assert.match(document.getText(), /^# TLS Test/);
		});

		it('is shown in one tab, whose buttons work', async () => {
			const first = await probed(silentTls(own), {});
			showProbed(context(), first);
			const panel = reportShown();
			assert.ok(panel);
			const second = await probed(silentTls(own), { ca: pki.root.pem });
			showProbed(context(), second);
			assert.equal(reportShown(), panel);
			const { message } = panel;
			assert.ok(message?.type === 'report');
			assert.equal(message.report.verdict.sign, 'valid');
			await panel.receive({ type: 'action', id: 'asMarkdown' });
			const text = vscode.window.activeTextEditor?.document.getText() ?? '';
			assert.equal(text, reportMarkdown(message.report));
			panel.dispose();
			assert.equal(reportShown(), undefined);
		});

		it('uses what a connection uses, and asks before its CA is changed', async () => {
			const server = createServer({ ...asking, rejectUnauthorized: true }, (socket) => {
				socket.on('error', () => socket.destroy()).end('hello');
			});
			const address = `https://127.0.0.1:${await listening.listen(server)}/v1`;
			const files = {
				serverName: 'localhost',
				clientCertificateFile: folder.write('own.crt', pki.client.pem).fsPath,
				clientKeyFile: folder.write('own.key', pki.client.keyPem).fsPath,
			};
			const add = (label: string, fields: Readonly<Record<string, string>>) =>
				standIn.services.connections.add({
					...{ backend: 'vault', label, secrets: {} },
					fields: { address, ...files, ...fields },
				});
			const caFile = folder.write('own.ca.crt', pki.root.pem).fsPath;
			const good = await run({ connection: (await add('good', { caFile })).id });
			assert.ok(good.report.verdict.ok);
			assert.equal(good.report.clientCertificate.accepted, true);
			assert.ok(!probeReport(good).actions.some(({ id }) => id === 'trust'));
			const tree = new ConnectionTree(standIn.services);
			const rows = await tree.getChildren();
			const row = rows.find(({ connection }) => connection === good.request.connection?.id);
			assert.ok(row);
			// As a menu gives it.
			const options = row as unknown as Readonly<Record<string, unknown>>;
			const asked = { options, selection: [], interactive: true };
			const { input } = await readRequest(context(), asked);
			assert.deepEqual(input, good.request.input);
			tree.dispose();
			const bad = await run({ connection: (await add('bad', {})).id });
			const report = probeReport(bad);
			assert.ok(report.actions.some(({ id }) => id === 'trust'));
			person.willPress('Do Not Trust');
			assert.equal(await runAction('trust', context(), bad, report), undefined);
			assert.match(person.said.join(), /Trust “Matrix Issuing” for bad/);
		});

		it('says that a certificate is required, or was refused', async () => {
			const demanding = { ...asking, rejectUnauthorized: true };
			const required = await probed(silentTls(demanding), { ca: pki.root.pem });
			assert.match(probeReport(required).verdict.words, /requires a client certificate/);
			const stranger = makeCertificate({ name: 'stranger', usages: ['clientAuth'], ca: false });
			const refused = await probed(silentTls({ ...demanding, maxVersion: 'TLSv1.2' }), {
				...{ ca: pki.root.pem, certificate: stranger.pem, key: stranger.keyPem },
			});
			assert.notEqual(probeReport(refused).verdict.sign, 'valid');
		});
	});

	describe('for a language model', () => {
		const wish = (port: number) => ({ host: `127.0.0.1:${port}`, serverName: 'localhost' });

		it('sends nothing before the user agreed', async () => {
			let connections = 0;
			const server = silentTls(own).on('connection', () => (connections += 1));
			const port = await listening.listen(server);
			person.willPress('Do Not Connect');
			await assert.rejects(probeForModel(wish(port)));
			assert.match(person.said.join(), new RegExp(`127\\.0\\.0\\.1:${port}`));
			// The real one asks in a dialog, which an editor under test does not show.
			await assert.rejects(invokeTool('pki_probe', wish(port)));
			assert.equal(connections, 0);
		});

		it('names everything that will be sent', async () => {
			const port = await listening.listen(silentTls(asking));
			const file = (name: string, text: string) =>
				vscode.workspace.asRelativePath(folder.write(name, text), false);
			const certificate = file('model-client.crt', pki.client.pem);
			const key = file('model-client.key', pki.client.keyPem);
			const name = 'Other.test.';
			person.willPress('Do Not Connect');
			await assert.rejects(probeForModel({ ...wish(port), serverName: name, certificate, key }));
			const [asked = ''] = person.details;
			assert.match(asked, /Server name \(SNI\) that is sent: other\.test(?!\.)/);
			assert.match(
				asked,
				/client certificate, it is sent, without its private key: \S*model-client\.crt/,
			);
			person.willPress('Do Not Connect');
			const plain = { host: `127.0.0.1:${port}`, startTls: 'smtp' };
			await assert.rejects(probeForModel(plain));
			const [, others = ''] = person.details;
			assert.match(others, /No server name \(SNI\) is sent/);
			assert.match(others, /No client certificate is sent/);
			assert.match(others, /start TLS, in the smtp protocol/);
		});

		it('answers facts once it may', async () => {
			const port = await listening.listen(silentTls(own));
			const ca = vscode.workspace.asRelativePath(folder.write('model.pem', pki.root.pem), false);
			person.willPress('Connect');
			const { content } = await probeForModel({ ...wish(port), ca });
			const [text, json] = content.map((part) => {
				assert.ok(part instanceof vscode.LanguageModelTextPart);
				return part.value;
			});
			assert.match(text ?? '', /verdict: trusted/);
			assert.match(text ?? '', /certificate as sent: server, issued by Matrix Issuing/);
			const data = JSON.parse(json ?? '') as { verdict: unknown; chain: readonly object[] };
			assert.deepEqual(data.verdict, { ok: true });
			assert.equal(data.chain.length, 2);
		});
	});
});
