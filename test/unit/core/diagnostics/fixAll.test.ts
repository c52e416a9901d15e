import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import type { Finding } from '../../../../src/core/diagnostics/analyze.js';
import { fixAll } from '../../../../src/core/diagnostics/fixAll.js';
import { applied } from '../../../../src/core/diagnostics/fixes/placeOfBlock.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { makeCertificate, makeRoot } from '../../../matrix/material.js';

const root = makeRoot('Root');
const issuing = makeRoot('Issuing CA', { issuer: root });
const leaf = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: issuing, ca: false });

const lines = (text: string) => text.trimEnd().split('\n');
const indented = (text: string, by: string) => lines(text).join(`\n${by}`);
const escaped = (text: string) => lines(text).join('\\n');
const ofPhp = (text: string) => text.replaceAll('/', '\\/');
const wary = (text: string) =>
	text.replaceAll(/[+/=]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

async function fixedAll(text: string, path: string): Promise<string> {
	return applied(text, await fixAll(text, { path }));
}

describe('fixing all of a file', () => {
	const path = '/tls/chain.pem';

	it('repairs, reorders and takes out what is not needed, until nothing is left to fix', async () => {
		const spoilt = issuing.pem.replace('-----BEGIN', '----BEGIN');
		const text = `# chain\n\n${spoilt}${leaf.pem.replace(/^(?=.)/gm, ' ')}${issuing.pem}${root.pem}# end`;
		const then = await fixedAll(text, path);
		assert.equal(then, `# chain\n\n${leaf.pem}${issuing.pem}# end`);
		assert.deepEqual(await fixAll(then, { path }), []);
	});

	for (const [what, end] of [
		['with', '\n'],
		['without', ''],
	] as const) {
		it(`removes the last certificate of a file ${what} a final line break`, async () => {
			const chain = leaf.pem + issuing.pem;
			const text = (chain + root.pem).trimEnd() + end;
			assert.equal(await fixedAll(text, path), chain.trimEnd() + end);
			assert.equal(await fixedAll((chain + leaf.pem).trimEnd() + end, path), chain.trimEnd() + end);
		});
	}

	for (const [escape, end] of [
		['\\n', '\\n'],
		['\\n', ''],
		['\\r\\n', '\\r\\n'],
		['\\\\n', ''],
	] as const) {
		it(`removes certificates in a string of JSON with ${escape}, and ${end || 'nothing'} at its end`, async () => {
			const written = (...all: readonly { readonly pem: string }[]) => {
				const pem = all.map((each) => each.pem).join('');
				return `{\n  "chain": "${lines(pem).join(escape)}${end}",\n  "more": [1, "\\n"]\n}\n`;
			};
			const chain = written(leaf, issuing);
			for (const text of [
				written(leaf, issuing, root),
				written(leaf, issuing, issuing),
				written(leaf, leaf, issuing),
				written(leaf, issuing, leaf, root),
			]) {
				assert.equal(await fixedAll(text, '/app/config.json'), chain);
			}
			assert.deepEqual(await fixAll(chain, { path: '/app/config.json' }), []);
		});
	}

	it('keeps the indentation of YAML, and what stands behind the value', async () => {
		const chain = indented(leaf.pem + issuing.pem, '    ');
		const twice = indented(leaf.pem + issuing.pem + issuing.pem, '    ');
		const text = `tls:\n  cert: |\n    ${twice}\n  port: 443\n`;
		const then = await fixedAll(text, '/k8s/values.yaml');
		assert.equal(then, `tls:\n  cert: |\n    ${chain}\n  port: 443\n`);
	});

	it('makes YAML, JSON and dotenv files hold what programs load', async () => {
		const yaml = await fixedAll(`cert: >-\n  ${indented(leaf.pem, '  ')}\n`, '/a.yaml');
		assert.deepEqual(parse(yaml), { cert: leaf.pem.trimEnd() });
		const quoted = await fixedAll(`cert: "${indented(leaf.pem, '  ')}"\nport: 1\n`, '/a.yaml');
		assert.deepEqual(parse(quoted), { cert: leaf.pem, port: 1 });
		const json = await fixedAll(`{"cert": "${leaf.pem}${issuing.pem}"}`, '/a.json');
		assert.deepEqual(JSON.parse(json), { cert: leaf.pem + issuing.pem });
		const env = await fixedAll(`CERT='${escaped(leaf.pem)}'\n`, '/.env');
		assert.deepEqual({ ...parseEnv(env) }, { CERT: leaf.pem.trimEnd() });
	});

	for (const [what, write] of [
		['PHP', (pem: string) => ofPhp(escaped(pem))],
		['PHP, in a string of JSON', (pem: string) => ofPhp(escaped(pem)).replaceAll('\\', '\\\\')],
		['.NET', (pem: string) => escaped(pem).replaceAll('+', '\\u002B')],
		['a serializer that is wary of HTML', (pem: string) => wary(escaped(pem))],
	] as const) {
		it(`writes signs of base64 as the rest of the block has them: ${what}`, async () => {
			const text = (pem: string) => `{ "cert": "${write(pem)}", "more": 1 }`;
			for (const [part, spoilt] of [
				['-----BEGIN', '----BEGIN'],
				['-----END', '----END'],
				[/\n-----END.*/, ''],
			] as const) {
				const then = await fixedAll(text(leaf.pem.replace(part, spoilt)), '/app/config.json');
				assert.equal(then, text(leaf.pem), String(part));
			}
			const both = toPem('CERTIFICATE', Buffer.concat([leaf.der, root.der]));
			const split = await fixedAll(text(both), '/app/config.json');
			const wanted = text(leaf.pem + root.pem);
			// Of a sign that the block does not have nobody knows how it is written there.
			const isKnown = both.includes('=');
			assert.equal(split, isKnown ? wanted : wanted.replaceAll(/\\u003d/g, '='));
		});
	}

	it('undoes escapes of JSON where the format has none', async () => {
		const env = await fixedAll(`CERT='${ofPhp(escaped(leaf.pem))}'\n`, '/.env');
		assert.deepEqual({ ...parseEnv(env) }, { CERT: leaf.pem.trimEnd() });
		const yaml = await fixedAll(`cert: "${indented(ofPhp(leaf.pem), '  ')}"\n`, '/a.yaml');
		assert.deepEqual(parse(yaml), { cert: leaf.pem });
		assert.equal(await fixedAll(ofPhp(escaped(leaf.pem)), path), leaf.pem.trimEnd());
	});

	it('repairs private keys, with the headers of encrypted ones', async () => {
		const plain = leaf.keyPem.replace('-----BEGIN', '---BEGIN');
		assert.equal(await fixedAll(plain, '/tls/web.key'), leaf.keyPem);
		const cipher = { type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
		const encrypted = createPrivateKey(leaf.keyPem).export(cipher).toString();
		const spoilt = encrypted.replace('-----END', '---END');
		assert.equal(await fixedAll(spoilt, '/tls/web.key'), encrypted);
	});

	it('leaves alone what cannot be read, what is cut off and what is in order', async () => {
		const torn = leaf.pem.replace(/\n.{10}/, '\n!!!!!!!!!!');
		const half = leaf.pem.slice(0, 300);
		for (const text of [torn, half, leaf.pem, `${leaf.pem}${issuing.pem}`, 'nothing at all']) {
			assert.deepEqual(await fixAll(text, { path }), []);
		}
	});

	it('leaves alone what is not wanted', async () => {
		const text = leaf.pem + issuing.pem + root.pem;
		const choose = (all: readonly Finding[]) => all.filter(({ code }) => code !== 'rootIncluded');
		assert.deepEqual(await fixAll(text, { path, choose }), []);
	});

	it('takes no remark above a block for a misspelled BEGIN line', async () => {
		const body = leaf.pem.replace(/.*\n/, '');
		const remark = `-- the certificate of our server in Bonn --\n${body}`;
		assert.equal(await fixedAll(remark, path), remark);
		assert.equal(await fixedAll(`----- BEGN CERTIFCATE -----\n${body}`, path), leaf.pem);
	});

	it('loses no word that stands on the line of BEGIN or END', async () => {
		const before = `my certificate ${leaf.pem}`;
		assert.equal(await fixedAll(before, path), `my certificate \n${leaf.pem}`);
		const behind = leaf.pem.replace(/\n$/, ' of the web server\n');
		assert.equal(await fixedAll(behind, path), `${leaf.pem} of the web server\n`);
		const within = leaf.pem.replace('-----\n', '----- of the web server\n');
		assert.equal(await fixedAll(within, path), within);
	});
});
