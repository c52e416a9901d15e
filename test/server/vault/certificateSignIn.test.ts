/** What the server answers to a sign-in with a certificate that it does not take, and what our table says of that. */
import assert from 'node:assert/strict';
import { request } from 'node:https';
import { explainText } from '../../../src/core/tls/explain/explanation.js';
import { Seen } from '../../support/explainedBy.js';
import { startConfigured, startTestServer } from '../../support/openbao.js';
import { makeCa, type Pair, type TestCa } from '../../support/tlsCertificates.js';

interface Answer {
	readonly status: number;
	readonly text: string;
}

describe('Vault: the refusals of a certificate sign-in', function () {
	this.timeout(60_000);
	const seen = new Seen('signIn');
	let ca: TestCa;
	let server: Awaited<ReturnType<typeof startConfigured>>;
	const client = (name: string, by = ca) => by.issue({ name, usage: 'client' });

	before(async () => {
		ca = await makeCa('Sign-in CA');
		const leaf = await ca.issue({ name: 'bao', usage: 'server', ip: ['127.0.0.1'] });
		server = await startConfigured({ tls: { ...leaf, ca: ca.certificate } });
		const token = server.rootToken;
		assert.equal((await post('sys/auth/cert', { type: 'cert' }, { token })).status, 204);
		const role = {
			certificate: ca.certificate,
			allowed_common_names: 'first,second',
			policies: 'default',
		};
		assert.ok((await post('auth/cert/certs/dev', role, { token })).status < 300);
	});
	after(() => server.stop());

	function post(
		path: string,
		body: object,
		{ token, pair }: { token?: string; pair?: Pair } = {},
	): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const sent = request(
				`${server.address}/v1/${path}`,
				{
					...{ method: 'POST', ca: ca.certificate, agent: false },
					...(pair ? { cert: pair.certificate, key: pair.key } : {}),
					...(token === undefined ? {} : { headers: { 'X-Vault-Token': token } }),
				},
				(response) => {
					let text = '';
					response.on('data', (part: Buffer) => (text += part.toString()));
					response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
				},
			);
			sent.once('error', reject).end(JSON.stringify(body));
		});
	}

	it('are no certificate, no role for it, a name that the role does not allow, and another one at renewal', async () => {
		const login = (pair?: Pair) => post('auth/cert/login', {}, pair ? { pair } : {});
		const other = await makeCa('Other CA');
		const said = [
			await login(),
			await login(await client('first', other)),
			await login(await client('third')),
		];
		const first = await login(await client('first'));
		assert.equal(first.status, 200, first.text);
		const { auth } = JSON.parse(first.text) as { auth: { client_token: string } };
		const renewal = { token: auth.client_token, pair: await client('second') };
		said.push(await post('auth/token/renew-self', {}, renewal));
		assert.ok(said.every(({ status }) => status >= 400));
		const ids = said.map(({ text }) => explainText(text)?.id ?? text);
		ids.forEach((id) => seen.add(id));
		assert.deepEqual(ids, [
			'vaultNoCertificate',
			'vaultNoRoleForCertificate',
			'vaultConstraints',
			'vaultRenewalIdentity',
		]);
	});

	it('are no certificate as well where there is no TLS at all', async () => {
		const plain = await startTestServer();
		try {
			await plain.api('POST', 'sys/auth/cert', { type: 'cert' });
			const answer = await fetch(`${plain.address}/v1/auth/cert/login`, { method: 'POST' });
			const text = await answer.text();
			assert.deepEqual([answer.ok, explainText(text)?.id], [false, 'vaultNoCertificate'], text);
		} finally {
			await plain.stop();
		}
	});

	describe('altogether', () => {
		it('are all that is said to be seen here', () => seen.assertShare());
	});
});
