/** What the rules say of a chain that a server sent. */
import assert from 'node:assert/strict';
import { chainFindings } from '../../../../../src/core/tls/probe/chainFindings.js';
import type { ProbeInput } from '../../../../../src/core/tls/probe/model.js';
import { chainItemOf } from '../../../../../src/core/x509/chain.js';
import { makePki } from '../../../../matrix/scene.js';
import { Listening } from '../../../../support/listening.js';
import { probeServer, silentTls } from '../../../../support/probing.js';

const pki = makePki();

describe('the findings of a probe', () => {
	let listening: Listening;
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());

	async function findings(
		cert: string,
		more: Partial<ProbeInput> = {},
		key = pki.server.keyPem,
	): Promise<readonly string[]> {
		const input = { ca: [pki.root.pem], ...more };
		const report = await probeServer(listening, silentTls({ cert, key }), input);
		const chosen = input.ca.flatMap((pem) => chainItemOf(pem) ?? []);
		const context = { now: new Date(), threshold: { days: 0, lifetimeShare: 0 } };
		const found = await chainFindings(report, { ...context, chosen });
		return found.map(({ code }) => code);
	}

	const { server, issuing, root } = pki;

	it('are none for a chain that is in order', async () => {
		assert.deepEqual(await findings(server.pem + issuing.pem), []);
		const direct = pki.serverOf();
		assert.deepEqual(await findings(direct.pem, {}, direct.keyPem), []);
	});

	it('name the intermediate that is not sent, trusted or not', async () => {
		assert.deepEqual(await findings(server.pem), ['missingIntermediate']);
		const ca = [root.pem, issuing.pem];
		assert.deepEqual(await findings(server.pem, { ca }), ['missingIntermediate']);
	});

	it('name what does not belong there, and a wrong order', async () => {
		assert.deepEqual(await findings(server.pem + issuing.pem + root.pem), ['rootIncluded']);
		assert.deepEqual(await findings(server.pem + root.pem + issuing.pem), ['chainOutOfOrder']);
		assert.deepEqual(await findings(server.pem + issuing.pem + issuing.pem), [
			'duplicateCertificate',
		]);
	});

	it('name what is wrong with a certificate, the gravest first', async () => {
		const old = pki.serverOf({ from: -9, to: -2, issuer: issuing });
		const chain = old.pem + issuing.pem + root.pem;
		assert.deepEqual(await findings(chain, {}, old.keyPem), ['expired', 'rootIncluded']);
	});
});
