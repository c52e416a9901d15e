/** *Preflight mTLS* as programs and people use it, and that editors change nothing of what a thread shakes hands with. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PkiCommands, PreflightOptions } from '../../src/api.js';
import type { CommandContext } from '../../src/commands/command.js';
import { run } from '../../src/commands/preflight/preflight.js';
import { readRequest } from '../../src/commands/preflight/request.js';
import { preflightReport } from '../../src/commands/preflight/reportView.js';
import { runPreflight } from '../../src/commands/preflight/runPreflight.js';
import { preflightShown, showPreflight } from '../../src/commands/preflight/showPreflight.js';
import { chainItemOf } from '../../src/core/x509/chain.js';
import { startTlsJob } from '../../src/services/tls/thread.js';
import { reportMarkdown } from '../../src/ui/report/markdown.js';
import { makePki } from '../matrix/scene.js';
import { closeEditors, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { standInServices } from '../support/standInContext.js';

type Result = PkiCommands['pki.preflight']['result'];

const pki = makePki();

describe('pki.preflight', () => {
	const person = new PersonInTest();
	let folder: WorkspaceFolder;
	let options: PreflightOptions;
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
		folder.write('client.key', pki.client.keyPem);
		folder.write('server.key', pki.server.keyPem);
		options = {
			certificate: folder.write('client.crt', pki.client.pem),
			ca: folder.write('ca.crt', pki.root.pem),
			serverCertificate: folder.write('server.crt', pki.server.pem + pki.issuing.pem),
			serverName: 'localhost',
		};
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
	});

	const preflight = async (given: PreflightOptions) =>
		vscode.commands.executeCommand<Result>('pki.preflight', given);
	const failed = ({ checks }: Result) =>
		checks.filter(({ ok }) => ok === false).map(({ name, code }) => `${name} ${code ?? ''}`);

	it('says that files work together, with the keys beside them', async () => {
		const { works, checks, stack } = await preflight(options);
		assert.ok(works, JSON.stringify(checks));
		assert.match(stack, /^(OpenSSL|BoringSSL)/);
	});

	it('takes blocks, text and files, and says what is wrong and what is missing', async () => {
		const expired = pki.clientOf({ from: -9, to: -2 });
		const uri = folder.write(
			'settings.yaml',
			`name: x\ncert: |\n  ${expired.pem.trimEnd().replaceAll('\n', '\n  ')}\n`,
		);
		const result = await preflight({
			...options,
			certificate: { uri, line: 2 },
			key: { text: expired.keyPem },
			serverCertificate: undefined,
			serverName: undefined,
		});
		assert.deepEqual([...new Set(failed(result))], ['clientAccepted CERT_HAS_EXPIRED']);
		assert.ok(
			result.findings.some(({ code, severity }) => code === 'expired' && severity === 'error'),
		);
		const untried = result.checks.find(({ name }) => name === 'serverFiles');
		assert.deepEqual(
			[untried?.ok, untried?.code, untried?.message],
			['notTried', 'noServerCertificate', 'no server certificate'],
		);
		const [check] = result.checks.filter(({ ok }) => ok === false);
		assert.match(check?.message ?? '', /expired/i);
		assert.equal(result.works, false);
	});

	it('refuses what is no option', async () => {
		await assert.rejects(
			preflight({ certificate: 'relative.crt' }),
			(error) => (error as { code?: string }).code === 'invalid',
		);
		const uri = folder.write('empty.yaml', 'a: 1\n');
		await assert.rejects(
			preflight({ certificate: { uri, line: 0 } }),
			(error) => (error as { code?: string }).code === 'invalid',
		);
	});

	it('shows a report whose buttons mend and try again', async () => {
		const parts = standInServices();
		const context = {
			...parts.services,
			views: { findings: { find: () => Promise.resolve({ findings: [], read: 0 }) } },
		} as unknown as CommandContext;
		try {
			const request = await readRequest(context, { ...options, serverName: 'other.test' });
			const done = await runPreflight(context, request);
			showPreflight(context, done);
			const shown = preflightShown();
			const first = shown?.message;
			assert.ok(first?.type === 'report');
			assert.equal(first.report.title, 'agent ↔ server');
			assert.equal(first.report.verdict.sign, 'expired');
			const [item] = first.report.sections.find(({ id }) => id === 'problems')?.items ?? [];
			assert.equal(item?.code, 'ERR_TLS_CERT_ALTNAME_INVALID');
			assert.ok(item.actions.some(({ id }) => id.endsWith(':serverName')));
			const table = first.report.sections.find(({ id }) => id === 'versions')?.table;
			assert.deepEqual(
				table?.rows.map(([name]) => name),
				[
					'Handshake',
					'Client accepts the server',
					'Server accepts the client',
					'Data arrives both ways',
				],
			);
			assert.match(reportMarkdown(preflightReport(done)), /^# Preflight mTLS: agent/);
			// The certificate is replaced: what is read again counts.
			const renamed = pki.serverOf({ dns: ['other.test'] });
			folder.write('server.crt', renamed.pem);
			folder.write('server.key', renamed.keyPem);
			await shown?.receive({ type: 'action', id: 'again' });
			const second = preflightShown()?.message;
			const report = second?.type === 'report' ? second.report : undefined;
			assert.equal(report?.verdict.sign, 'valid');
			assert.equal(report.verdict.words, 'These files work together');
		} finally {
			preflightShown()?.dispose();
			parts.dispose();
		}
	});

	it('renews what a connection is known to have issued, and issues the rest anew', async () => {
		const parts = standInServices();
		const context = {
			...parts.services,
			views: { findings: { find: () => Promise.resolve({ findings: [], read: 0 }) } },
		} as unknown as CommandContext;
		const expired = pki.clientOf({ from: -9, to: -2 });
		const certificate = folder.write('client.crt', expired.pem);
		folder.write('client.key', expired.keyPem);
		const run: unknown[][] = [];
		const { executeCommand } = vscode.commands;
		const shownFixes = async () => {
			const request = await readRequest(context, { ...options, certificate });
			showPreflight(context, await runPreflight(context, request));
			const shown = preflightShown()?.message;
			const report = shown?.type === 'report' ? shown.report : undefined;
			const [item] = report?.sections.find(({ id }) => id === 'problems')?.items ?? [];
			assert.match(item?.code ?? '', /CERT_HAS_EXPIRED/);
			return item?.actions.map(({ id, label }) => `${id} ${label}`) ?? [];
		};
		try {
			const fixes = await shownFixes();
			assert.ok(fixes.includes('fix:0:issue Issue Client Certificate…'), fixes.join());
			const { facts } = chainItemOf(expired.pem) ?? {};
			assert.ok(facts);
			await parts.services.issued.add({
				...{ path: certificate.fsPath, name: facts.name, issuer: facts.issuer },
				...{ notBefore: facts.notBefore ?? '', notAfter: facts.notAfter ?? '' },
				...{ fingerprint: facts.sha256Fingerprint },
				...{ connection: 'known', mount: 'pki', role: 'clients' },
			});
			const renewing = await shownFixes();
			assert.ok(renewing.includes('fix:0:renew Renew Certificate…'), renewing.join());
			assert.ok(!renewing.some((fix) => fix.includes(':issue ')));
			Object.assign(vscode.commands, {
				executeCommand: (...given: unknown[]) => Promise.resolve(void run.push(given)),
			});
			await preflightShown()?.receive({ type: 'action', id: 'fix:0:renew' });
			const [command, place] = run.find(([name]) => name === 'pki.renewCertificate') ?? [];
			assert.equal(command, 'pki.renewCertificate');
			assert.equal(String((place as { uri: unknown }).uri), String(certificate));
		} finally {
			Object.assign(vscode.commands, { executeCommand });
			preflightShown()?.dispose();
			parts.dispose();
		}
	});

	it('asks a person for the other end, with what lies beside the files', async () => {
		const parts = standInServices();
		const context = {
			...parts.services,
			views: { findings: { find: () => Promise.resolve({ findings: [], read: 0 }) } },
		} as unknown as CommandContext;
		try {
			const options = { uri: vscode.Uri.file(`${folder.path}/client.crt`) };
			const result = run(context, { options, selection: [], interactive: true });
			await person.picks(vscode.workspace.asRelativePath(`${folder.path}/ca.crt`));
			await person.types(`${folder.path}/server.crt`);
			await person.types('localhost');
			assert.equal((await result).works, true);
			const shown = preflightShown()?.message;
			assert.ok(shown?.type === 'report' && shown.report.verdict.sign === 'valid');
		} finally {
			preflightShown()?.dispose();
			parts.dispose();
		}
	});

	it('comes to the same in the editor at an address whose connections editors change', async () => {
		const extensionPath =
			vscode.extensions.getExtension('pki-workbench.pki-workbench')?.extensionPath ?? '';
		const client = { certificate: pki.client.pem, key: pki.client.keyPem };
		const server = {
			certificate: pki.server.pem + pki.issuing.pem,
			key: pki.server.keyPem,
			ca: pki.root.pem,
		};
		for (const host of ['127.0.0.1', '127.0.0.2']) {
			const trusting = { host, client: { ...client, ca: pki.root.pem }, server };
			const good = await startTlsJob(extensionPath, 'preflight', trusting).done;
			const named = good.checks.filter(({ name }) => name !== 'serverName');
			assert.ok(
				named.every(({ ok }) => ok === true),
				JSON.stringify(good.checks),
			);
			// Editors add the system's CAs to a connection without any; a thread's has none of them.
			const without = { host, client, server };
			const bad = await startTlsJob(extensionPath, 'preflight', without).done;
			assert.equal(bad.clientTrust, 'runtime');
			const refused = bad.checks.find(({ name }) => name === 'serverAccepted');
			assert.equal(refused?.failure?.code, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
		}
	});
});
