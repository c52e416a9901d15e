/** PostgreSQL: its server and its client, both with what their target writes. */
import assert from 'node:assert/strict';
import { appendFile, chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/lib/environment.mjs';
import { openLab, type Issued, type Lab } from '../../unit/core/snippets/lab.js';
import { generate, program, run, start, withHostileNames, withPrograms } from './workbench.js';

withPrograms(['initdb', 'postgres', 'psql', 'bash'], 'postgresql', () => {
	let lab: Lab;
	let data: string;
	/** The server does not run as root. */
	let user: { readonly uid: number; readonly gid: number } | undefined;

	before(async () => {
		lab = await openLab();
		user = await serverUser();
		data = await mkdtemp(join(tmpdir(), 'pki-postgres-'));
		await own(data);
		// The certificate's common name is the user that it signs in as.
		const args = ['-D', data, '-U', 'agent', '-A', 'trust', '--no-sync'];
		const made = await run(program('initdb'), args, { ...user, cwd: data });
		assert.equal(made.code, 0, made.output);
	});
	after(async () => {
		await lab.close();
		await rm(data, { recursive: true });
	});

	const own = async (path: string) => {
		if (user) await chown(path, user.uid, user.gid);
	};

	/** The line of pg_hba.conf that the text tells of, and the files as the server's user may read them. */
	async function serve(port: number, name?: string, encrypted = false) {
		const url = `https://localhost:${port}`;
		const text = await generate(lab, {
			target: 'postgresql',
			side: 'server',
			url,
			name,
			encrypted,
		});
		const rule = /^# (hostssl all all all cert)$/m.exec(text)?.[1];
		assert.ok(rule !== undefined);
		await chmod(lab.folder, 0o755);
		for (const file of await readdir(lab.folder)) await own(join(lab.folder, file));
		await writeFile(join(data, 'pg_hba.conf'), `${rule}\n`);
		await writeFile(join(data, 'postgresql.conf'), `unix_socket_directories = ''\n`);
		await appendFile(join(data, 'postgresql.conf'), text);
		return start(program('postgres'), ['-D', data], port, { ...user, cwd: data });
	}

	async function query(
		port: number,
		wish: { who?: Issued; name?: string; url?: string; serverName?: string },
	) {
		const url = `https://localhost:${port}`;
		const text = await generate(lab, { target: 'postgresql', url, name: 'psql client', ...wish });
		const sql = `SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
		const script = await lab.file('psql.sh', `${text.trimEnd()} -At -c "${sql}"`);
		return run(program('bash'), [script], { env: { PGUSER: 'agent' } });
	}

	it('lets in a client of the CA, and nobody else', async () => {
		const port = await freePort();
		const server = await serve(port);
		try {
			const { code, output } = await query(port, {});
			assert.match(output, /CN=agent/);
			assert.equal(code, 0, output);
			const stranger = await query(port, { who: lab.stranger });
			assert.doesNotMatch(stranger.output, /CN=agent/);
			assert.notEqual(stranger.code, 0);
			const conninfo = `host=localhost port=${port} dbname=postgres sslmode=require sslcert=/none`;
			const none = await run(program('psql'), [conninfo], { env: { PGUSER: 'agent' } });
			assert.match(none.output, /valid client certificate/);
			assert.notEqual(none.code, 0);
		} finally {
			await server.stop();
		}
	});

	it('connects to an address and verifies the name given', async () => {
		const port = await freePort();
		const server = await serve(port);
		const url = `https://127.0.0.1:${port}`;
		try {
			const good = await query(port, { url, serverName: 'vault.lab.test' });
			assert.match(good.output, /CN=agent/);
			const bad = await query(port, { url, serverName: 'other.test' });
			assert.match(bad.output, /does not match host name/);
		} finally {
			await server.stop();
		}
	});

	it('opens its encrypted key with the passphrase of the variable', async () => {
		const port = await freePort();
		const server = await serve(port, 'encrypted', true);
		try {
			assert.match((await query(port, {})).output, /CN=agent/);
		} finally {
			await server.stop();
		}
	});

	it('reads files whose names need escapes, on both sides', async () => {
		await withHostileNames(3, async (name) => {
			const port = await freePort();
			const server = await serve(port, `server ${name}`);
			try {
				assert.match((await query(port, { name })).output, /CN=agent/, name);
			} finally {
				await server.stop();
			}
		});
	});
});

async function serverUser() {
	if (process.getuid?.() !== 0) return undefined;
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (option) => Number((await run('id', [option, 'postgres'])).output)),
	);
	return { uid: uid ?? 0, gid: gid ?? 0 };
}
