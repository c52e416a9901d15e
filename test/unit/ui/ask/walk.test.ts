import assert from 'node:assert/strict';
import { Back } from '../../../../src/ui/ask/back.js';
import { stepOf, walk, type WalkStep } from '../../../../src/ui/ask/walk.js';

interface Form {
	kind: string;
	domains?: string;
	ttl: string;
	more: string;
	unit?: string;
}

type Say = string | Back;

/** Answers from a script; what was asked is noted as `field step/total = value offered`. */
function script(answers: readonly Say[]) {
	const left = [...answers];
	const log: string[] = [];
	const step = (
		field: keyof Form,
		when?: WalkStep<Form, string>['when'],
	): WalkStep<Form, string> => ({
		fields: [field],
		...(when && { when }),
		ask(frame, state) {
			log.push(`${field} ${frame} = ${state[field] ?? ''}`);
			const answer = left.shift();
			if (answer instanceof Back) return Promise.reject(answer);
			return Promise.resolve({ [field]: answer });
		},
	});
	const steps = [
		step('kind'),
		step('domains', ({ kind }) => kind === 'domains'),
		step('ttl'),
		step('more'),
		step('unit', ({ more }) => more === 'yes'),
	];
	return { log, steps, frame: (number: number, total: number) => `${number}/${total}` };
}

describe('ui/ask/walk', () => {
	it('counts the steps that will be asked, and no others', async () => {
		const { log, ...plan } = script(['any', '30d', 'no']);
		const done = await walk<Form, string>({ ...plan, state: { kind: 'domains' }, start: 0 });
		assert.deepEqual(done, { kind: 'any', ttl: '30d', more: 'no' });
		assert.deepEqual(log, ['kind 1/4 = domains', 'ttl 2/3 = ', 'more 3/3 = ']);
	});

	it('counts on where an answer opens another step, and goes back over what was asked', async () => {
		const { log, ...plan } = script(['domains', new Back(), 'any', '1h', 'yes', new Back(), 'no']);
		const kept: Partial<Form>[] = [];
		const answered = (state: Partial<Form>) => kept.push(state);
		await walk<Form, string>({ ...plan, state: {}, start: 0, answered });
		assert.deepEqual(log, [
			'kind 1/3 = ',
			'domains 2/4 = ',
			'kind 1/4 = domains',
			'ttl 2/3 = ',
			'more 3/3 = ',
			'unit 4/4 = ',
			'more 3/4 = yes',
		]);
		assert.equal(kept.length, 5);
		assert.deepEqual(kept.at(-1), { kind: 'any', ttl: '1h', more: 'no' });
	});

	it('goes back past a step that its own answer put out of the way', async () => {
		const { log, ...plan } = script(['domains', 'a.test', '1h', 'yes', new Back(), '2h', 'm']);
		const steps = plan.steps.map((step) =>
			step.fields?.includes('more') === true
				? { ...step, when: ({ more }: Partial<Form>) => more !== 'yes' }
				: step,
		);
		await walk<Form, string>({ ...plan, steps, state: {}, start: 0 });
		assert.deepEqual(log.slice(3), ['more 4/4 = ', 'unit 5/5 = ', 'ttl 3/4 = 1h', 'unit 4/4 = ']);
	});

	it('begins at the fault with every answer, and Back leads to those before it', async () => {
		const state = { kind: 'domains', domains: 'a.test', ttl: '0s', more: 'no' };
		const { log, ...plan } = script([new Back(), 'b.test', '1h', 'no']);
		const start = stepOf<Form, string>(plan.steps, state, ['ttl']);
		await walk<Form, string>({ ...plan, state, start });
		assert.deepEqual(log, [
			'ttl 3/4 = 0s',
			'domains 2/4 = a.test',
			'ttl 3/4 = 0s',
			'more 4/4 = no',
		]);
	});

	it('prefers the likelier field, and begins at the beginning where none is asked for', () => {
		const { steps } = script([]);
		const at = (state: Partial<Form>, ...fields: string[]) =>
			stepOf<Form, string>(steps, state, fields);
		assert.equal(at({}, 'more', 'ttl'), 3);
		assert.equal(at({}, 'unit', 'ttl'), 2);
		assert.equal(at({ more: 'yes' }, 'unit', 'ttl'), 4);
		assert.equal(at({}, 'issuer'), 0);
		assert.equal(at({}), 0);
	});
});
