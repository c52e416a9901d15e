import assert from 'node:assert/strict';
import { groupOf, inGroups, inUrgency } from '../../../../src/core/workspace/urgency.js';

describe('urgency', () => {
	it('puts each into one group', () => {
		const of = (
			kind: Parameters<typeof groupOf>[0]['kind'],
			state: Parameters<typeof groupOf>[0]['state'],
		) => groupOf({ kind, state });
		assert.deepEqual(
			(['revoked', 'expired', 'expiresSoon', 'notYetValid', 'valid', 'unknown'] as const).map(
				(state) => of('certificate', state),
			),
			['expired', 'expired', 'expiresSoon', 'notYetValid', 'later', 'unknown'],
		);
		assert.deepEqual(
			[
				of('privateKey', 'none'),
				of('publicKey', 'none'),
				of('crl', 'expired'),
				of('request', 'none'),
			],
			['keys', 'keys', 'crlsAndRequests', 'crlsAndRequests'],
		);
		assert.deepEqual(
			[of('container', 'none'), of('unreadable', 'none')],
			['containers', 'unreadable'],
		);
	});

	it('has what expires next first, and of what has expired the latest', () => {
		const at = (notAfter: string) =>
			({ kind: 'certificate', state: 'valid', name: '', notAfter }) as const;
		const all = [at('2026-03'), at('2026-01'), at('2026-02')];
		const order = (group: Parameters<typeof inUrgency>[1]) =>
			inUrgency(all, group).map(({ notAfter }) => notAfter);
		assert.deepEqual(order('later'), ['2026-01', '2026-02', '2026-03']);
		assert.deepEqual(order('expired'), ['2026-03', '2026-02', '2026-01']);
		const revoked = { ...at('2026-01'), state: 'revoked' } as const;
		assert.equal(inUrgency([...all, revoked], 'expired')[0], revoked);
	});

	it('asks for the state of each once, which is worked out for the moment', async () => {
		let asked = 0;
		const items = Array.from({ length: 1000 }, (_, at) => ({
			...({ kind: 'certificate', name: '', notAfter: `2026-${at % 7}` } as const),
			get state() {
				asked += 1;
				return at % 2 === 0 ? ('expired' as const) : ('revoked' as const);
			},
		}));
		const [[group, members] = ['keys', []] as const, ...others] = await inGroups(items);
		assert.deepEqual([group, members.length, others, asked], ['expired', 1000, [], 1000]);
		assert.equal(inUrgency(members, group).length, 1000);
		assert.equal(asked, 2000);
	});
});
