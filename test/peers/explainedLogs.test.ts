/** What servers write into their logs of clients that they refuse, and what our table says of that. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { freePort } from '../../scripts/lib/environment.mjs';
import type { Program } from '../../scripts/lib/programs.mjs';
import { explainText } from '../../src/core/tls/explain/explanation.js';
import { eventually } from '../support/eventually.js';
import { explainedClients, goodServer, trustedRoot } from '../support/explainedServers.js';
import { program, type Running, start, withPrograms } from './targets/workbench.js';

/** A server that demands client certificates, and what it says of no certificate and of each client that is refused. */
interface Server {
	readonly name: Program;
	readonly args: (port: number) => readonly string[];
	readonly said: Readonly<Record<string, string>>;
}

const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-logs-'));
const file = (name: string, text: string) => {
	writeFileSync(join(folder, name), text, { mode: 0o600 });
	return join(folder, name);
};
const cert = file('server.pem', goodServer.pem);
const key = file('server.key', goodServer.keyPem);
const ca = file('ca.pem', trustedRoot.pem);

const own = {
	clientCertificateRequired: 'clientCertificateRequired',
	clientIssuerUnknown: 'clientIssuerUnknown',
	clientCertificateExpired: 'clientCertificateExpired',
	clientCertificatePurpose: 'clientCertificatePurpose',
	// Of a signature by SHA-1.
	clientCertificateRefused: 'clientCertificateRefused',
};

const servers: readonly Server[] = [
	{
		name: 'nginx',
		args: (port) => {
			const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
			const config = [
				`daemon off; master_process off; error_log stderr info; pid ${folder}/nginx.pid; events {}`,
				'http { access_log off;',
				...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
				`server { listen 127.0.0.1:${port} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};`,
				`ssl_client_certificate ${ca}; ssl_verify_client on; } }`,
			];
			return ['-c', file('nginx.conf', config.join('\n'))];
		},
		said: own,
	},
	{
		name: 'redis-server',
		args: (port) => [
			...['--port', '0', '--tls-port', String(port), '--bind', '127.0.0.1', '--save', ''],
			...['--loglevel', 'verbose', '--tls-cert-file', cert, '--tls-key-file', key],
			...['--tls-ca-cert-file', ca, '--tls-auth-clients', 'yes'],
		],
		// It tells no more than OpenSSL's last error.
		said: {
			...own,
			...{ clientIssuerUnknown: 'clientCertificateRefused' },
			...{ clientCertificateExpired: 'clientCertificateRefused' },
			clientCertificatePurpose: 'clientCertificateRefused',
		},
	},
];

for (const { name, args, said } of servers) {
	withPrograms([name], `the log of ${name}`, () => {
		let server: Running;
		let port: number;
		before(async () => {
			port = await freePort();
			server = await start(program(name), args(port), port);
		});
		after(() => server.stop());

		const none = { id: 'clientCertificateRequired', chain: undefined, keyPem: undefined };
		for (const { id, chain, keyPem } of [none, ...explainedClients()]) {
			it(`of ${id}`, async () => {
				const before = server.output().length;
				const asked = ask(port, { cert: chain, key: keyPem });
				const line = await eventually('a line about the client', () =>
					server
						.output()
						.slice(before)
						.split('\n')
						.slice(0, -1)
						// The workbench looked whether the port is open.
						.find((each) => explainText(each) !== undefined && !each.includes('unexpected eof')),
				);
				const found = explainText(line);
				assert.deepEqual(
					[found?.id, found?.saidBy, found?.host],
					[said[id], 'self', undefined],
					line,
				);
				await asked;
			});
		}
	});
}

/** Asks until the server closes; nginx refuses in HTTP. */
function ask(port: number, pair: tls.SecureContextOptions): Promise<void> {
	return new Promise((resolve) => {
		const host = { host: '127.0.0.1', servername: 'localhost', port };
		const socket = tls.connect({ ...host, ca: trustedRoot.pem, ...pair });
		socket.on('error', () => undefined);
		socket.resume().once('close', () => resolve());
		socket.write('GET / HTTP/1.0\r\n\r\n');
	});
}

after(() => rmSync(folder, { recursive: true, force: true }));
