/**
 * Scenario: OpenClaw to Vault over mutual TLS. The configuration that is written for it works; each pitfall that people fall
 * into is found in the files before anything is sent, is met by the real server, and is explained.
 */
import assert from 'node:assert/strict';
import { chmod, readFile } from 'node:fs/promises';
import { connect, type ConnectionOptions } from 'node:tls';
import { parse } from 'yaml';
import { decode } from '../../../src/core/decode/decode.js';
import type { MaterialFile } from '../../../src/core/diagnostics/clientConfig/material.js';
import { createClientConfig } from '../../../src/core/snippets/clientConfig.js';
import { findTarget } from '../../../src/core/snippets/registry.js';
import {
	type ExplanationId,
	explainFailure,
	explainText,
} from '../../../src/core/tls/explain/explanation.js';
import { handshakeFailure } from '../../../src/core/tls/failure.js';
import type { ProbeInput, ProbeReport } from '../../../src/core/tls/probe/model.js';
import { readBounded } from '../../../src/services/files/files.js';
import { startTlsJob } from '../../../src/services/tls/thread.js';
import { findersFor } from '../../support/findings.js';
import { connectTo, startConfigured } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';
import { ScenarioFolder } from '../../support/scenario.js';
import { makeCa, type Pair, type TestCa } from '../../support/tlsCertificates.js';

const host = 'vault.claw.test';
const isWindows = process.platform === 'win32';

