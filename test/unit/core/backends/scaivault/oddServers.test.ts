/** Servers that answer what nobody expects: lists without end, codes that are names of objects, limits of no time. */
import assert from 'node:assert/strict';
import { PkiError } from '../../../../../src/core/common/errors.js';
import { KnownCertificates } from '../../../../../src/core/backends/scaivault/pki/facts.js';
import { retryDelayMs } from '../../../../../src/core/backends/scaivault/session/retry.js';
import {
	answered,
	mount,
	openFake,
	type OpenFake,
	refusal,
	refusedWith,
} from '../../../../support/scaivault/connection.js';
import type { FakeOptions } from '../../../../support/scaivault/fake.js';

describe('core/backends/scaivault: odd servers', () => {
	const opened: OpenFake[] = [];
	const start = async (instead: FakeOptions['instead']) => {
		const open = await openFake({ origin: 'http', ...(instead && { instead }) });
		opened.push(open);
		return { fake: open.fake, client: (await open.connect()).client };
	};
	afterEach(async () => {
		await Promise.all(opened.splice(0).map((one) => one.stop()));
	});

	/** Pages whose cursors go round: first, a, b, a, b… */
	const circle: FakeOptions['instead'] = ({ path }) => {
		const cursor = new URL(path, 'http://fake.invalid').searchParams.get('cursor');
		const row = { id: cursor ?? 'first', name: cursor ?? 'first', serial_number: '00:9A' };
		return answered(200, { rows: [row], cursor: cursor === 'a' ? 'b' : 'a' });
	};

	it('end lists whose cursors go round', async () => {
		const { client, fake } = await start(circle);
		const roles = await client.listRoles(mount, {});
		assert.deepEqual(
			roles.items.map(({ role }) => role),
			['first', 'a', 'b'],
		);
		assert.equal(fake.requests.length, 3);
		const policy = await client.administration?.readPolicy?.({ name: 'none' });
		assert.deepEqual([policy, fake.requests.length], [{ policy: undefined }, 6]);
		const page = await client.listCertificates(mount, {});
		assert.deepEqual([page.items.length, page.cursor, fake.requests.length], [3, undefined, 9]);
		assert.equal(page.items[0]?.serialNumber, '9a');
	});

	it('give a list up whose cursors never end', async () => {
		let count = 0;
		const { client, fake } = await start(() =>
			answered(200, { roles: [{ name: 'web' }], cursor: String(++count) }),
		);
		const error = await refusal(client.listRoles(mount, {}));
		assert.deepEqual([error.code, error.reason], ['tooLarge', 'list']);
		assert.equal(fake.requests.length, 1000);
	});

	it('read codes and fields that are named as parts of every object', async () => {
		for (const name of ['constructor', 'toString', '__proto__']) {
			const fields = Object.fromEntries([[name, 'odd']]);
			const { client } = await start(() => refusedWith(403, name, fields));
			const error = await refusal(client.readRole(mount, 'web'));
			assert.deepEqual(
				[error.code, error.reason, error.args.field],
				['forbidden', undefined, undefined],
			);
		}
	});

	it('are given time though they name none', () => {
		const request = { method: 'GET', path: ['pki', 'roles'] } as const;
		const limited = (seconds?: number) =>
			new PkiError('rateLimited', { args: seconds === undefined ? {} : { seconds } });
		for (const error of [limited(), limited(0)]) {
			const waits = [0, 1, 2].map((attempt) => retryDelayMs(error, request, attempt));
			assert.deepEqual(waits, [1000, 2000, 4000]);
		}
		assert.equal(retryDelayMs(limited(3), request, 2), 3000);
	});

	it('have so many ids kept only', () => {
		const known = new KnownCertificates();
		for (let index = 0; index <= 5000; index++) known.noteId(String(index), `cert_${index}`);
		assert.equal(known.idOf('0'), undefined);
		assert.equal(known.idOf('1'), 'cert_1');
		assert.equal(known.idOf('5000'), 'cert_5000');
	});
});
