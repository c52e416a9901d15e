import assert from 'node:assert/strict';
import {
	chmodSync,
	chownSync,
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
import { createWriteNotes, noteWritesIn } from '../../../../src/services/files/writeNotes.js';
import { swapFiles } from '../../../../src/services/rotate/swap.js';
import { rejectsWith } from '../../../support/rejections.js';

const now = new Date('2026-11-26T10:22:05Z');

describe('a swap of files', () => {
	let root: string;
	let noting: { dispose(): void };
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'pki-workbench-swap-'));
		mkdirSync(at('work'));
		noting = noteWritesIn(createWriteNotes(at('notes'), (error) => assert.fail(String(error))));
	});
	afterEach(() => {
		noting.dispose();
		rmSync(root, { recursive: true, force: true });
	});

	const at = (name: string) => join(root, name);
	const read = (name: string) => readFileSync(at(name), 'utf8');
	const write = (name: string, mode = 0o644) => {
		writeFileSync(at(name), `old ${name}`);
		chmodSync(at(name), mode);
	};
	const swap = (name: string) => ({
		path: at(name),
		content: Buffer.from(`new ${name}`),
		before: Buffer.from(`old ${name}`),
	});

	it('keeps mode and owner and leaves the old files as dated backups', async () => {
		write('work/a.crt', 0o640);
		write('work/a.key', 0o600);
		// Only root may give a file away; anybody may set the owner that it has.
		const isRoot = process.getuid?.() === 0;
		const owner = isRoot ? { uid: 4711, gid: 4712 } : statSync(at('work/a.key'));
		chownSync(at('work/a.key'), owner.uid, owner.gid);
		const { backups } = await swapFiles([swap('work/a.crt'), swap('work/a.key')], now);
		assert.deepEqual(
			backups,
			['a.crt', 'a.key'].map((name) => ({
				file: at(`work/${name}`),
				backup: at(`work/${name}.20261126T102205Z.bak`),
			})),
		);
		assert.equal(read('work/a.key'), 'new work/a.key');
		const { mode, uid, gid } = statSync(at('work/a.key'));
		assert.deepEqual([mode & 0o777, uid, gid], [0o600, owner.uid, owner.gid]);
		assert.equal(statSync(at('work/a.crt')).mode & 0o777, 0o640);
		const backup = 'work/a.crt.20261126T102205Z.bak';
		assert.equal(read(backup), 'old work/a.crt');
		assert.equal(statSync(at(backup)).mode & 0o777, 0o600);
		assert.equal(readdirSync(at('work')).length, 4);
		assert.deepEqual(readdirSync(at('notes')), []);
	});

	it('numbers the backups of a second swap at the same time', async () => {
		write('work/a.crt');
		await swapFiles([swap('work/a.crt')], now);
		write('work/a.crt');
		const { backups } = await swapFiles([swap('work/a.crt')], now);
		assert.match(backups[0]?.backup ?? '', /Z-2\.bak$/);
	});

	it('replaces nothing where a file is not the one that was read', async () => {
		write('work/a.crt');
		write('work/a.key');
		const changed = { ...swap('work/a.key'), before: Buffer.from('older') };
		await rejectsWith(swapFiles([swap('work/a.crt'), changed], now), 'invalid', 'changedMeanwhile');
		const made = { ...swap('work/a.key'), before: undefined };
		await rejectsWith(swapFiles([made], now), 'invalid', 'changedMeanwhile');
		assert.deepEqual(readdirSync(at('work')), ['a.crt', 'a.key']);
		assert.equal(read('work/a.crt'), 'old work/a.crt');
	});

	it('makes a file that is not there with the mode that it is given', async () => {
		write('work/a.crt');
		const made = { ...swap('work/a.key'), before: undefined, mode: 0o600 };
		const { backups } = await swapFiles([swap('work/a.crt'), made], now);
		assert.equal(backups.length, 1);
		assert.equal(statSync(at('work/a.key')).mode & 0o777, 0o600);
	});

	it('leaves a link to a file and replaces what it leads to', async () => {
		mkdirSync(at('elsewhere'));
		write('elsewhere/a.crt');
		symlinkSync('../elsewhere/a.crt', at('work/a.crt'));
		const before = Buffer.from('old elsewhere/a.crt');
		await swapFiles([{ ...swap('work/a.crt'), before }], now);
		assert.equal(readlinkSync(at('work/a.crt')), '../elsewhere/a.crt');
		assert.equal(read('elsewhere/a.crt'), 'new work/a.crt');
	});

	it('changes the link to a folder beside it, with all that the folder holds', async () => {
		mkdirSync(at('work/v1'));
		for (const name of ['a.crt', 'a.key', 'other.txt']) write(`work/v1/${name}`, 0o640);
		symlinkSync('v1', at('work/current'));
		const files = ['a.crt', 'a.key'].map((name) => ({
			path: at(`work/current/${name}`),
			content: Buffer.from(`new ${name}`),
			before: Buffer.from(`old work/v1/${name}`),
		}));
		const { backups, link } = await swapFiles(files, now);
		assert.equal(link, at('work/current'));
		assert.equal(readlinkSync(at('work/current')), 'v1-20261126T102205Z');
		assert.equal(read('work/current/a.key'), 'new a.key');
		assert.equal(statSync(at('work/current/a.key')).mode & 0o777, 0o640);
		assert.equal(read('work/current/other.txt'), 'old work/v1/other.txt');
		assert.equal(statSync(at('work/current/other.txt')).mode & 0o777, 0o640);
		assert.deepEqual(
			backups.map(({ backup }) => backup),
			[at('work/v1/a.crt'), at('work/v1/a.key')],
		);
		assert.equal(statSync(at('work/v1/a.key')).mode & 0o777, 0o600);
		assert.equal(statSync(at('work/v1/other.txt')).mode & 0o777, 0o640);
	});

	it('writes in the folder where the link leads elsewhere, for that is no version of it', async () => {
		mkdirSync(at('shared'));
		write('shared/a.crt');
		symlinkSync('../shared', at('work/certs'));
		const before = Buffer.from('old shared/a.crt');
		const { link } = await swapFiles([{ ...swap('work/certs/a.crt'), before }], now);
		assert.equal(link, undefined);
		assert.ok(lstatSync(at('work/certs')).isSymbolicLink());
		assert.equal(readlinkSync(at('work/certs')), '../shared');
		assert.equal(read('shared/a.crt'), 'new work/certs/a.crt');
	});

	it('writes nothing where the storage takes no note of it', async () => {
		write('work/a.crt');
		noting.dispose();
		await rejectsWith(swapFiles([swap('work/a.crt')], now), 'unexpected', 'noNote');
		assert.deepEqual(readdirSync(at('work')), ['a.crt']);
	});
});