describe('Scenario: OpenClaw to Vault over mutual TLS', function () {
	this.timeout(120_000);
	let folder: ScenarioFolder;
	let ca: TestCa;
	let agent: Pair;
	let bao: Awaited<ReturnType<typeof startConfigured>>;

	before(async () => {
		folder = await ScenarioFolder.make();
		ca = await makeCa('Claw Root');
		agent = await ca.issue({ name: 'openclaw-agent', usage: 'client' });
		bao = await startWith({ dns: [host] });
	});
	after(async () => {
		await bao.stop();
		await folder.remove();
	});

	async function startWith(names: { readonly dns: readonly string[] }, listener = {}) {
		const leaf = await ca.issue({ name: host, usage: 'server', ip: ['127.0.0.1'], ...names });
		const tls = { ...leaf, ca: ca.certificate };
		return startConfigured({ tls, clientCa: ca.certificate, client: agent, listener });
	}

	/** A file as the extension reads it. */
	async function material(name: string, text: string, mode?: number): Promise<MaterialFile> {
		const path = await folder.write(name, text);
		if (mode !== undefined) await chmod(path, mode);
		const { bytes, mode: found } = await readBounded(path);
		return { path, text, blocks: decode(bytes), ...(!isWindows && { mode: found & 0o777 }) };
	}

	/** The configuration for these files, and its warnings. */
	async function configure(
		wish: { readonly pair?: Pair; readonly certificate?: string; readonly authority?: string } = {},
		inline = false,
	) {
		const { pair = agent, authority = ca.certificate } = wish;
		const target = findTarget('openclaw') ?? assert.fail('no target');
		const config = createClientConfig({
			...{ target, variant: '', url: `https://${host}:8200`, now: new Date() },
			...{ inline, inlineKey: inline },
			certificate: await material('agent.crt', wish.certificate ?? pair.certificate),
			key: await material('agent.key', pair.key),
			ca: await material('root_ca.crt', authority),
		});
		return { ...config, codes: config.warnings.map(({ code, severity }) => `${code} ${severity}`) };
	}

	function ask(more: Partial<ProbeInput> = {}, server = bao): Promise<ProbeReport> {
		const port = Number(new URL(server.address).port);
		return startTlsJob(process.cwd(), 'probe', {
			...{ host: '127.0.0.1', port, serverName: host, timeoutMs: 15_000, patienceMs: 3000 },
			...{ ca: [ca.certificate], certificate: agent.certificate, key: agent.key, ...more },
		}).done;
	}

	/** What the first failure of a probe means. */
	const explained = ({ problems }: ProbeReport): ExplanationId | undefined =>
		problems.flatMap(({ failure }) => (failure ? (explainFailure(failure)?.id ?? []) : []))[0];

	it('works with the files that its configuration names', async () => {
		const { text, codes } = await configure();
		const { vault_connection: connection } = parse(text) as {
			vault_connection: { url: string; mtls: Readonly<Record<string, string>> };
		};
		assert.equal(connection.url, `https://${host}:8200`);
		assert.deepEqual(
			codes.filter((code) => / (error|warning)$/.test(code)),
			[],
		);
		const read = (name: string) => readFile(connection.mtls[name] ?? '', 'utf8');
		const report = await ask({
			certificate: await read('cert_file'),
			key: await read('key_file'),
			ca: [await read('ca_cert_file')],
		});
		assert.equal(report.verdict.ok, true);
		const { requested, accepted, acceptedIssuers } = report.clientCertificate;
		assert.deepEqual([requested, accepted], [true, true]);
		assert.deepEqual(acceptedIssuers, ['CN=Claw Root']);
	});

	it('finds a certificate without clientAuth', async () => {
		const pair = await ca.issue({
			name: 'openclaw-agent',
			usage: 'server',
			dns: ['agent.claw.test'],
		});
		const { codes } = await configure({ pair });
		assert.ok(codes.includes('noClientAuth error'), codes.join());
		const report = await ask({ certificate: pair.certificate, key: pair.key });
		assert.equal(report.clientCertificate.accepted, false);
		assert.equal(explained(report), 'clientCertificateRefused');
	});

	it('finds an expired certificate', async () => {
		const notAfter = new Date(Date.now() - 3_600_000);
		const pair = await ca.issue({ name: 'openclaw-agent', usage: 'client', notAfter });
		const { codes } = await configure({ pair });
		assert.ok(codes.includes('expired error'), codes.join());
		const report = await ask({ certificate: pair.certificate, key: pair.key });
		assert.equal(report.clientCertificate.accepted, false);
		assert.equal(explained(report), 'clientCertificateExpired');
	});

	it('finds a server certificate without the name of the address', async () => {
		const nameless = await startWith({ dns: ['other.claw.test'] });
		try {
			const report = await ask({}, nameless);
			assert.equal(report.verdict.ok, false);
			const { failure } = report.verdict;
			const explanation = failure && explainFailure(failure);
			assert.deepEqual([explanation?.id, explanation?.saidBy], ['nameMismatch', 'self']);
		} finally {
			await nameless.stop();
		}
	});

	it('finds the wrong CA, and a CA file that is not there', async () => {
		const other = await makeCa('Other Root');
		const report = await ask({ ca: [other.certificate] });
		const { failure } = report.verdict;
		// The server sends its certificate alone: to a client, a missing intermediate looks the same.
		assert.equal(failure && explainFailure(failure)?.id, 'incompleteChain');
		const caFile = await folder.write('other_ca.crt', other.certificate);
		const client = await connectTo(bao.address, 'none', {
			fields: {
				...{ caFile, clientCertificateFile: await folder.write('own.crt', agent.certificate) },
				clientKeyFile: await folder.write('own.key', agent.key),
			},
		});
		const { args } = await rejectsWith(client.status(), 'untrusted', 'unknownIssuer');
		assert.equal(args.issuer, 'CN=Claw Root');
		client.dispose();
		const said = await readFile(`${folder.path}/missing_ca.crt`).catch(String);
		assert.equal(explainText(String(said))?.id, 'fileMissing');
	});

	it('finds a key that others can read', async function () {
		if (isWindows) return;
		const key = await material('open.key', agent.key, 0o644);
		const certificate = await material('agent.crt', agent.certificate);
		const target = findTarget('openclaw') ?? assert.fail('no target');
		const { warnings } = createClientConfig({
			...{ target, variant: '', url: `https://${host}:8200`, now: new Date() },
			...{ inline: false, inlineKey: false, certificate, key },
		});
		const found = warnings.find(({ code }) => code === 'keyReadableByOthers');
		assert.equal(found?.args.mode, '0644');
	});

	it('finds PEM whose lines do not arrive: folded in YAML, indented in a file', async () => {
		const { text } = await configure({}, true);
		const { saidOf } = findersFor('embedded-lines');
		assert.deepEqual(await saidOf(text, { path: '/agent/profile.yaml' }), []);
		const folded = text.replace('cert_file: |', 'cert_file: >');
		assert.notEqual(folded, text);
		assert.deepEqual(await saidOf(folded, { path: '/agent/profile.yaml' }), ['foldedYaml error']);
		const { vault_connection: connection } = parse(folded) as {
			vault_connection: { mtls: { cert_file: string } };
		};
		const indented = agent.certificate.replaceAll(/^/gm, '    ');
		const { codes } = await configure({ certificate: indented });
		assert.ok(codes.includes('notPem error'), codes.join());
		// So do clients: the TLS library reads neither.
		for (const cert of [connection.mtls.cert_file, indented]) {
			const failure = await failureOf({ cert });
			assert.equal(explainFailure(failure)?.id, 'certificateNotPem', failure.code);
		}
	});

	it('finds a client that is too old for the server', async () => {
		const strict = await startWith({ dns: [host] }, { tls_min_version: 'tls13' });
		try {
			const report = await ask({}, strict);
			const offered = report.versions.filter(({ status }) => status === 'offered');
			assert.deepEqual(
				offered.map(({ version }) => version),
				['TLSv1.3'],
			);
			const port = Number(new URL(strict.address).port);
			const failure = await failureOf({ port, maxVersion: 'TLSv1.2' });
			assert.equal(explainFailure(failure)?.id, 'protocolVersion');
		} finally {
			await strict.stop();
		}
	});

	/** What Node says where it cannot shake hands. */
	async function failureOf(options: ConnectionOptions) {
		const port = Number(new URL(bao.address).port);
		const all = { host: '127.0.0.1', port, servername: host, ca: ca.certificate };
		const error = await new Promise<unknown>((resolve, reject) => {
			try {
				const socket = connect({ ...all, cert: agent.certificate, key: agent.key, ...options });
				socket.on('error', resolve).on('secureConnect', () => {
					socket.destroy();
					reject(new Error('It shook hands.'));
				});
			} catch (thrown) {
				resolve(thrown);
			}
		});
		return handshakeFailure(error, 'client');
	}
});
