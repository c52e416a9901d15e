/** Rounds of hostile input. A round depends on the seed and its own number alone, so that a failure comes again. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Random, randomly } from '../support/random.js';
import {
	checkBytes,
	checkContainer,
	checkFindings,
	checkMaterial,
	checkObjects,
	checkPaste,
	checkText,
} from './invariants.js';
import { mutatedDer } from './mutateDer.js';
import { mutatedJwk } from './mutateJwk.js';
import { anEdit, mutatedText } from './mutateText.js';
import { type Sample, samples } from './samples.js';
import { storePassword, stores } from './stores.js';

export interface FuzzOptions {
	readonly seed: number;
	/** The first round. */
	readonly from?: number;
	/** Asked before each round. */
	readonly goesOn: (round: number) => boolean;
	/** Where the input of a round that failed is written. */
	readonly folder: string;
}

/** Answers how many rounds held. Rejects at the first that does not, with how to run it again and the cause. */
export async function fuzz({ seed, from = 0, goesOn, folder }: FuzzOptions): Promise<number> {
	let round = from;
	for (; goesOn(round); round += 1) {
		const random = randomly(Math.imul(seed, 0x9e3779b1) + round);
		// Neighbours of a linear generator begin alike.
		for (let skipped = 0; skipped < 8; skipped += 1) random.below(2);
		let input: string | Uint8Array = '';
		try {
			await random.one(kinds)(random, (made) => (input = made));
		} catch (error) {
			await mkdir(folder, { recursive: true });
			const file = join(folder, `${seed}-${round}`);
			await writeFile(file, input);
			throw new Error(
				`Round ${round} of seed ${seed} failed: npm run fuzz -- --seed=${seed} --round=${round}\nIts input is ${file}\n${String(error)}`,
				{ cause: error },
			);
		}
	}
	return round - from;
}

type Keep = (input: string | Uint8Array) => void;
type Round = (random: Random, keep: Keep) => void | Promise<void>;

const derRound: Round = (random, keep) => {
	const bytes = mutatedDer(random.one(samples).der, random);
	keep(bytes);
	checkBytes(bytes);
};

function someSamples(random: Random): Sample[] {
	return Array.from({ length: 1 + random.below(3) }, () => {
		const { label, der } = random.one(samples);
		return { label, der: random.chance(0.3) ? mutatedDer(der, random) : der };
	});
}

const textRound: Round = (random, keep) => {
	const text = mutatedText(someSamples(random), random);
	keep(text);
	checkText(text, anEdit(text, random));
};

const paths = ['/work/ca.pem', '/work/values.yaml', '/work/.env', '/work/app.ts', '/work/a.json'];

const findingsRound: Round = async (random, keep) => {
	const text = mutatedText(someSamples(random), random);
	keep(text);
	await checkFindings(text, random.one(paths));
};

const passwords = [storePassword, storePassword, storePassword, '', 'wrong', '\0', '\ud800'].concat(
	['p\u00e4ss\u2028', '\u{1f511}'.repeat(500)],
);

const containerRound: Round = async (random, keep) => {
	const bytes = mutatedDer(random.one(stores), random);
	keep(bytes);
	await checkContainer(bytes, random.one(passwords));
};

const objectsRound: Round = async (random, keep) => {
	const bytes = mutatedDer(random.one(samples).der, random);
	keep(bytes);
	await checkObjects(bytes);
};

/** As files hold it that programs for Windows wrote, and half of it. */
const utf16Round: Round = (random, keep) => {
	const text = random.one(['', '\ufeff']) + mutatedText(someSamples(random), random);
	const little = Buffer.from(text, 'utf16le');
	const whole = random.chance(0.5) ? little : Buffer.from(little).swap16();
	const bytes = random.chance(0.3) ? whole.subarray(random.below(whole.length + 1)) : whole;
	keep(bytes);
	checkBytes(bytes);
};

const jwkRound: Round = async (random, keep) => {
	const text = mutatedJwk(random);
	keep(text);
	checkText(text, anEdit(text, random));
	await checkMaterial(text);
};

const languages = [
	'yaml',
	'json',
	'dotenv',
	'typescript',
	'plaintext',
	'dockercompose',
	'properties',
];

const pasteRound: Round = (random, keep) => {
	const text = mutatedText(someSamples(random), random);
	keep(text);
	const start = random.below(text.length + 1);
	const end = Math.min(text.length, start + random.one([0, 0, 2, 60]));
	const fileName = random.one(['a.yaml', '.env', 'a.json', '']);
	checkPaste(text, { start, end, languageId: random.one(languages), fileName });
};

const kinds: readonly Round[] = [
	...[derRound, derRound, derRound, textRound, textRound, findingsRound, containerRound],
	...[objectsRound, utf16Round, jwkRound, pasteRound],
];
