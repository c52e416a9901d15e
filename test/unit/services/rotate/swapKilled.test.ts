import assert from 'node:assert/strict';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inParallel } from '../../../../src/core/common/inParallel.js';
import type { InterruptedWrite } from '../../../../src/services/files/writeJournal.js';
import { createWriteNotes } from '../../../../src/services/files/writeNotes.js';
import { isKilledAt } from '../../../support/killedProcess.js';
import { randomly } from '../../../support/random.js';

const moduleOf = (name: string) =>
	JSON.stringify(new URL(`../../../../src/services/${name}.js`, import.meta.url).href);

interface Scene {
	readonly root: string;
	readonly names: readonly string[];
	/** The folder in which the names are read. */
	readonly folder: string;
}

const modes: Readonly<Record<string, number>> = {
	'server.crt': 0o644,
	'server.key': 0o600,
	'fullchain.crt': 0o640,
	'tls.crt': 0o644,
	'tls.key': 0o400,
};

function makeRoot(): string {
	return mkdtempSync(join(tmpdir(), 'pki-workbench-swap-'));
}

function plainScene(names: readonly string[]): Scene {
	const root = makeRoot();
	const folder = join(root, 'work');
	mkdirSync(folder);
	for (const name of names) writeOld(folder, name);
	return { root, names, folder };
}

/** As Kubernetes mounts a Secret. */
function linkedScene(names: readonly string[]): Scene {
	const root = makeRoot();
	const folder = join(root, 'work');
	const version = '..2026_11_20_08_00_00.123456789';
	mkdirSync(join(folder, version), { recursive: true });
	for (const name of [...names, 'ca.crt']) {
		writeOld(join(folder, version), name);
		symlinkSync(join('..data', name), join(folder, name));
	}
	symlinkSync(version, join(folder, '..data'));
	return { root, names, folder };
}

function writeOld(folder: string, name: string): void {
	writeFileSync(join(folder, name), `old ${name}`);
	chmodSync(join(folder, name), modes[name] ?? 0o644);
}

const notesOf = ({ root }: Scene, onError = (error: unknown) => assert.fail(String(error))) =>
	createWriteNotes(join(root, 'notes'), onError);

const noting = ({ root }: Scene) => `
	const { createWriteNotes, noteWritesIn } = await import(${moduleOf('files/writeNotes')});
	const notes = createWriteNotes(${JSON.stringify(join(root, 'notes'))}, (error) => { throw error; });
	noteWritesIn(notes);`;

const swapping = (scene: Scene) => `${noting(scene)}
	const { swapFiles } = await import(${moduleOf('rotate/swap')});
	const files = ${JSON.stringify(scene.names)}.map((name) => ({
		path: ${JSON.stringify(`${scene.folder}/`)} + name,
		content: Buffer.from('new ' + name),
		before: Buffer.from('old ' + name),
	}));
	await swapFiles(files, new Date('2026-11-26T10:22:05Z'));`;

const recovering = (scene: Scene) => `${noting(scene)} await notes.recover();`;

/** Whether all is new; fails unless all of it is new, or all of it old with nothing left beside it. */
function isNew(scene: Scene): boolean {
	const { folder, names, root } = scene;
	const contents = names.map((name) => readFileSync(join(folder, name), 'utf8'));
	const [age = ''] = contents[0]?.split(' ') ?? [];
	assert.deepEqual(
		contents,
		names.map((name) => `${age} ${name}`),
	);
	for (const name of names) assert.equal(statSync(join(folder, name)).mode & 0o777, modes[name]);
	const entries = readdirSync(folder);
	const backups = entries.filter((name) => name.endsWith('.bak'));
	const strange = entries.filter(
		(name) => !names.includes(name) && !backups.includes(name) && !isOfLayout(name),
	);
	assert.deepEqual(strange, []);
	assert.deepEqual(wholeNotes(join(root, 'notes')), []);
	const isLinked = entries.includes('..data');
	const versions = entries.filter((name) => name.startsWith('..2026'));
	if (isLinked) assert.equal(versions.length, age === 'new' ? 2 : 1);
	else assert.equal(backups.length, age === 'new' ? names.length : 0);
	for (const backup of backups) {
		assert.equal(statSync(join(folder, backup)).mode & 0o777, 0o600);
		assert.match(readFileSync(join(folder, backup), 'utf8'), /^old /);
	}
	return age === 'new';
}

