/** Runs code in a process of its own that ends, as by `kill -9`, before its n-th change to the file system. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Counts whatever changes a file, and stops there; of what it was to write, half is written. */
const prelude = (step: number) => `
import fs from 'node:fs/promises';
import { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
let count = 0;
const guarded = (own, name) => function (...given) {
	count += 1;
	if (count === ${step}) {
		if (name === 'writeFile') writeSync(this.fd, Buffer.from(given[0]).subarray(0, given[0].length / 2));
		process.kill(process.pid, 'SIGKILL');
		for (;;);
	}
	return own.apply(this, given);
};
const probe = await fs.open(process.execPath, 'r');
const handle = Object.getPrototypeOf(probe);
await probe.close();
for (const name of ['open', 'rename', 'rm', 'link', 'symlink', 'chmod', 'chown', 'mkdir']) {
	fs[name] = guarded(fs[name], name);
}
for (const name of ['writeFile', 'sync', 'datasync', 'chmod', 'chown']) {
	handle[name] = guarded(handle[name], name);
}
syncBuiltinESMExports();
`;

/** Answers false where the program was done before it came so far. Rejects where it failed. */
export async function isKilledAt(step: number, program: string): Promise<boolean> {
	const child = spawn(process.execPath, ['--input-type=module', '-e', prelude(step) + program], {
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
	if (signal === 'SIGKILL') return true;
	if (code !== 0) throw new Error(`The program ended with ${String(code ?? signal)}.`);
	return false;
}
