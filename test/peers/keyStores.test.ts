/** Key stores that go between Java and us, both ways. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convert } from '../../src/core/convert/convert.js';
import { joined, type Material, readMaterial } from '../../src/core/convert/material.js';
import { openContainer } from '../../src/core/x509/containers/openContainer.js';
import { randomly } from '../support/random.js';
import { program, withPrograms } from './targets/workbench.js';

const store = 'of the store';

withPrograms(['keytool'], 'Key stores of Java', () => {
	let folder: string;
	let count = 0;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-java-'));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	const newPath = () => join(folder, `${(count += 1)}.store`);

	function keytool(path: string, ...args: readonly string[]): string {
		const shared = ['-keystore', path, '-storepass:env', 'STORE'];
		const env = { ...process.env, STORE: store, LC_ALL: 'C.UTF-8' };
		const options = { env, encoding: 'utf8', stdio: 'pipe' } as const;
		return execFileSync(program('keytool'), [...args, ...shared], options);
	}

	/** `alias kind fingerprint`; of an entry with a key that of its own certificate. */
	function listed(path: string): readonly string[] {
		const entries = keytool(path, '-list').matchAll(
			/^(.*), [A-Z][a-z]+ \d+, \d+, (\w+), *\n.*SHA-256\): ([0-9A-F:]+)/gm,
		);
		const lower = (print = '') => print.replaceAll(':', '').toLowerCase();
		return [...entries].map(([, alias, kind, print]) => `${alias} ${kind} ${lower(print)}`).sort();
	}

	/** The same of ours. */
	async function ours(path: string): Promise<readonly string[]> {
		const { blocks, locked } = await openContainer(readFileSync(path), { password: store });
		assert.deepEqual(locked, []);
		const withKeys = new Set(
			blocks.flatMap(({ entry, facts }) => (facts?.kind === 'privateKey' ? [entry?.name] : [])),
		);
		return blocks
			.flatMap(({ entry, facts }) => {
				if (facts?.kind !== 'certificate' || entry?.kind !== 'certificate') return [];
				const kind = withKeys.has(entry.name) ? 'PrivateKeyEntry' : 'trustedCertEntry';
				return [`${entry.name} ${kind} ${facts.sha256Fingerprint}`];
			})
			.sort();
	}

	const algorithms = [
		['-keyalg', 'EC', '-groupname', 'secp384r1'],
		['-keyalg', 'RSA', '-keysize', '2048'],
		['-keyalg', 'Ed25519'],
		['-keyalg', 'RSASSA-PSS', '-keysize', '2048'],
	] as const;

	it('hold for us what they hold for keytool, and for it what we make of them', async () => {
		const random = randomly(8);
		for (const type of ['JKS', 'PKCS12'] as const) {
			const path = newPath();
			const made = ['-storetype', type, '-validity', '30'];
			for (const alias of ['one', 'zwei ü', '三 😀']) {
				const name = ['-alias', alias, '-dname', `CN=${alias}`];
				keytool(path, '-genkeypair', ...random.one(algorithms), ...name, ...made);
			}
			keytool(path, '-exportcert', '-alias', 'one', '-file', join(folder, 'one.der'));
			const trusted = ['-importcert', '-noprompt', '-alias', 'trusted'];
			keytool(path, ...trusted, '-file', join(folder, 'one.der'), '-storetype', type);
			assert.equal((await ours(path)).length, 4);
			assert.deepEqual(await ours(path), listed(path), type);
			const again = await packed([await readMaterial(readFileSync(path), { password: store })]);
			// A certificate that is trusted as well is there once, with its key.
			const keys = listed(path).filter((line) => line.includes('PrivateKeyEntry'));
			assert.deepEqual(listed(again), keys, type);
			keytool(again, '-certreq', '-alias', 'zwei ü');
		}
	});

	it('trust the CAs that they were made of', async () => {
		const materials: Material[] = [];
		for (const name of ['Root', 'root', '根']) {
			const path = newPath();
			const made = ['-alias', 'ca', '-dname', `CN=${name}`, '-keyalg', 'EC', '-ext', 'bc=ca:true'];
			keytool(path, '-genkeypair', ...made);
			materials.push(await readMaterial(keytool(path, '-exportcert', '-rfc', '-alias', 'ca')));
		}
		const lines = listed(await packed(materials));
		assert.deepEqual(
			lines.map((line) => line.replace(/ [0-9a-f]+$/, '')),
			['root (2) trustedCertEntry', 'root trustedCertEntry', '根 trustedCertEntry'],
		);
	});

	async function packed(materials: readonly Material[]): Promise<string> {
		const wish = { withKey: false, newPassword: store };
		const [file] = await convert(joined(materials), 'pkcs12', wish);
		const path = newPath();
		writeFileSync(path, file?.content ?? '');
		return path;
	}
});
