/** What curl, OpenSSL, Python and Go say of the same failed handshakes, and what our table says of that. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as tls from 'node:tls';
import { explainText } from '../../src/core/tls/explain/explanation.js';
import { buildHandshakes, type Handshakes } from '../../scripts/lib/peers.mjs';
import { eventually } from '../support/eventually.js';
import { Listening } from '../support/listening.js';
import {
	type ExplainedServer,
	explainedClients,
	explainedServers,
	goodServer,
	trustedRoot,
} from '../support/explainedServers.js';

/** A question to a client, with the files that it reads. */
interface Question {
	readonly address: string;
	readonly serverName: string;
	readonly ca: string;
	readonly crl?: string;
	readonly certificate?: string;
	readonly key?: string;
}

interface Client {
	readonly name: string;
	ask(questions: readonly Question[]): Promise<readonly string[]>;
	/** Where it judges otherwise than OpenSSL, or says less. */
	readonly otherwise: Readonly<Record<string, string>>;
}

/** OpenSSL’s first complaint is that there is no issuer; Node.js tells the last. */
const openSslOnly = {
	incompleteChain: 'unknownIssuer',
	// It refuses to send what is signed with SHA-1.
	clientCertificateRefused: 'ownSignatureWeak',
};

/** It takes an intermediate for a root, and of a wrong signature it tells how the check of it began. */
const curlOnly = {
	...openSslOnly,
	...{ incompleteCaFile: 'nothing', badSignature: 'handshakeWrapped' },
};

/** Go tells only that it trusts no issuer, takes an intermediate for a root, and looks at no CRL. */
const goOnly = {
	...{ incompleteChain: 'unknownIssuer', selfSignedInChain: 'unknownIssuer' },
	...{ selfSigned: 'unknownIssuer', incompleteCaFile: 'nothing', weakKey: 'nothing' },
	...{ revoked: 'nothing', crlMissing: 'nothing' },
};

const clientIds = ['clientCertificateRequired', ...explainedClients().map(({ id }) => id)];

describe('the errors of other programs', function () {
	this.timeout(180_000);
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-handshakes-'));
	const listening = new Listening();
	let handshakes: Handshakes;
	before(async () => {
		handshakes = await buildHandshakes();
	});
	afterEach(() => listening.close());
	after(() => rmSync(folder, { recursive: true, force: true }));

	let files = 0;
	const file = (text: string) => {
		files += 1;
		const path = join(folder, `${files}.pem`);
		writeFileSync(path, text);
		return path;
	};

	const clients: readonly Client[] = [
		{ name: 'curl', ask: eachBy(curl), otherwise: curlOnly },
		{ name: 'openssl', ask: eachBy(openssl), otherwise: openSslOnly },
		{ name: 'Python', ask: (questions) => handshakes.python(questions), otherwise: openSslOnly },
		{ name: 'Go', ask: (questions) => handshakes.go(questions), otherwise: goOnly },
	];

	/** Shows anything, and takes any client. */
	async function questionFor(server: ExplainedServer): Promise<Question> {
		const { chain, keyPem, ca, crl, serverName = 'localhost' } = server;
		const lenient = tls.createServer(
			{ cert: chain, key: keyPem, ciphers: 'DEFAULT@SECLEVEL=0' },
			(socket) => socket.end('HTTP/1.0 204 No Content\r\n\r\n'),
		);
		const port = await listening.listen(lenient);
		const address = `127.0.0.1:${port}`;
		return { address, serverName, ca: file(ca), ...(crl === undefined ? {} : { crl: file(crl) }) };
	}

	for (const client of clients) {
		it(`${client.name} on a server’s certificate`, async () => {
			const servers = explainedServers();
			const questions = await Promise.all(servers.map(questionFor));
			const said = await client.ask(questions);
			for (const [index, { id }] of servers.entries()) {
				const text = said[index] ?? '';
				const expected = client.otherwise[id] ?? id;
				assert.equal(explainText(text)?.id ?? 'nothing', expected, `${id}: ${text}`);
			}
		});

		it(`${client.name} on what OpenSSL’s server says of its certificate`, async () => {
			const server = await startProgram('openssl', [
				...['s_server', '-accept', '127.0.0.1:0', '-www', '-Verify', '1'],
				...['-verify_return_error', '-CAfile', file(trustedRoot.pem)],
				...['-cert', file(goodServer.pem), '-key', file(goodServer.keyPem)],
			]);
			try {
				const said = await client.ask(clientQuestions(await server.port));
				assert.deepEqual(
					said.map((text) => explainText(text)?.id ?? text),
					clientIds.map((id) => client.otherwise[id] ?? id),
				);
			} finally {
				await server.stop();
			}
		});
	}

	it('Go’s server, in its log', async () => {
		const material = [goodServer.pem, goodServer.keyPem, trustedRoot.pem].map(file);
		const server = await startProgram(handshakes.program, ['server', ...material]);
		try {
			const said: (string | undefined)[] = [];
			for (const question of clientQuestions(await server.port)) {
				const before = server.lines.length;
				await handshakes.go([question]);
				const line = await eventually('a line of the log', () => server.lines[before]);
				const found = explainText(line);
				said.push(found?.id ?? line);
				assert.deepEqual([found?.saidBy, found?.host], ['self', undefined], line);
			}
			assert.deepEqual(said, clientIds);
		} finally {
			await server.stop();
		}
	});

	/** A client without a certificate, then those whose certificate is refused. */
	function clientQuestions(port: string): readonly Question[] {
		const bare = {
			address: `127.0.0.1:${port}`,
			serverName: 'localhost',
			ca: file(trustedRoot.pem),
		};
		const others = explainedClients().map(({ chain, keyPem }) => ({
			...{ ...bare, certificate: file(chain), key: file(keyPem) },
		}));
		return [bare, ...others];
	}
});

