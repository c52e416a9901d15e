/** A script that is ended leaves nothing running, whatever it is doing at that moment. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const script = (name: string) => JSON.stringify(pathToFileURL(resolve('scripts', name)).href);

describe('a script that is ended', function () {
	this.timeout(60_000);
	let folder: string;
	let server: string;
	const started: number[] = [];
	before(function () {
		// There a process is ended without being asked.
		if (process.platform === 'win32') this.skip();
	});
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-ending-'));
		server = join(folder, 'bao');
		// Runs, and never answers: as a server that is still starting.
		writeFileSync(server, `#!${process.execPath}\n${runsFor('server')}`, { mode: 0o755 });
	});
	afterEach(() => {
		for (const pid of started.splice(0)) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
		rmSync(folder, { recursive: true, force: true });
	});

	/** A program that says which process it is, and goes on. */
	const runsFor = (name: string) =>
		`require('node:fs').writeFileSync(${JSON.stringify(join(folder, `${name}.new`))}, String(process.pid));
		require('node:fs').renameSync(${JSON.stringify(join(folder, `${name}.new`))}, ${JSON.stringify(join(folder, name + '.pid'))});
		setInterval(() => {}, 1000);`;

	function start(program: string): ChildProcess {
		return spawn(process.execPath, ['--input-type=module', '-e', program], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
	}

	async function until<T>(what: string, probe: () => T | undefined): Promise<T> {
		for (const end = Date.now() + 30_000; Date.now() < end;) {
			const found = probe();
			if (found !== undefined) return found;
			await new Promise((next) => setTimeout(next, 20));
		}
		throw new Error(`Waited in vain for ${what}.`);
	}

	async function pidOf(name: string): Promise<number> {
		const file = join(folder, `${name}.pid`);
		await until(name, () => (existsSync(file) ? true : undefined));
		const pid = Number(readFileSync(file, 'utf8'));
		started.push(pid);
		return pid;
	}

	function isRunning(pid: number): boolean {
		const stat = `/proc/${pid}/stat`;
		try {
			process.kill(pid, 0);
			// Where nobody asks for the end of an orphan, it stays in the list of processes as a zombie.
			return !(existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z '));
		} catch {
			return false;
		}
	}

	const isGone = (pid: number) =>
		until(`the end of process ${pid}`, () => (isRunning(pid) ? undefined : true));

	async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
		const closed = once(child, 'exit');
		child.kill(signal);
		const [code] = (await closed) as [number | null];
		return code;
	}

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		it(`ends the OpenBao that it is still starting, at ${signal}`, async () => {
			const child = start(`
				const { untilStopped } = await import(${script('lib/processes.mjs')});
				const { startDevServer } = await import(${script('lib/openbao.mjs')});
				await untilStopped(async (stops) => {
					const server = await startDevServer({ bao: ${JSON.stringify(server)} });
					stops.unshift(server.stop);
				});`);
			const pid = await pidOf('server');
			assert.equal(await end(child, signal), 0);
			await isGone(pid);
		});
	}

	it('ends what it fetches with', async () => {
		const child = start(`
			const { run, untilStopped } = await import(${script('lib/processes.mjs')});
			await untilStopped(async () => {
				await run(process.execPath, ['-e', ${JSON.stringify(runsFor('fetch'))}], { quiet: true });
			});`);
		const pid = await pidOf('fetch');
		assert.equal(await end(child, 'SIGTERM'), 0);
		await isGone(pid);
	});

	it('ends its children also where it does nothing about signals', async () => {
		const child = start(`
			const { startDevServer } = await import(${script('lib/openbao.mjs')});
			await startDevServer({ bao: ${JSON.stringify(server)} });`);
		const pid = await pidOf('server');
		assert.equal(await end(child, 'SIGTERM'), 143);
		await isGone(pid);
	});

	it('stops in order what runs, and is not hurried by a second signal', async () => {
		const go = join(folder, 'go');
		const child = start(`
			import { existsSync } from 'node:fs';
			const { untilStopped } = await import(${script('lib/processes.mjs')});
			await untilStopped(async (stops) => {
				stops.push(async () => {
					process.stdout.write('stopping ');
					while (!existsSync(${JSON.stringify(go)})) await new Promise((next) => setTimeout(next, 10));
				}, async () => { process.stdout.write('stopped'); });
				process.stdout.write('running ');
				setInterval(() => {}, 1000);
				await new Promise(() => {});
			});`);
		let output = '';
		child.stdout?.on('data', (chunk: Buffer) => (output += String(chunk)));
		const prints = (text: string) => until(text, () => (output.includes(text) ? true : undefined));
		await prints('running');
		const closed = once(child, 'close');
		child.kill('SIGINT');
		await prints('stopping');
		child.kill('SIGINT');
		child.kill('SIGTERM');
		writeFileSync(go, '');
		assert.deepEqual(await closed, [0, null]);
		assert.equal(output, 'running stopping stopped');
	});

	it('is npm start as well, from the first server on', async () => {
		const child = spawn(process.execPath, ['scripts/start.mjs', '--vault'], {
			env: { ...process.env, PKI_TEST_BAO: server, PKI_START_DATA: join(folder, 'data') },
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		const pid = await pidOf('server');
		assert.equal(await end(child, 'SIGTERM'), 0);
		await isGone(pid);
	});
});