/** One that was cut off may be another window's first step, so it stays for some minutes. */
function wholeNotes(folder: string): readonly string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder).filter((name) => {
		const text = readFileSync(join(folder, name), 'utf8');
		return text.endsWith('}');
	});
}

function isOfLayout(name: string): boolean {
	return name === '..data' || name === 'ca.crt' || name.startsWith('..2026');
}

/** Every step of it, each in a fresh folder; answers what the set was after each. */
async function killAtEveryStep(
	make: () => Scene,
	check: (scene: Scene, found: readonly InterruptedWrite[]) => void,
): Promise<readonly boolean[]> {
	const results: boolean[] = [];
	for (let step = 1; ; step += 4) {
		const batch = await inParallel([0, 1, 2, 3], 4, async (offset) => {
			const scene = make();
			try {
				const isKilled = await isKilledAt(step + offset, swapping(scene));
				const found = await notesOf(scene).recover();
				check(scene, found);
				return { isKilled, isNew: isNew(scene) };
			} finally {
				rmSync(scene.root, { recursive: true, force: true });
			}
		});
		results.push(...batch.filter(({ isKilled }) => isKilled).map((each) => each.isNew));
		if (batch.some(({ isKilled }) => !isKilled)) {
			assert.ok(batch.every((each) => each.isKilled || each.isNew));
			return results;
		}
	}
}

/** Old up to some step and new from there on. */
function assertTurnsOnce(results: readonly boolean[]): void {
	const turn = results.indexOf(true);
	assert.ok(turn > 10 && results.length - turn > 3, `${turn} of ${results.length}`);
	assert.deepEqual(
		results,
		results.map((_, index) => index >= turn),
	);
}

describe('a swap of files whose process is killed', function () {
	this.timeout(120_000);

	it('leaves a set that the next start makes whole, at whichever step it was', async () => {
		const names = ['server.crt', 'server.key'];
		const results = await killAtEveryStep(
			() => plainScene(names),
			({ folder }, found) => {
				for (const { swap, files } of found) {
					assert.ok(swap === 'completed' || swap === 'undone');
					assert.deepEqual(
						files,
						names.map((name) => join(folder, name)),
					);
				}
			},
		);
		assertTurnsOnce(results);
	});

	it('does the same where the link to a folder changes', async () => {
		const names = ['tls.crt', 'tls.key'];
		const results = await killAtEveryStep(
			() => linkedScene(names),
			({ folder }) => {
				for (const name of names) assert.ok(lstatSync(join(folder, name)).isSymbolicLink());
				assert.equal(readFileSync(join(folder, 'ca.crt'), 'utf8'), 'old ca.crt');
				assert.match(readlinkSync(join(folder, '..data')), /^\.\.2026_11_2\d(_\d\d){3}\.\d{9}$/);
			},
		);
		assertTurnsOnce(results);
	});

	it('is made whole where the next start is killed as well', async () => {
		const random = randomly(11);
		const rounds = Array.from({ length: 16 }, () => ({
			isLinked: random.chance(0.3),
			first: 12 + random.below(60),
			second: 1 + random.below(15),
			isTurned: random.chance(0.5),
		}));
		await inParallel(rounds, 4, async ({ isLinked, first, second, isTurned }) => {
			const names = isLinked
				? ['tls.crt', 'tls.key']
				: ['server.crt', 'server.key', 'fullchain.crt'];
			const order = isTurned ? names.toReversed() : names;
			const scene = isLinked ? linkedScene(order) : plainScene(order);
			try {
				await isKilledAt(first, swapping(scene));
				await isKilledAt(second, recovering(scene));
				await notesOf(scene).recover();
				isNew(scene);
			} finally {
				rmSync(scene.root, { recursive: true, force: true });
			}
		});
	});
});
