/** What curl, OpenSSL, Python and Go say of the same failed handshakes, and what our table says of that. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { explainText } from '../../src/core/tls/explain/explanation.js';
import { buildHandshakes, type Handshakes } from '../../scripts/lib/peers.mjs';
import {
	type Certificate,
	keyUsages,
	makeCertificate,
	makeRoot,
	type Wish,
} from '../matrix/material.js';
import { toPem } from '../../src/core/find/pem.js';
import { crlOf, revokedEntry } from '../support/crls.js';
import { eventually } from '../support/eventually.js';
import { Seen } from '../support/explainedBy.js';
import { Listening } from '../support/listening.js';
import {
	type ExplainedServer,
	explainedClients,
	explainedServers,
	goodServer,
	trustedRoot,
} from '../support/explainedServers.js';
import {
	type Client,
	curl,
	eachBy,
	openssl,
	type Program,
	type Question,
	startProgram,
} from './explainedPrograms.js';

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
	...{ revoked: 'nothing', crlMissing: 'nothing', crlExpired: 'nothing' },
};

function leafOf(wish: Partial<Wish>): Certificate {
	return makeCertificate({
		...{ name: 'localhost', issuer: trustedRoot, dns: ['localhost'], ips: ['127.0.0.1'] },
		...{ usages: ['serverAuth'], ...wish },
	});
}

const clientIds = ['clientCertificateRequired', ...explainedClients().map(({ id }) => id)];

describe('the errors of other programs', function () {
	this.timeout(180_000);
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-handshakes-'));
	const listening = new Listening();
	const seen = new Seen('clients');
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
				seen.add(expected);
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
				const ids = said.map((text) => explainText(text)?.id ?? text);
				ids.forEach((id) => seen.add(id));
				assert.deepEqual(
					ids,
					clientIds.map((id) => client.otherwise[id] ?? id),
				);
			} finally {
				await server.stop();
			}
		});
	}

	describe('Go’s server', () => {
		let server: Program;
		before(async () => {
			const material = [goodServer.pem, goodServer.keyPem, trustedRoot.pem].map(file);
			server = await startProgram(handshakes.program, ['server', ...material]);
		});
		after(() => server.stop());

		/** What Go’s client says, and what the server writes into its log. */
		async function bothSay(question: Question) {
			const before = server.lines.length;
			const [client = ''] = await handshakes.go([question]);
			const line = await eventually('a line of the log', () => server.lines[before]);
			const found = explainText(line);
			seen.add(found?.id ?? line);
			assert.equal(found?.host, undefined, line);
			const told = explainText(client)?.id ?? client;
			seen.add(told);
			return { client: told, log: found?.id ?? line, saidBy: found?.saidBy };
		}

		it('in its log, of clients that it refuses', async () => {
			for (const [index, question] of clientQuestions(await server.port).entries()) {
				const { log, saidBy } = await bothSay(question);
				assert.deepEqual([log, saidBy], [clientIds[index], 'self']);
			}
		});

		it('of a client that is too early, and of one that signs with another key', async () => {
			const bare = bareQuestion(await server.port);
			const early = leafOf({ usages: ['clientAuth'], from: 2, to: 9 });
			const good = leafOf({ usages: ['clientAuth'] });
			const pair = ({ pem, keyPem }: typeof good) => ({
				certificate: file(pem),
				key: file(keyPem),
			});
			const tooEarly = await bothSay({ ...bare, ...pair(early) });
			// It has one alert for both ends of the validity.
			assert.deepEqual(tooEarly, {
				...{ client: 'clientCertificateExpired', log: 'clientCertificateNotYetValid' },
				saidBy: 'self',
			});
			const other = pair(leafOf({ usages: ['clientAuth'] }));
			const forged = await bothSay({
				...{ ...bare, ...pair(good) },
				...{ wrongCertificate: other.certificate, wrongKey: other.key },
			});
			assert.deepEqual(
				[forged.client, forged.log],
				['clientSignatureWrong', 'clientSignatureWrong'],
			);
		});

		it('of a client that refuses it, and of one for which it fails itself', async () => {
			const bare = bareQuestion(await server.port);
			const refused = await bothSay({ ...bare, ca: file(makeRoot('Other Root').pem) });
			assert.deepEqual(refused, {
				...{ client: 'unknownIssuer', log: 'serverCertificateRefused', saidBy: 'peer' },
			});
			const [said = ''] = await handshakes.go([{ ...bare, serverName: 'broken.test' }]);
			assert.equal(explainText(said)?.id, 'internalError', said);
			seen.add('internalError');
		});
	});

	it('OpenSSL’s server, of a revoked client and of a name that is not its own', async () => {
		const serial = '0123456789';
		const ca = makeRoot('CRL Root', { keyUsage: keyUsages.certAndCrlSign });
		const revoked = leafOf({ issuer: ca, usages: ['clientAuth'], serial });
		const crl = file(toPem('X509 CRL', crlOf(ca, { entries: [revokedEntry(serial)] })));
		const own = ['-cert', file(goodServer.pem), '-key', file(goodServer.keyPem)];
		const server = await startProgram('openssl', [
			...['s_server', '-accept', '127.0.0.1:0', '-www', '-Verify', '1', ...own],
			...['-verify_return_error', '-CAfile', file(ca.pem), '-CRL', crl, '-crl_check'],
			...['-cert2', file(goodServer.pem), '-key2', file(goodServer.keyPem)],
			...['-servername', 'localhost', '-servername_fatal'],
		]);
		try {
			const bare = bareQuestion(await server.port);
			const pair = { certificate: file(revoked.pem), key: file(revoked.keyPem) };
			for (const client of clients) {
				const said = await client.ask([
					{ ...bare, ...pair },
					{ ...bare, serverName: 'other.test' },
				]);
				const ids = said.map((text) => explainText(text)?.id ?? text);
				assert.deepEqual(ids, ['clientCertificateRevoked', 'unrecognizedName'], client.name);
				ids.forEach((id) => seen.add(id));
			}
		} finally {
			await server.stop();
		}
	});

	it('Go, of a certificate with its name in the common name alone', async () => {
		const server = { ...leafOf({ dns: [], ips: [] }) };
		const question = await questionFor({
			...{ id: 'commonNameOnly', chain: server.pem, keyPem: server.keyPem, ca: trustedRoot.pem },
		});
		const [said = ''] = await handshakes.go([question]);
		assert.equal(explainText(said)?.id, 'commonNameOnly', said);
		seen.add('commonNameOnly');
	});

	it('Python, of a fault for which there is no other entry', async () => {
		const loose = makeCertificate({ name: 'Loose Root', ca: true });
		const server = leafOf({ issuer: loose });
		const question = await questionFor({
			...{ id: 'verificationFailed', chain: server.pem, keyPem: server.keyPem, ca: loose.pem },
		});
		const [said = '', lenient] = await handshakes.python([{ ...question, strict: true }, question]);
		assert.equal(explainText(said)?.id, 'verificationFailed', said);
		assert.equal(lenient, '');
		seen.add('verificationFailed');
	});

	describe('altogether', () => {
		it('are all that is said to be seen here', () => seen.assertShare());
	});

	const bareQuestion = (port: string): Question => ({
		...{ address: `127.0.0.1:${port}`, serverName: 'localhost', ca: file(trustedRoot.pem) },
	});

	/** A client without a certificate, then those whose certificate is refused. */
	function clientQuestions(port: string): readonly Question[] {
		const bare = bareQuestion(port);
		const others = explainedClients().map(({ chain, keyPem }) => ({
			...{ ...bare, certificate: file(chain), key: file(keyPem) },
		}));
		return [bare, ...others];
	}
});
