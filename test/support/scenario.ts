/** What the guided scenarios have in common: certificates as files, written as the extension names them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend, RoleRight } from '../../src/core/backends/contract/backend.js';
import { administrationOf } from './administration.js';
import type { TestServer } from './openbao.js';

export interface IssuedFilesOf {
	/** With the intermediates, as it is sent. */
	readonly chain: string;
	readonly key: string;
	/** The root. */
	readonly ca: string;
	readonly serialNumber: string;
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
	readonly keyPem: string;
}

export class ScenarioFolder {
	private constructor(readonly path: string) {}

	static async make(): Promise<ScenarioFolder> {
		return new ScenarioFolder(await mkdtemp(join(tmpdir(), 'pki-workbench-scenario-')));
	}

	async write(name: string, text: string): Promise<string> {
		const file = join(this.path, name);
		await writeFile(file, text, { mode: name.endsWith('.key') ? 0o600 : 0o644 });
		return file;
	}

	/** Issues from a role and writes chain, key and root. */
	async issue(
		client: Backend,
		place: { readonly mount: string; readonly role: string },
		commonName: string,
		ipSans: readonly string[] = [],
	): Promise<IssuedFilesOf> {
		if (!client.issue) throw new Error('This backend does not issue.');
		const issued = await client.issue({ ...place, commonName, ipSans, ttlSeconds: 3600 });
		const { certificatePem, chainPem, privateKeyPem = '', serialNumber } = issued;
		const above = chainPem.slice(0, -1);
		const root = chainPem.at(-1) ?? '';
		return {
			chain: await this.write(`${commonName}.fullchain.crt`, [certificatePem, ...above].join('')),
			key: await this.write(`${commonName}.key`, privateKeyPem),
			ca: await this.write(`${commonName}.ca.crt`, root),
			...{ serialNumber, certificatePem, chainPem, keyPem: privateKeyPem },
		};
	}

	remove(): Promise<void> {
		return rm(this.path, { recursive: true, force: true });
	}
}

/** A client whose token may do just this with one role: a policy from the role, and a token that has it. */
export async function holderOf(
	server: TestServer,
	root: Backend,
	place: { readonly mount: string; readonly role: string },
	allow: readonly RoleRight[] = ['issue'],
): Promise<Backend> {
	const admin = administrationOf(root);
	const policy = root.rolePolicy?.({ ...place, allow });
	if (!policy) throw new Error('This backend has no policies.');
	await admin.writePolicy(policy);
	const { token } = await admin.createToken({ policies: [policy.name], ttlSeconds: 3600 });
	return server.connect(token);
}
