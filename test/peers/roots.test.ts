import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { provideCryptography } from '../../scripts/lib/peers.mjs';
import { requireRootsBundle } from '../../scripts/lib/systemRoots.mjs';
import { decode } from '../../src/core/decode/decode.js';
import { compareBlocks, type TheirBlock } from './compare.js';

describe('Roots that systems trust', function () {
	this.timeout(180_000);

	for (const [title, text] of [
		["the system's", () => readFileSync(requireRootsBundle(), 'utf8')],
		["Node's", () => rootCertificates.join('\n')],
	] as const) {
		it(`${title} are read whole, as node:crypto and cryptography read them`, async () => {
			const blocks = decode(text());
			const pems = text().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
			assert.ok(pems.length >= 100, `${pems.length} roots`);
			const fingerprints = pems.map((pem) => {
				const { fingerprint256 } = new X509Certificate(pem);
				return fingerprint256.replaceAll(':', '').toLowerCase();
			});
			assert.deepEqual(
				blocks.map(({ facts }) => facts?.kind === 'certificate' && facts.sha256Fingerprint),
				fingerprints,
			);
			const differences = compareBlocks(title, await askFor(text()), blocks);
			// It writes key usages and policies anew, as DER should have been; ours are the bytes that stand there.
			const isWrittenAnew = /^value of 2\.5\.29\.(15|32)$/;
			assert.deepEqual(
				differences.filter(({ field }) => !isWrittenAnew.test(field)),
				[],
			);
		});
	}
});

async function askFor(text: string): Promise<readonly TheirBlock[]> {
	const { ask } = await provideCryptography();
	const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-roots-'));
	try {
		const path = join(folder, 'roots.pem');
		writeFileSync(path, text);
		const [answer] = (await ask([{ path }])) as { blocks: TheirBlock[] }[];
		return answer?.blocks ?? [];
	} finally {
		rmSync(folder, { recursive: true });
	}
}
