/** Every fault of the matrix as files: what is warned of is as grave as what programs do with it. */
import assert from 'node:assert/strict';
import type { ConfigWarning } from '../../../../../src/core/diagnostics/clientConfig/warning.js';
import { checkConfig } from '../../../../../src/core/diagnostics/clientConfig/checkConfig.js';
import { behaviorOf, type Fault } from '../../../../../src/core/tls/clientBehavior.js';
import { makeFaults } from '../../../../matrix/faults/index.js';
import type { Pki, Scene } from '../../../../matrix/scene.js';
import { material } from './pairs.js';

/** What files cannot show, or we do not read out of them. */
const unseen: readonly RegExp[] = [
	// The server's certificate and versions are not at hand.
	/^(server|version|name)-/,
	// Only the server knows which CA it trusts.
	/^client-(self-signed|other-ca|forged-issuer)$/,
	/^ca-other(-same-name)?$/,
	// The passphrase is given when the program runs.
	/^key-encrypted.*-(no|wrong)-passphrase$/,
	// Which critical extensions a program knows is its own affair; names of clients are rarely constrained.
	/^(client|ca)-critical-extension$/,
	/^client-name-constraints$/,
	// The zeros in front of a serial number are no part of what is read.
	/^client-serial-padded$/,
];

/** Faults that are there only if the server is as the files let suppose. */
const supposed: readonly string[] = [
	...['ca-missing', 'ca-intermediate-sha1', 'ca-torn-between', 'client-chain-alone'],
];

/** The scene's files, where it has none those of a client that is in order. */
function warningsOf(
	scene: Scene,
	{ clientOf, issuing, root, rsaRoot }: Pki,
): readonly ConfigWarning[] {
	const usual = clientOf({ issuer: issuing });
	const { cert = usual.pem + issuing.pem, ca = root.pem + rsaRoot.pem } = scene;
	const key = scene.cert === undefined ? usual.keyPem : scene.key;
	return checkConfig({
		side: 'client',
		inlineAsked: false,
		passphraseVariable: 'TLS_KEY_PASSPHRASE',
		certificate: material('/c/agent.crt', cert),
		key: key === undefined ? undefined : material('/c/agent.key', key),
		missingKey: '/c/agent.key',
		ca: ca === null ? undefined : material('/c/ca.crt', ca),
		host: scene.name ?? 'localhost',
		byPath: true,
		unsupported: [],
		now: new Date(),
	});
}

describe('warnings of every fault in the matrix', () => {
	const { pki, faults } = makeFaults();
	const seen = Object.entries(faults).filter(([id]) => !unseen.some((rule) => rule.test(id)));

	it('are asked for by hundreds of files', () => {
		assert.ok(seen.length > 200, String(seen.length));
	});

	for (const [id, scene] of seen) {
		it(`${id}: as grave as it is`, () => {
			const warnings = warningsOf(scene, pki);
			const worst = warnings[0]?.severity ?? 'info';
			const real = behaviorOf(id as Fault).severity;
			const expected = supposed.includes(id) && real === 'error' ? 'warning' : real;
			assert.equal(worst, expected, JSON.stringify(warnings));
		});
	}
});