interface Program {
	/** The first number of a port that it prints. */
	readonly port: Promise<string>;
	/** What it printed since. */
	readonly lines: readonly string[];
	stop(): Promise<void>;
}

function startProgram(program: string, args: readonly string[]): Promise<Program> {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const lines: string[] = [];
	const port = new Promise<string>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`${program} ended with ${String(code)}`)));
		for (const stream of [child.stdout, child.stderr]) {
			createInterface(stream).on('line', (line) => {
				const [, number] = /^(?:ACCEPT .*:)?(\d+)$/.exec(line) ?? [];
				if (number === undefined) lines.push(line);
				else resolve(number);
			});
		}
	});
	const stop = async () => {
		const ended = once(child, 'exit');
		child.kill();
		await ended;
	};
	return Promise.resolve({ port, lines, stop });
}

function eachBy(ask: (question: Question) => Promise<string>): Client['ask'] {
	return (questions) => Promise.all(questions.map(ask));
}

function curl({ address, serverName, ca, crl, certificate, key }: Question): Promise<string> {
	const [host = '', port = ''] = address.split(':');
	return run('curl', [
		...['-sS', '--cacert', ca, '--resolve', `${serverName}:${port}:${host}`],
		...(crl === undefined ? [] : ['--crlfile', crl]),
		...(certificate === undefined || key === undefined
			? []
			: ['--cert', certificate, '--key', key]),
		`https://${serverName}:${port}/`,
	]);
}

function openssl({ address, serverName, ca, crl, certificate, key }: Question): Promise<string> {
	return run('openssl', [
		...['s_client', '-connect', address, '-CAfile', ca, '-servername', serverName],
		...['-verify_hostname', serverName, '-verify_return_error', '-ign_eof'],
		...(crl === undefined ? [] : ['-CRL', crl, '-crl_check']),
		...(certificate === undefined || key === undefined ? [] : ['-cert', certificate, '-key', key]),
	]);
}

/** Both streams. */
function run(program: string, args: readonly string[]): Promise<string> {
	return new Promise((resolve) => {
		const child = execFile(program, args, { timeout: 20_000 }, (_, stdout, stderr) => {
			resolve(`${stderr}\n${stdout}`);
		});
		child.stdin?.end('GET / HTTP/1.0\r\n\r\n');
	});
}
