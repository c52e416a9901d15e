/**
 * Scenario: rotation on a running OpenBao, by the commands. Its listener has TLS and demands client certificates; an
 * administrator's pair, with which a connection comes, and the listener's own are replaced in place.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baoRequest } from '../../scripts/lib/openbaoHttp.mjs';
import { call } from '../support/commandDoor.js';
import { WorkspaceFolder } from '../support/editor.js';
import { startConfigured } from '../support/openbao.js';
import { assertPair, certificateIn, verdicts } from '../support/renewed.js';
import { makeCa, type Pair, type TestCa } from '../support/tlsCertificates.js';

const mount = 'pki';
const serverName = 'bao.ops.test';
const adminName = 'admin.ops.test';
/** The CAs of these tests live no longer than a day. */
const hour = { notAfter: new Date(Date.now() + 3_600_000) };
const isWindows = process.platform === 'win32';

describe('Scenario: rotation on a running OpenBao, by the commands', function () {
	this.timeout(120_000);
	let folder: WorkspaceFolder;
	let ca: TestCa;
	let bao: Awaited<ReturnType<typeof startConfigured>>;
	let connection: string;
	let admin: { readonly certificate: string; readonly key: string };
	let place: { readonly host: string; readonly port: number; readonly serverName: string };
	/** As it was when the server started. */
	let first: Pair;

	before(async () => {
		folder = new WorkspaceFolder();
		ca = await makeCa('Operations CA');
		const leaf = await ca.issue({
			...{ name: serverName, usage: 'server', dns: [serverName], ip: ['127.0.0.1'], ...hour },
		});
		first = await ca.issue({ name: adminName, usage: 'client', dns: [adminName], ...hour });
		bao = await startConfigured({
			...{ tls: { ...leaf, ca: ca.certificate }, clientCa: ca.certificate, client: first },
		});
		place = { host: '127.0.0.1', port: Number(new URL(bao.address).port), serverName };
		admin = filesOf('admin', first);
		await api(`sys/mounts/${mount}`, { type: 'pki', config: { max_lease_ttl: '6h' } });
		await api(`${mount}/config/ca`, { pem_bundle: ca.certificate + ca.key });
		const names = { allowed_domains: 'ops.test', allow_subdomains: true, key_type: 'ec' };
		await api(`${mount}/roles/admin`, { ...names, server_flag: false });
		await api(`${mount}/roles/listener`, { ...names, client_flag: false, allow_ip_sans: true });
		connection = await connect('Operations', admin);
	});
	after(async () => {
		await call('pki.removeConnection', { connection, confirmed: true });
		await bao.stop();
		folder.remove();
	});

	function filesOf(name: string, { certificate, key }: Pair) {
		return {
			certificate: folder.write(`${name}/${name}.crt`, certificate).fsPath,
			key: folder.write(`${name}/${name}.key`, key).fsPath,
		};
	}

	/** As root. */
	async function api(path: string, body: object): Promise<void> {
		const target = { address: bao.address, ca: ca.certificate, client: first };
		await baoRequest({ ...target, method: 'POST', path, body, token: bao.rootToken });
	}

	async function connect(label: string, pair: typeof admin): Promise<string> {
		const { id } = await call('pki.addConnection', {
			...{ backend: 'vault', label, secrets: { token: bao.rootToken } },
			fields: {
				...{ address: bao.address, serverName },
				caFile: folder.write('ca.crt', ca.certificate).fsPath,
				...{ clientCertificateFile: pair.certificate, clientKeyFile: pair.key },
			},
		});
		return id;
	}

	it('renews the administrator’s pair, with which the connection then comes (check A)', async () => {
		const before = certificateIn(admin.certificate);
		const result = await call('pki.renewCertificate', {
			...{ certificate: admin.certificate, connection, mount, role: 'admin', confirmed: true },
		});
		assert.deepEqual(verdicts(result), {
			...{ keyMatches: true, chainVerifies: true, namesKept: true, usagesKept: true },
			...{ preflightClient: true, serverAnswers: true },
		});
		const after = certificateIn(admin.certificate);
		assert.notEqual(after.serialNumber, before.serialNumber);
		assert.equal(after.subjectAltName, before.subjectAltName);
		assertPair(admin.certificate, admin.key);
		// It is the new pair that the server saw: with none it takes nobody.
		const { clientCertificate } = await call('pki.probe', { ...place, ca: ca.certificate });
		assert.equal(clientCertificate.requested, true);
		assert.ok((await issuedSerials()).includes(after.serialNumber));
	});

	it('says by check A where the server does not take the new identity', async () => {
		const stranger = await makeCa('Stranger CA');
		await api('sys/mounts/other', { type: 'pki', config: { max_lease_ttl: '6h' } });
		await api('other/config/ca', { pem_bundle: stranger.certificate + stranger.key });
		await api('other/roles/admin', {
			...{ allowed_domains: 'ops.test', allow_subdomains: true, key_type: 'ec' },
			server_flag: false,
		});
		const own = await ca.issue({
			name: 'second.ops.test',
			usage: 'client',
			dns: ['second.ops.test'],
			...hour,
		});
		const pair = filesOf('second', own);
		folder.write('second/ca.crt', ca.certificate);
		const second = await connect('Second', pair);
		try {
			const options = { certificate: pair.certificate, connection, mount: 'other', role: 'admin' };
			const { checks } = await call('pki.rotate', {
				...{ ...options, confirmed: true, acceptDifferences: true },
			});
			const answers = checks.find(({ name }) => name === 'serverAnswers');
			assert.equal(answers?.ok, false);
			assert.equal(answers.code, 'clientIssuerUnknown');
			// In words, with the connection that came to nothing.
			assert.match(answers.message ?? '', /^Second: .*[a-z]\.$/);
			assert.equal(checks.find(({ name }) => name === 'preflightClient')?.ok, false);
		} finally {
			await call('pki.removeConnection', { connection: second, confirmed: true });
		}
	});

	it('replaces the listener’s own pair, which it serves after SIGHUP (check B)', async () => {
		// Windows has no such signal.
		if (isWindows) return;
		const certificate = join(bao.folder, 'server.crt');
		const before = certificateIn(certificate);
		const { checks } = await call('pki.rotate', {
			...{ ...place, certificate, key: join(bao.folder, 'server.key') },
			...{ connection, mount, role: 'listener', confirmed: true },
		});
		const fresh = certificateIn(certificate);
		assert.notEqual(fresh.fingerprint256, before.fingerprint256);
		const served = checks.find(({ name }) => name === 'serverServes');
		assert.deepEqual([served?.ok, served?.code], [false, 'oldServed']);
		bao.reload();
		while ((await servedSerial()) !== fresh.serialNumber) {
			// Each look is a handshake; mocha ends it where it never comes true.
		}
		// The connection goes on, with the listener's new certificate and the administrator's new pair.
		assert.ok((await issuedSerials()).includes(fresh.serialNumber));
	});

	async function issuedSerials(): Promise<readonly string[]> {
		const { items } = await call('pki.listCertificates', { connection, mount });
		return items.map(({ serialNumber }) => plainSerial(serialNumber));
	}

	/** Of what the listener serves to the administrator. */
	async function servedSerial(): Promise<string | undefined> {
		const { chain, verdict } = await call('pki.probe', {
			...{ ...place, ca: ca.certificate },
			certificate: readFileSync(admin.certificate, 'utf8'),
			key: readFileSync(admin.key, 'utf8'),
		});
		assert.equal(verdict.ok, true);
		return chain[0] && plainSerial(chain[0].serialNumber);
	}
});

/** As Node.js writes it. */
function plainSerial(serialNumber: string): string {
	return serialNumber.replaceAll(':', '').toUpperCase();
}
