/** The real `openssl` in a folder of its own, where it reads and writes files. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder in which it runs, gone afterwards. */
export class Openssl {
	readonly folder = mkdtempSync(join(tmpdir(), 'pki-workbench-openssl-'));

	write(name: string, content: string | Uint8Array): string {
		const file = join(this.folder, name);
		writeFileSync(file, content);
		return file;
	}

	/** Answers what it prints; rejects where it refuses. */
	async run(...args: readonly string[]): Promise<string> {
		const { stdout } = await run('openssl', args, { cwd: this.folder });
		return stdout;
	}

	dispose(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** Every certificate in what it printed, as base64 of DER, in order. */
export function certificatesIn(printed: string): readonly string[] {
	const blocks = printed.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
	return [...blocks].map(([, body = '']) => body.replace(/\s/g, ''));
}
