/** What becomes of a revocation where the reading before it, or after it, fails. */
import assert from 'node:assert/strict';
import {
	answered,
	makeCas,
	mount,
	openFake,
	type OpenFake,
	refusal,
	refusedWith,
} from '../../../../support/scaivault/connection.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';
import type { RecordedRequest } from '../../../../support/scaivault/server/listener.js';

describe('core/backends/scaivault/revoking', () => {
	const opened: OpenFake[] = [];
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((one) => one.stop()));
	});

	/** A certificate to revoke, and a second connection that does not know its id; `instead` holds from then on. */
	async function start(
		instead: NonNullable<FakeOptions['instead']>,
		readings: FakeOptions['readings'] = {},
	) {
		let isReady = false;
		const open = await openFake({
			...{ origin: 'http', readings },
			instead: (request) => (isReady ? instead(request) : undefined),
		});
		opened.push(open);
		const { client } = await open.connect();
		await makeCas(client);
		const issued = await client.issue?.({ mount, role: 'web', commonName: 'api.lab.test' });
		assert.ok(issued);
		const other = await open.connect();
		isReady = true;
		const { serialNumber } = issued;
		return {
			...{ issued, serialNumber, fake: open.fake },
			revoke: (timeoutMs?: number) =>
				other.client.revoke?.(
					{ mount, serialNumber },
					{ ...(timeoutMs !== undefined && { timeoutMs }) },
				),
		};
	}
	const isList = ({ path }: RecordedRequest) => path.startsWith('/v1/pki/certificates?');
	const isRevocation = ({ path }: RecordedRequest) => path === '/v1/pki/revoke';

	it('is done once the server has done it, whatever reading it again answers', async () => {
		for (const failure of [
			refusedWith(500, 'internal_error'),
			answered(200, []),
			'reset',
		] as const) {
			let isDone = false;
			const { revoke } = await start(
				(request) => {
					if (isRevocation(request)) isDone = true;
					return isDone && request.method === 'GET' ? failure : undefined;
				},
				{ revokeAnswer: 'empty' },
			);
			const outcome = await revoke();
			assert.deepEqual([outcome?.revoked, outcome?.outcome], [true, 'revoked']);
		}
	});

	it('was refused only where the certificate is said to be good', async () => {
		const said: readonly (readonly [mark: object, outcome: string])[] = [
			[{}, 'revoked'],
			[{ revoked: true }, 'revoked'],
			[{ status: 'REVOKED' }, 'revoked'],
			[{ revoked_at: null }, 'revoked'],
			[{ is_revoked: false }, 'refused'],
			[{ status: 'active' }, 'refused'],
		];
		for (const [mark, expected] of said) {
			let isDone = false;
			let row = {};
			const started = await start(
				(request) => {
					if (isRevocation(request)) isDone = true;
					const isOne = /^\/v1\/pki\/certificates\/[^/?]+$/.test(request.path);
					return isDone && isOne ? answered(200, { ...row, ...mark }) : undefined;
				},
				{ revokeAnswer: 'empty' },
			);
			const { issued, serialNumber } = started;
			row = { serial_number: serialNumber, certificate_pem: issued.certificatePem };
			assert.equal((await started.revoke())?.outcome, expected, JSON.stringify(mark));
		}
	});

	it('reaches the server where the list cannot be read', async () => {
		for (const failure of [refusedWith(500, 'internal_error'), refusedWith(429, 'rate_limited')]) {
			const { fake, revoke } = await start((request) => (isList(request) ? failure : undefined));
			assert.equal((await revoke(3000))?.outcome, 'revoked');
			assert.equal(fake.requests.filter(isRevocation).length, 1);
		}
	});

	it('reaches the server before the deadline where the list never comes', async () => {
		const { revoke } = await start((request) => (isList(request) ? 'hang' : undefined));
		assert.equal((await revoke(1500))?.outcome, 'revoked');
	});

	it('looks through so many pages only, of a list without end', async () => {
		let page = 0;
		const { fake, revoke } = await start((request) =>
			isList(request)
				? answered(200, { certificates: [{ id: 'other' }], cursor: `page${++page}` })
				: undefined,
		);
		assert.equal((await revoke())?.outcome, 'revoked');
		assert.equal(fake.requests.filter(isList).length, 20);
	});

	it('says that the CRL was not renewed', async () => {
		const isCrl = ({ path, method }: RecordedRequest) => method === 'POST' && path.endsWith('/crl');
		const refusing = await start((request) =>
			isCrl(request) ? refusedWith(403, 'access_denied') : undefined,
		);
		const outcome = await refusing.revoke();
		assert.equal(outcome?.revoked, true);
		assert.deepEqual(outcome.notes, [{ code: 'crlNotRenewed', args: {} }]);
		const unknown = await start((request) => (isList(request) ? answered(200, []) : undefined));
		assert.equal((await unknown.revoke())?.notes?.[0]?.code, 'crlNotRenewed');
		const usual = await start(() => undefined);
		assert.equal((await usual.revoke())?.notes, undefined);
	});

	it('says what is not there, with the id of the request', async () => {
		for (const [code, reason] of [
			['not_found', 'noCertificate'],
			['tenant_not_found', 'noTenant'],
		] as const) {
			const { revoke } = await start((request) =>
				isRevocation(request) ? refusedWith(404, code) : undefined,
			);
			const error = await refusal(revoke());
			assert.deepEqual([error.reason, error.args.requestId], [reason, 'req_instead']);
		}
	});
});
