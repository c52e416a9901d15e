import assert from 'node:assert/strict';
import type { Backend, CertificateWishes } from '../../../src/core/backends/contract/backend.js';
import { checkWishes, type RequestNames } from '../../../src/core/backends/roles/roleCheck.js';
import { asRecord } from '../../../src/core/http/json.js';
import { inParallel } from '../../../src/core/common/inParallel.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import { startTestLab, type TestLab, type TestServer } from '../../support/openbao.js';
import { randomly, type Random } from '../../support/random.js';
import { carried, randomNames, randomRole, requestWith } from '../../support/roleTrials.js';

/** One question: to a role, for these names, with a request beside them or without. */
interface Trial {
	readonly role: string;
	readonly wishes: CertificateWishes;
	readonly names?: RequestNames;
}

interface Tally {
	/** Issued, although it was found fault with. */
	readonly wrong: readonly string[];
	/** Refused unforeseen, by the kind of refusal. */
	readonly missed: ReadonlyMap<string, number>;
	readonly issued: number;
	/** Refused, as it was said before. */
	readonly foreseen: number;
}

describe('What a role is expected to refuse, and what the server refuses', function () {
	this.timeout(300_000);
	let server: TestServer;
	let client: Backend;
	let stop: TestLab['stop'];

	before(async () => {
		({ server, client, stop } = await startTestLab());
	});
	after(() => stop());

	/** Undefined where it was issued. */
	async function refusal({ wishes, names }: Trial): Promise<string | undefined> {
		try {
			const asked = { ...wishes, ttlSeconds: 3600 };
			if (!names) await client.issue?.(asked);
			else await client.sign?.({ ...asked, request: requestWith(names) });
			return undefined;
		} catch (error) {
			if (isPkiError(error, 'invalid')) return error.serverMessages.join(' ');
			throw error;
		}
	}

	/** Asks the server all of them, and counts who refused which. */
	async function compare(trials: readonly Trial[]): Promise<Tally> {
		const wrong: string[] = [];
		const missed = new Map<string, number>();
		let [issued, foreseen] = [0, 0];
		await inParallel(trials, 8, async (trial) => {
			const { rules } = await client.readRole('pki', trial.role);
			const found = checkWishes(rules, trial.wishes, trial.names);
			const words = await refusal(trial);
			if (words === undefined) {
				issued++;
				if (found.length > 0) wrong.push(JSON.stringify({ found, ...trial, rules }));
			} else if (found.length > 0) foreseen++;
			else missed.set(kindOf(words), (missed.get(kindOf(words)) ?? 0) + 1);
		});
		return { wrong, missed, issued, foreseen };
	}

	async function writeRoles(random: Random, count: number): Promise<readonly string[]> {
		const roles = Array.from({ length: count }, (_, index) => `random-${index}`);
		for (const role of roles) await server.api('POST', `pki/roles/${role}`, randomRole(random));
		return roles;
	}
	it('never refuses what the server issues, whatever the role and the names', async () => {
		const random = randomly(20_261);
		const roles = await writeRoles(random, 150);
		const trials = roles.flatMap((role) =>
			Array.from({ length: 8 }, (): Trial => ({
				role,
				wishes: { mount: 'pki', role, ...randomNames(random) },
			})),
		);
		isGoodHelp(await compare(trials));
	});

	it('lets the server fill in a template, from who asks', async () => {
		await server.api('POST', 'sys/auth/userpass', { type: 'userpass' });
		const policy = 'path "pki/*" { capabilities = ["read", "update"] }';
		await server.api('POST', 'sys/policies/acl/pki', { policy });
		const password = 'only for this test';
		await server.api('POST', 'auth/userpass/users/alice', { password, policies: 'pki' });
		const { data: mounts } = await server.api('GET', 'sys/auth');
		const { accessor } = asRecord(asRecord(mounts)['userpass/']);
		const { data: entity } = await server.api('POST', 'identity/entity', { name: 'alice' });
		const alias = { name: 'alice', canonical_id: asRecord(entity).id, mount_accessor: accessor };
		await server.api('POST', 'identity/entity-alias', alias);
		const { auth } = await server.api('POST', 'auth/userpass/login/alice', { password });
		await server.api('POST', 'pki/roles/template', {
			...{ require_cn: false, key_type: 'ec', key_bits: 256 },
			allowed_uri_sans: 'spiffe://field.test/{{identity.entity.name}}/*',
			allowed_uri_sans_template: true,
			allowed_domains: '{{identity.entity.name}}.field.test',
			...{ allowed_domains_template: true, allow_subdomains: true, allow_bare_domains: true },
		});
		const alice = await server.connect(String(asRecord(auth).client_token));
		const { rules } = await alice.readRole('pki', 'template');
		const wishes = {
			...{ mount: 'pki', role: 'template', commonName: 'alice.field.test' },
			...{ altNames: ['web.alice.field.test'], uriSans: ['spiffe://field.test/alice/web'] },
		};
		assert.deepEqual(checkWishes(rules, wishes), []);
		const issued = await alice.issue?.(wishes);
		alice.dispose();
		assert.match(issued?.certificatePem ?? '', /BEGIN CERTIFICATE/);
	});

	it('never refuses what the server signs, names taken from the request or not', async () => {
		const random = randomly(20_262);
		const roles = await writeRoles(random, 150);
		const trials = roles.flatMap((role) =>
			Array.from({ length: 6 }, (): Trial => ({
				role,
				wishes: { mount: 'pki', role, ...randomNames(random) },
				names: carried(randomNames(random)),
			})),
		);
		isGoodHelp(await compare(trials));
	});
});

/** What only the server knows, or leaves to its version: it refuses these unforeseen now and then. */
const leftToTheServer = [
	'common name …',
	// A common name that is not checked stands among these as well, where it is a host name.
	'subject alternate name …',
	'email address …',
	'URI …',
	'IP address …',
	'malformed label',
];

/** Nothing that is issued is found fault with; of what is refused, most is foreseen. */
function isGoodHelp({ wrong, missed, issued, foreseen }: Tally): void {
	assert.deepEqual(wrong, []);
	assert.ok(issued > 150 && foreseen > 300, `${issued} issued, ${foreseen} foreseen`);
	const unknown = [...missed.keys()].filter((kind) => !leftToTheServer.includes(kind));
	assert.deepEqual(unknown, []);
	const unforeseen = [...missed.values()].reduce((sum, count) => sum + count, 0);
	assert.ok(unforeseen < foreseen / 6, JSON.stringify({ foreseen, missed: [...missed] }));
}

/** A server's words without the names in them. */
function kindOf(words: string): string {
	if (words.startsWith('idna: invalid label')) return 'malformed label';
	if (words.includes('IP address')) return 'IP address …';
	const subject = /^(common name|subject alternate name|email address|URI) /.exec(words)?.[1];
	return subject === undefined ? words : `${subject} …`;
}
