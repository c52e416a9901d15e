import assert from 'node:assert/strict';
import { SecretsDurability } from '../../../src/services/durability.js';
import { StandInStorage } from '../../support/standInContext.js';

describe('secrets that may not last', () => {
	/** A session over the storage of the one before. */
	async function session(storage: StandInStorage, secret?: string): Promise<boolean> {
		const durability = new SecretsDurability(storage);
		let fired = 0;
		durability.onDidLose(() => fired++);
		const answers = await Promise.all([durability.areLost(), durability.areLost()]);
		if (secret !== undefined) await durability.mark();
		durability.dispose();
		assert.equal(answers[0], answers[1]);
		assert.equal(fired, answers[0] ? 1 : 0);
		return answers[0];
	}

	it('are not lost before there are any, nor where they last', async () => {
		const storage = new StandInStorage();
		assert.equal(await session(storage), false);
		assert.equal(await session(storage, 'token'), false);
		assert.equal(await session(storage), false);
		assert.equal(await session(storage, 'another'), false);
		assert.equal(await session(storage), false);
	});

	it('are lost where only the state lasts, and are watched again after the next one', async () => {
		const storage = new StandInStorage();
		await session(storage, 'token');
		storage.forgetSecrets();
		assert.equal(await session(storage), true);
		assert.equal(await session(storage, 'token'), true);
		assert.equal(await session(storage), false);
		storage.forgetSecrets();
		assert.equal(await session(storage), true);
	});

	it('leave nothing secret in the state', async () => {
		const storage = new StandInStorage();
		await session(storage, 'token');
		const [marker] = [...storage.secretValues()];
		assert.ok(marker);
		assert.ok(!JSON.stringify([...storage.stateValues()]).includes(marker));
	});

	it('are marked by the next secret where the storage refused the first', async () => {
		const storage = new StandInStorage();
		const { secrets } = storage;
		const refusing = { ...secrets, store: () => Promise.reject(new Error('no keyring')) };
		let isRefusing = true;
		const durability = new SecretsDurability({
			globalState: storage.globalState,
			get secrets() {
				return isRefusing ? refusing : secrets;
			},
		});
		await assert.rejects(durability.mark(), /no keyring/);
		assert.deepEqual([...storage.stateValues()], []);
		isRefusing = false;
		await Promise.all([durability.mark(), durability.mark()]);
		assert.equal([...storage.secretValues()].length, 1);
		durability.dispose();
		storage.forgetSecrets();
		assert.equal(await session(storage), true);
	});
});
