/** For editor tests: the OpenBao that the runner started, with a CA of two levels in mounts of the test's own. */
import assert from 'node:assert/strict';
import { call } from './commandDoor.js';
import { WorkspaceFolder } from './editor.js';

type Json = Readonly<Record<string, unknown>>;

export class TestVault {
	readonly address = variable('PKI_TEST_VAULT_ADDR');
	readonly token = variable('PKI_TEST_VAULT_TOKEN');
	readonly root: string;
	readonly mount: string;

	constructor(name: string) {
		this.root = `${name}_root`;
		this.mount = `${name}_int`;
	}

	/** A request as root; answers `data`, or `auth` where there is one. */
	async api(method: string, path: string, body?: Json): Promise<Json> {
		const response = await fetch(`${this.address}/v1/${path}`, {
			method,
			headers: { 'X-Vault-Token': this.token },
			...(body && { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
		if (text === '') return {};
		const answer = JSON.parse(text) as { data?: Json | null; auth?: Json | null };
		return answer.auth ?? answer.data ?? {};
	}

	/** `web` for names below `lab.test`, 30 days at most, EC keys; `any` for any name and any kind of key. */
	async setUp(): Promise<void> {
		const { root, mount } = this;
		for (const path of [root, mount]) {
			const config = { max_lease_ttl: '87600h' };
			await this.api('POST', `sys/mounts/${path}`, { type: 'pki', config });
		}
		const key = { key_type: 'ec', ttl: '87600h' };
		await this.api('POST', `${root}/root/generate/internal`, { common_name: 'Lab Root', ...key });
		const { csr } = await this.api('POST', `${mount}/intermediate/generate/internal`, {
			common_name: 'Lab Issuing',
			key_type: 'ec',
		});
		const signed = await this.api('POST', `${root}/root/sign-intermediate`, {
			csr,
			common_name: 'Lab Issuing',
			ttl: '43800h',
		});
		const certificate = `${String(signed.certificate)}\n${String(signed.issuing_ca)}`;
		await this.api('POST', `${mount}/intermediate/set-signed`, { certificate });
		await this.api('POST', `${mount}/roles/web`, {
			allowed_domains: 'lab.test',
			allow_subdomains: true,
			key_type: 'ec',
			key_bits: 256,
			max_ttl: '720h',
		});
		await this.api('POST', `${mount}/roles/any`, { allow_any_name: true, key_type: 'any' });
	}

	async tearDown(): Promise<void> {
		for (const path of [this.mount, this.root]) await this.api('DELETE', `sys/mounts/${path}`);
	}

	/** A token with one policy (HCL). */
	async tokenFor(policy: string): Promise<string> {
		const name = `${this.mount}-${Date.now()}`;
		await this.api('POST', `sys/policies/acl/${name}`, { policy });
		const auth = await this.api('POST', 'auth/token/create', { policies: [name], ttl: '1h' });
		return String(auth.client_token);
	}
}

/** Adds it as a connection, by the command. */
export async function connectVault(vault: TestVault, token: string): Promise<string> {
	const { id } = await call('pki.addConnection', {
		backend: 'vault',
		label: 'Commands',
		fields: { address: vault.address },
		secrets: { token },
	});
	return id;
}

/** What most tests of commands begin with: its mounts, a connection to them, and a folder to write into. */
export interface VaultScene {
	readonly vault: TestVault;
	readonly folder: WorkspaceFolder;
	/** With root's token. */
	readonly connection: string;
	readonly at: { readonly connection: string; readonly mount: string };
	/** One more connection, whose token may do only what the policy says. */
	readonly connectWith: (policy: string) => Promise<string>;
	readonly close: () => Promise<void>;
}

export async function openVaultScene(name: string): Promise<VaultScene> {
	const folder = new WorkspaceFolder();
	const vault = new TestVault(name);
	await vault.setUp();
	const connection = await connectVault(vault, vault.token);
	return {
		...{ vault, folder, connection },
		at: { connection, mount: vault.mount },
		connectWith: async (policy) => connectVault(vault, await vault.tokenFor(policy)),
		close: async () => {
			await call('pki.removeConnection', { connection, confirmed: true });
			await vault.tearDown();
			folder.remove();
		},
	};
}

function variable(name: string): string {
	const value = process.env[name];
	assert.ok(value, `${name} is not set`);
	return value;
}
