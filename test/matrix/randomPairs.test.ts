/** What the rules say of random pairs, against what the programs do with them. */
import assert from 'node:assert/strict';
import { createSecureContext } from 'node:tls';
import type { Finding } from '../../src/core/diagnostics/analyze.js';
import { findingsInFiles, layoutsOf } from '../support/faultFiles.js';
import { randomly } from '../support/random.js';
import { randomPairs } from './randomPairs.js';
import { runMatrix, type Matrix } from './run.js';
import type { Scene } from './scene.js';

const seed = 20261126;
const count = 80;

describe('random pairs', function () {
	// All programs are asked here, and other suites may run beside.
	this.timeout(600_000);
	const { pki, faults } = randomPairs(randomly(seed), count);
	const said = new Map<string, Said>();
	let rows: Matrix = {};

	before(async () => {
		for (const [id, scene] of Object.entries(faults)) said.set(id, await saidOf(scene));
		rows = await runMatrix({
			pki,
			faults: Object.fromEntries(Object.entries(faults).flatMap(staged)),
		});
	});

	it('connect in Node and in Go where nothing above information is said of them', () => {
		const silent = [...said].filter(([, { isSilent }]) => isSilent);
		assert.ok(silent.length > count / 5);
		const failing = silent.flatMap(([id]) => describeFailures(id, ['node24', 'go']));
		assert.deepEqual(failing, []);
	});

	it('are refused by a program where an error is said of them', () => {
		const faulty = [...said].filter(([, { errors }]) => errors.length > 0);
		assert.ok(faulty.length > count / 10);
		const unearned = faulty.filter(([id]) => describeFailures(id).length === 0);
		assert.deepEqual(
			unearned.map(([id, { errors }]) => `${id}: ${errors.join(' ')}`),
			[],
		);
	});

	/** Of these programs, else of all: what does not get through, or does not let in. */
	function describeFailures(id: string, only?: readonly string[]): string[] {
		const { client = {}, server = {} } = rows[id] ?? {};
		const scene = faults[id];
		const load = scene && loadFailure(scene);
		const cells = [
			...(load === undefined ? [] : [['node24', load] as const]),
			...Object.entries(client),
			...Object.entries(server),
		];
		return cells
			.filter(([program, cell]) => !worksAs(cell) && (only?.includes(program) ?? true))
			.map(([program, cell]) => `${id}: ${program} ${cell}`);
	}
});

interface Said {
	/** With the key beside it, or with the key in it. */
	readonly isSilent: boolean;
	/** The codes. */
	readonly errors: readonly string[];
}

async function saidOf(scene: Scene): Promise<Said> {
	const layouts = layoutsOf(scene);
	const all = await Promise.all(layouts.map(findingsInFiles));
	const quiet = all.map((findings) => !findings.some(isLoud));
	const isCa = layouts.map((files) => 'ca.pem' in files);
	const isPairQuiet = quiet.some((each, index) => each && isCa[index] === false);
	return {
		isSilent: isPairQuiet && quiet.every((each, index) => each || isCa[index] === false),
		errors: all.flat().flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])),
	};
}

function isLoud({ severity }: Finding): boolean {
	return severity === 'error' || severity === 'warning';
}

function worksAs(cell: string): boolean {
	return cell === 'connects' || cell === 'accepts';
}

/** Servers are run in this process, and clients that meet strict servers too, so that it must be able to load them. */
function staged([id, scene]: readonly [string, Scene]): (readonly [string, Scene])[] {
	const isLoaded = loadFailure(scene, 'DEFAULT@SECLEVEL=0') === undefined;
	if (scene.server) return isLoaded ? [[id, scene]] : [];
	return [[id, { ...scene, judged: isLoaded }]];
}

/** Why this Node does not load the pair. */
function loadFailure({ cert, key, server }: Scene, ciphers?: string): string | undefined {
	const pair = server ?? { cert: String(cert), key: String(key) };
	try {
		createSecureContext({
			cert: pair.cert,
			key: pair.key,
			...(ciphers !== undefined && { ciphers }),
		});
		return undefined;
	} catch (error) {
		return `cannotLoad ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
	}
}
