/** Runs the program that renews a certificate as a process of its own, on a folder of its own. */
import { spawn } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { IssuingCall } from '../../src/core/backends/contract/backend.js';
import { renewalFiles } from '../../src/core/renewal/renewalFiles.js';
import type { RenewalRequest } from '../../src/core/renewal/request.js';

const shipped = (name: string) => readFileSync(`media/renewal/${name}`, 'utf8');

/** The text of each file, by name, made from what is shipped. */
export function generated(request: RenewalRequest): ReadonlyMap<string, string> {
	const templates = { script: shipped('renew.mjs'), webhook: shipped('webhook.mjs') };
	return new Map(renewalFiles(request, templates).map(({ name, text: body }) => [name, body]));
}

type Variables = Readonly<Record<string, string>>;

export class RenewScript {
	readonly folder = mkdtempSync(join(tmpdir(), 'renew-'));
	readonly script = join(this.folder, 'web.renew.mjs');
	/** What it writes into. */
	readonly out = join(this.folder, 'out');

	constructor(call: IssuingCall, ttlSeconds?: number) {
		const files = generated({ ways: ['script'], baseName: 'web', call, ttlSeconds });
		writeFileSync(this.script, files.get('web.renew.mjs') ?? '');
	}

	/** Its exit code and what it said. Of the environment it has only `PATH` and what is given. */
	async run(variables: Variables, out = this.out, ...more: readonly string[]) {
		const env = { PATH: process.env['PATH'] ?? '', OUT_DIR: out, ...variables };
		const child = spawn(process.execPath, [this.script, '--once', ...more], { env });
		const said = Promise.all([text(child.stdout), text(child.stderr)]);
		const [code] = (await once(child, 'close')) as [number | null];
		return { code, said: (await said).join('') };
	}

	dispose(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** The certificate that is in use; fails where its key is not the one beside it. */
export function pairIn(out: string): { readonly leaf: X509Certificate; readonly chain: string } {
	const chain = readFileSync(join(out, 'tls.crt'), 'utf8');
	const leaf = new X509Certificate(chain);
	const key = createPrivateKey(readFileSync(join(out, 'tls.key')));
	if (!leaf.checkPrivateKey(key)) throw new Error('The key is another certificate’s.');
	return { leaf, chain };
}
