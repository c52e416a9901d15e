/** Makes the matrix by running it: every fault, every program, real files and real handshakes. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programs, type Program } from '../../src/core/tls/clientBehavior.js';
import { makeFaults } from './faults/index.js';
import { askGo, askRuntime, providePrograms, type ClientScene, type Result } from './programs.js';
import {
	shows,
	type Content,
	type Faults,
	type Pki,
	type Scene,
	type ServerWish,
} from './scene.js';
import { listen, startStrictGo, startStrictNode, type Running } from './servers.js';

/** `connects`, or `cannotLoad ERR_OSSL_…`: the outcome and, where a program names one, its code. */
export type Cell = string;
export type Row = Partial<Record<Program, Cell>>;

export interface MatrixRow {
	/** What the program does as the client. */
	readonly client: Row;
	/** What the program does as the server that is sent this certificate: `accepts` or `rejects`. */
	readonly server?: Row;
}

export type Matrix = Readonly<Record<string, MatrixRow>>;

/** Of all faults unless others are given. */
export async function runMatrix({ pki, faults } = makeFaults()): Promise<Matrix> {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-matrix-'));
	const running: Running[] = [];
	try {
		const executables = await providePrograms();
		const scenes = await stage(pki, faults, folder, running);
		const [clients, servers] = await Promise.all([
			askClients(executables, folder, scenes),
			askServers(executables, folder, pki, faults, running),
		]);
		return Object.fromEntries(
			Object.entries(faults).map(([id, { judged }]) => [
				id,
				{ client: rowOf(clients, id), ...(judged === true && { server: rowOf(servers, id) }) },
			]),
		);
	} finally {
		await Promise.all(running.map((server) => server.stop()));
		await rm(folder, { recursive: true, force: true });
	}
}

type Executables = Awaited<ReturnType<typeof providePrograms>>;
type Results = ReadonlyMap<Program, ReadonlyMap<string, Result>>;

function rowOf(results: Results, id: string): Row {
	const cells = programs.flatMap((program) => {
		const result = results.get(program)?.get(id);
		return result === undefined ? [] : [[program, cellOf(result)] as const];
	});
	return Object.fromEntries(cells);
}

function cellOf({ outcome, code }: Result): Cell {
	return code === undefined ? outcome : `${outcome} ${code}`;
}

/** Writes the files of each scene and starts the servers that it needs. */
async function stage(
	pki: Pki,
	faults: Faults,
	folder: string,
	running: Running[],
): Promise<readonly ClientScene[]> {
	const usual = shows(pki.server, pki.issuing).server;
	const listeners = new Map<ServerWish, Running>();
	const scenes: ClientScene[] = [];
	for (const [id, scene] of Object.entries(faults)) {
		const wish = scene.server ?? usual;
		if (wish === undefined) throw new Error(`${id} has no server`);
		const listener = listeners.get(wish) ?? (await listen(wish));
		if (!listeners.has(wish)) running.push(listener);
		listeners.set(wish, listener);
		scenes.push({ id, port: listener.port, ...(await filesOf(id, scene, pki, folder)) });
	}
	return scenes;
}

async function filesOf(id: string, scene: Scene, pki: Pki, folder: string) {
	const { name = 'localhost', ca = pki.root.pem, passphrase } = scene;
	const file = async (kind: string, content: Content | null | undefined) => {
		if (content === undefined || content === null) return undefined;
		const path = join(folder, `${id}.${kind}`);
		await writeFile(path, content, { mode: 0o600 });
		return path;
	};
	return {
		servername: name ?? undefined,
		passphrase,
		cert: await file('crt', scene.cert),
		key: await file('key', scene.key),
		ca: await file('ca', ca),
		crl: await file('crl', scene.crl),
	};
}

async function askClients(
	executables: Executables,
	folder: string,
	scenes: readonly ClientScene[],
): Promise<Results> {
	const manifest = join(folder, 'scenes.json');
	await writeFile(manifest, JSON.stringify(scenes));
	const runtimes = (['node20', 'node22', 'node24', 'bun'] as const).map(
		async (program) => [program, await askRuntime(executables[program], manifest, scenes)] as const,
	);
	const go = askGoAll(executables.go, scenes).then((results) => ['go', results] as const);
	return new Map(await Promise.all([...runtimes, go]));
}

async function askGoAll(bao: string, scenes: readonly ClientScene[]) {
	const results = new Map<string, Result>();
	const left = scenes.filter(
		({ passphrase, crl }) => passphrase === undefined && crl === undefined,
	);
	const work = async () => {
		for (let scene = left.pop(); scene !== undefined; scene = left.pop()) {
			results.set(scene.id, await askGo(bao, scene));
		}
	};
	await Promise.all([work(), work()]);
	return results;
}

/** Sends each certificate to a strict server of each program. */
async function askServers(
	executables: Executables,
	folder: string,
	pki: Pki,
	faults: Faults,
	running: Running[],
): Promise<Results> {
	const own = pki.serverOf({ ips: ['127.0.0.1'] });
	const pem = {
		certificate: own.pem,
		key: own.keyPem,
		ca: pki.root.pem,
		clientCa: pki.root.pem + pki.rsaRoot.pem,
		client: { certificate: pki.client.pem, key: pki.client.keyPem },
	};
	const [cert, key, ca] = ['strict.crt', 'strict.key', 'strict.ca'].map((name) =>
		join(folder, name),
	);
	if (cert === undefined || key === undefined || ca === undefined) throw new Error('no paths');
	await writeFile(cert, pem.certificate);
	await writeFile(key, pem.key, { mode: 0o600 });
	await writeFile(ca, pem.clientCa);
	const results = new Map<Program, ReadonlyMap<string, Result>>();
	for (const program of ['node20', 'node22', 'node24', 'go'] as const) {
		const server =
			program === 'go'
				? await startStrictGo(executables.go, pem)
				: await startStrictNode(executables[program], { cert, key, ca });
		running.push(server);
		const judged = new Map<string, Result>();
		for (const [id, scene] of Object.entries(faults)) {
			if (scene.judged !== true) continue;
			const outcome = (await send(server.port, scene, pki)) ? 'accepts' : 'rejects';
			judged.set(id, { outcome });
		}
		results.set(program, judged);
	}
	return results;
}

/** Whether the server answers a client that sends this certificate, however weak it is. */
function send(port: number, { cert, key }: Scene, pki: Pki): Promise<boolean> {
	return new Promise((resolve) => {
		const options = {
			...{ host: '127.0.0.1', port, servername: 'localhost', agent: false },
			ca: pki.root.pem,
			cert: String(cert),
			key: String(key),
			ciphers: 'DEFAULT@SECLEVEL=0',
		};
		const call = request(options, (response) => {
			response.resume();
			resolve(true);
		});
		call.on('error', () => resolve(false)).end();
	});
}
