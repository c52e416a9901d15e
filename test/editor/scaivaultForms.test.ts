/** What commands ask where a server knows less or more than Vault does, over the fake of ScaiVault. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Backend } from '../../src/core/backends/contract/backend.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call } from '../support/commandDoor.js';
import { closeEditors, eventually } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { makeCas, mount, type OpenFake, openFake } from '../support/scaivault/connection.js';
import { theTenant } from '../support/scaivault/server/tenants.js';

const day = 86_400;
const keys = ['EC P-256', 'EC P-384', 'RSA 2048', 'RSA 4096'];

describe('The forms of ScaiVault (a fake)', function () {
	this.timeout(60_000);
	const person = new PersonInTest();
	let open: OpenFake;
	let client: Backend;
	let connection: string;

	before(async () => {
		open = await openFake({ origin: 'http' });
		({ client } = await open.connect());
		await makeCas(client);
		await addRole('spare', await makeRoot('Spare Root'));
		const gone = await makeRoot('Gone Root');
		await addRole('lost', gone);
		await client.administration?.revokeAuthority?.({ mount, issuer: gone });
		connection = await add(open.fake.token());
	});
	after(async () => {
		await call('pki.removeConnection', { connection, confirmed: true });
		await open.stop();
	});
	afterEach(closeEditors);

	async function add(token: string): Promise<string> {
		const fields = { address: open.fake.url };
		const wish = { backend: 'scaivault', label: 'Scai forms', fields, secrets: { token } };
		return (await call('pki.addConnection', wish)).id;
	}

	const start = (command: string, options: object = {}) =>
		Promise.resolve(vscode.commands.executeCommand(command, forPerson({ connection, ...options })));

	async function makeRoot(commonName: string): Promise<string> {
		const wish = {
			mount,
			commonName,
			ttlSeconds: 3650 * day,
			keyType: 'ec',
			keyBits: 256,
		} as const;
		const made = await client.administration?.generateRoot?.(wish);
		assert.ok(made?.authorityId !== undefined);
		return made.authorityId;
	}

	async function addRole(role: string, issuer: string): Promise<void> {
		const { rules } = await client.readRole(mount, 'web');
		const wish = { mount, role, rules: { ...rules, issuer }, exists: false };
		await client.administration?.writeRole?.(wish);
	}

	const isActive = async (id: string) => (await client.readAuthority(mount, id)).isActive;
	const rulesOf = async (role: string) => (await client.readRole(mount, role)).rules;

	describe('pki.revokeIssuer', () => {
		it('revokes once the name of the CA is typed, and nothing before', async () => {
			const { id } = await client.readAuthority(mount, 'spare-root');
			const revoked = start('pki.revokeIssuer', { mount, authority: id });
			await person.types('Spare');
			assert.match(await person.isRefused(), /^Type “Spare Root”, or press Escape to keep it\.$/);
			assert.equal(await isActive(id), true);
			await person.types('Spare Root');
			await revoked;
			assert.equal(await isActive(id), false);
			const [question = ''] = person.said;
			assert.match(question, /Roles that use it can no longer issue: spare\./);
			assert.match(question, /all certificates below it will be revoked\. This cannot be undone\./);
			assert.ok(person.said.includes('CA “Spare Root” was revoked.'), person.said.join('\n'));
		});

		it('takes the word of a program that names the CA', async () => {
			const issuer = await makeRoot('Other Root');
			await call('pki.revokeIssuer', { connection, mount, issuer, confirmed: true });
			assert.equal(await isActive(issuer), false);
		});
	});

	it('asks of a new CA what its server knows, and offers no CA above it that is out of use', async () => {
		const generated = start('pki.generateIntermediate');
		const parents = await person.picks('Lab Root');
		assert.deepEqual([...parents].sort(), ['Lab Issuing', 'Lab Root', 'Spare Root']);
		await person.types('Second Issuing');
		await person.types('second');
		await person.types('1y');
		assert.deepEqual(await person.picks('EC P-384'), keys);
		assert.deepEqual(await person.picks('Generate intermediate'), ['Generate intermediate']);
		await generated;
		const made = await client.readAuthority(mount, 'second');
		assert.deepEqual([made.subject, made.isActive], ['CN=Second Issuing', true]);
	});

	it('asks of a new role its CA and the rules that its server knows', async () => {
		const created = start('pki.createRole');
		await person.types('api');
		const issuers = await person.picks('Second Issuing');
		assert.deepEqual([...issuers].sort(), [
			...['Lab Issuing', 'Lab Root', 'Second Issuing', 'Spare Root'],
		]);
		await person.types('*.lab.test');
		assert.deepEqual(await person.picks('Subdomains'), [
			...['Subdomains', 'IP addresses', 'Server authentication', 'Client authentication'],
			'A common name is required',
		]);
		assert.deepEqual(await person.picks('EC P-256'), keys);
		await person.types('30d');
		assert.equal(person.said.at(-1), 'Maximum lifetime (empty: the server’s maximum)');
		await person.picks('Create role');
		await created;
		const { id } = await client.readAuthority(mount, 'second');
		const { issuer, allowedDomains, maxTtlSeconds } = await rulesOf('api');
		assert.deepEqual([issuer, allowedDomains, maxTtlSeconds], [id, ['*.lab.test'], 30 * day]);
	});

	it('gives a role another CA, and changes nothing else of it', async () => {
		const before = await rulesOf('lost');
		const edited = start('pki.editRole', { mount, role: 'lost' });
		const issuers = await person.picks('Lab Issuing');
		assert.ok(issuers.includes('Gone Root'), 'the one it has is offered, also out of use');
		await person.types('*.lab.test');
		await person.picks('Subdomains');
		await person.picks('EC P-256');
		await person.types('30d');
		assert.equal(person.said.at(-1), 'Maximum lifetime (empty: the server’s maximum)');
		await person.picks('Change role');
		await edited;
		const { id } = await client.readAuthority(mount, 'issuing');
		assert.deepEqual(await rulesOf('lost'), { ...before, issuer: id });
		const sent = open.fake.requests.findLast(({ method }) => method === 'PATCH');
		assert.deepEqual(JSON.parse(sent?.body ?? ''), { ca_id: id });
	});

	describe('pki.showCrl and pki.rotateCrl', () => {
		const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

		it('show the CRL of the CA that is chosen, each in a tab of its own', async () => {
			const shown = start('pki.showCrl');
			await person.picks('Lab Root');
			await shown;
			await call('pki.showCrl', { connection, mount, authority: 'issuing' });
			const labels = await eventually('two tabs', () =>
				tabs().length === 2 ? tabs().map(({ label }) => label) : undefined,
			);
			assert.deepEqual(
				labels.map((label) => /Lab \w+/.exec(label)?.[0]),
				['Lab Root', 'Lab Issuing'],
			);
		});

		it('make that of one CA anew, or those of all', async () => {
			const numbers = async () =>
				Promise.all(
					['root', 'issuing'].map(async (authority) =>
						Number((await client.readAuthorityCrl?.(mount, authority))?.crlNumber),
					),
				);
			const [first = NaN, second = NaN] = await numbers();
			const one = start('pki.rotateCrl', { mount, authority: 'issuing' });
			await person.picks('Rotate CRL');
			await one;
			assert.ok(person.said.includes('The CRL of Lab Issuing was rotated.'), person.said.join());
			const [same, next = NaN] = await numbers();
			assert.ok(same === first && next > second, `${String(same)} ${next}`);
			const all = start('pki.rotateCrl');
			await person.picks('Rotate CRL');
			await all;
			assert.ok(person.said.includes('The CRLs of all CAs of pki were rotated.'));
			const [third = NaN, fourth = NaN] = await numbers();
			assert.ok(third > first && fourth > next);
		});
	});

	it('shows the request ID of what the server refused', async () => {
		const poor = await add(open.fake.token({ scopes: ['pki:issue'] }));
		const rotated = start('pki.rotateCrl', { connection: poor });
		await person.picks('Rotate CRL');
		await rotated;
		const said = await eventually('the refusal', () =>
			person.said.find((text) => text.includes('Request ID')),
		);
		assert.match(said, /pki:admin.* Request ID: req_\w+\.$/);
		await call('pki.removeConnection', { connection: poor, confirmed: true });
	});

	for (const [choice, header] of [
		['In the path', undefined],
		['In the header X-Tenant-ID', theTenant],
	] as const) {
		it(`sends the tenant as the wizard was told: ${choice}`, async () => {
			const before = open.fake.requests.length;
			const added = vscode.commands.executeCommand<{ id: string }>(
				'pki.addConnection',
				forPerson({ backend: 'scaivault' }),
			);
			await person.types(open.fake.url);
			await person.types('Tenant');
			await person.picks('Personal access token');
			await person.types(open.fake.token({ partnerAdmin: true }));
			await person.picks('Advanced settings…');
			await person.types(theTenant);
			const choices = await person.picks(choice);
			assert.deepEqual(choices, ['In the path', 'In the header X-Tenant-ID']);
			// Nothing of what TLS may ask for.
			for (let left = 4; left > 0; left -= 1) await person.types('');
			const { id } = await added;
			const requests = open.fake.requests
				.slice(before)
				.filter(({ headers }) => headers.authorization !== undefined);
			assert.ok(requests.length > 0);
			for (const { path, headers } of requests) {
				assert.equal(path.startsWith(`/v1/t/${theTenant}/`), header === undefined, path);
				assert.equal(headers['x-tenant-id'], header);
			}
			await call('pki.removeConnection', { connection: id, confirmed: true });
		});
	}
});
