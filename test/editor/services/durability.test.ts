import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
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

	it('are not lost to another profile, whose state is its own while the secrets are shared', async () => {
		const first = new StandInStorage();
		const second = first.profile();
		await session(first, 'token');
		assert.equal(await session(second, 'token'), false);
		assert.equal(await session(first, 'token'), false);
		assert.equal(await session(second), false);
		first.forgetSecrets();
		assert.equal(await session(first, 'token'), true);
		assert.equal(await session(second), true);
		assert.equal(await session(first), false);
	});

	/** As version 0.1 left it: one marker for all profiles, its hash in each one's state. */
	async function oldMarker(storage: StandInStorage, marker: string): Promise<void> {
		await storage.secrets.store('pki.marker', marker);
		const hash = createHash('sha256').update(marker).digest('hex');
		await storage.globalState.update('secretsMarker', hash);
	}

	it('are watched by the marker of an older version until a secret is written', async () => {
		const storage = new StandInStorage();
		await oldMarker(storage, 'first');
		const other = storage.profile();
		await oldMarker(other, 'second');
		assert.equal(await session(storage), false);
		assert.equal(await session(other, 'token'), false);
		storage.forgetSecrets();
		assert.equal(await session(storage, 'token'), true);
		assert.equal(await session(other), true);
		assert.equal(await session(storage), false);
	});

	it('may be forgotten where they were before, and in a browser until a session kept them', async () => {
		const storage = new StandInStorage();
		const mayForget = async (isBrowser: boolean, secret = false) => {
			const durability = new SecretsDurability(storage, isBrowser);
			const before = await durability.mayForget();
			if (secret) await durability.mark();
			assert.equal(await durability.mayForget(), before, 'within a session');
			durability.dispose();
			return before;
		};
		assert.equal(await mayForget(false), false);
		assert.equal(await mayForget(true, true), true);
		assert.equal(await mayForget(true), false);
		storage.forgetSecrets();
		assert.equal(await mayForget(false), true);
		assert.equal(await mayForget(true, true), true);
		assert.equal(await mayForget(false), false);
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
