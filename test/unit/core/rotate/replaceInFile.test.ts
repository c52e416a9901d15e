import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { parse } from 'yaml';
import { firstPemDer } from '../../../../src/core/find/pem.js';
import { replaceInFile } from '../../../../src/core/rotate/replaceInFile.js';
import { writePkcs12 } from '../../../../src/core/x509/containers/pkcs12.js';
import { openContainer } from '../../../../src/core/x509/containers/openContainer.js';
import { rejectsWith } from '../../../support/rejections.js';
import { issuePairs, type IssuedPair } from '../../../support/rotatedPairs.js';

describe('a new pair in the place of an old one', () => {
	let first: IssuedPair;
	let second: IssuedPair;
	let moved: IssuedPair;
	before(async () => {
		({ first, second, moved } = await issuePairs());
	});

	async function replaced(
		write: (pair: IssuedPair) => string | Uint8Array,
		path: string,
		{ to = second, password }: { to?: IssuedPair; password?: string } = {},
	) {
		const bytes = Buffer.from(write(first));
		return replaceInFile(bytes, first.old, to.fresh, { path, password });
	}

	/** What was written for the one pair becomes, to the last byte, what would have been written for the other. */
	async function becomes(
		write: (pair: IssuedPair) => string | Uint8Array,
		path: string,
		to = second,
	): Promise<void> {
		const found = await replaced(write, path, { to });
		assert.ok(found);
		assert.equal(
			Buffer.from(found.content).toString('latin1'),
			Buffer.from(write(to)).toString('latin1'),
		);
	}

	const indented = (pem: string, by: string) => pem.trimEnd().replaceAll('\n', `\n${by}`);
	const escaped = (pem: string) => pem.replaceAll('\n', '\\n');
	const base64 = (text: string) => Buffer.from(text).toString('base64');

	it('stands in PEM files of every layout, with what stands around it', async () => {
		await becomes(({ leaf }) => leaf, 'server.crt');
		await becomes(({ key }) => key, 'server.key');
		await becomes(({ leaf, intermediate }) => leaf + intermediate, 'fullchain.crt');
		await becomes(({ leaf, intermediate, key }) => leaf + intermediate + key, 'combined.pem');
		await becomes(({ leaf, key }) => `${key}# the certificate\n\n${leaf}\nEnd`, 'haproxy.pem');
		await becomes(({ leaf }) => leaf.replaceAll('\n', '\r\n'), 'server.crt');
		await becomes(({ leaf }) => `\ufeff${leaf.trimEnd()}`, 'server.crt');
	});

	it('stands in YAML, JSON and .env as the old one did', async () => {
		const other = 'name: "Größe" # c\n';
		await becomes(
			({ leaf, intermediate, key, root }) =>
				`${other}tls:\n  cert: |\n    ${indented(leaf + intermediate, '    ')}\n  key: |-\n    ${indented(key, '    ')}\n  ca: |\n    ${indented(first.root, '    ')}\n# end ${root.length > 0 ? 'x' : ''}\n`,
			'values.yaml',
		);
		await becomes(
			({ leaf, intermediate, key }) =>
				`{ "cert":"${escaped(leaf + intermediate)}",\t"key": "${escaped(key)}" , "n":1}`,
			'config.json',
		);
		await becomes(
			({ leaf, key }) => `A=1\nTLS_CERT="${escaped(leaf)}"\nexport TLS_KEY="${escaped(key)}"\n#x\n`,
			'.env',
		);
	});

	it('stands in a Kubernetes Secret, in base64 in one line and wrapped', async () => {
		const secret = ({ leaf, intermediate, key }: IssuedPair) =>
			`kind: Secret\ndata:\n  tls.crt: ${base64(leaf + intermediate)}\n  tls.key: ${base64(key)}\n  ca.crt: ${base64(first.root)}\n`;
		await becomes(secret, 'secret.yaml');
		const wrapped = (text: string) => base64(text).replace(/(.{76})(?=.)/g, '$1\n    ');
		const folded = ({ leaf, key }: IssuedPair) =>
			`data:\n  tls.crt: |\n    ${wrapped(leaf)}\n  tls.key: >\n    ${wrapped(key)}\ntail: 1\n`;
		await becomes(folded, 'secret.yaml');
		const found = await replaced(secret, 'secret.yaml');
		const { data } = parse(Buffer.from(found?.content ?? '').toString()) as {
			data: Record<string, string>;
		};
		const [cert = '', key = ''] = ['tls.crt', 'tls.key'].map((name) =>
			Buffer.from(data[name] ?? '', 'base64').toString(),
		);
		assert.ok(createSecureContext({ cert, key }));
	});

	it('stands in DER, and in base64 of it', async () => {
		const der = ({ leaf }: IssuedPair) => firstPemDer(leaf) ?? Buffer.alloc(0);
		await becomes(der, 'server.der');
		await becomes(
			({ key }) => createPrivateKey(key).export({ type: 'sec1', format: 'der' }),
			'server.key',
		);
		await becomes((pair) => `cert: ${der(pair).toString('base64')}\nn: 1\n`, 'a.yaml');
	});

	it('leaves bytes that are no UTF-8 as they are', async () => {
		const around = Buffer.from('# Gr\xf6\xdfe \x80\n', 'latin1');
		await becomes(({ leaf }) => Buffer.concat([around, Buffer.from(leaf), around]), 'server.crt');
	});

	it('keeps the format of the private key, and its encryption', async () => {
		const sec1 = ({ key }: IssuedPair) =>
			createPrivateKey(key).export({ type: 'sec1', format: 'pem' }).toString();
		await becomes(sec1, 'server.key');
		const passphrase = 'planted password';
		const encrypted = ({ key }: IssuedPair) =>
			createPrivateKey(key)
				.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
				.toString();
		const found = await replaced(encrypted, 'server.key', { password: passphrase });
		const key = Buffer.from(found?.content ?? '').toString();
		assert.match(key, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
		assert.ok(createSecureContext({ cert: second.leaf, key, passphrase }));
		assert.equal(await replaced(encrypted, 'server.key'), undefined);
		const wrong = await replaced(encrypted, 'server.key', { password: 'another' });
		assert.equal(wrong, undefined);
	});

	it('brings its own intermediates where another authority issued it, and leaves the roots', async () => {
		const chain = ({ leaf, intermediate }: IssuedPair) => `${leaf}${intermediate}${first.root}`;
		await becomes(chain, 'fullchain.pem', moved);
		await becomes(
			({ leaf, intermediate }) => `- ${indented(leaf + intermediate, '  ')}\n`,
			'a.txt',
			moved,
		);
		const direct = { ...moved.fresh, above: moved.fresh.above.slice(1) };
		const content = Buffer.from(first.leaf + first.intermediate + first.key);
		const found = await replaceInFile(content, first.old, direct, { path: 'all.pem' });
		assert.equal(Buffer.from(found?.content ?? '').toString(), moved.leaf + moved.key);
		const bare = { leaf: first.old.leaf, above: first.old.above.slice(1) };
		const grown = await replaceInFile(Buffer.from(first.leaf), bare, moved.fresh, {
			path: 'a.pem',
		});
		assert.equal(Buffer.from(grown?.content ?? '').toString(), moved.leaf + moved.intermediate);
	});

	it('keeps the key where none is new', async () => {
		const { leaf, above } = second.fresh;
		const content = Buffer.from(first.key + first.leaf);
		const found = await replaceInFile(content, first.old, { leaf, above }, { path: 'a.pem' });
		assert.equal(Buffer.from(found?.content ?? '').toString(), first.key + second.leaf);
		assert.deepEqual(found?.parts, ['certificate']);
	});

	it('stands in PKCS #12 under the same name and password', async () => {
		const password = 'planted password';
		const store = (pair: IssuedPair, chainPem: readonly string[]) =>
			writePkcs12({
				...{ certificatePem: pair.leaf, privateKeyPem: pair.key, chainPem, password },
				name: 'my server',
			});
		const bytes = await store(first, [first.intermediate, first.root]);
		const found = await replaceInFile(bytes, first.old, second.fresh, { path: 'a.p12', password });
		assert.ok(found);
		const pfx = Buffer.from(found.content);
		assert.ok(createSecureContext({ pfx, passphrase: password }));
		const { blocks } = await openContainer(found.content, { password });
		assert.equal(blocks[0]?.entry?.name, 'my server');
		assert.equal(blocks.filter(({ facts }) => facts?.kind === 'certificate').length, 3);
		const wrong = replaceInFile(bytes, first.old, second.fresh, { path: 'a.p12', password: 'x' });
		await rejectsWith(wrong, 'invalid', 'wrongPassword');
		const foreign = await store(first, [moved.root]);
		const lost = replaceInFile(foreign, first.old, second.fresh, { path: 'a.p12', password });
		await rejectsWith(lost, 'unsupported', 'rotateFile');
	});

	it('is found nowhere in files of others', async () => {
		const { root, intermediate } = first;
		const other = Buffer.from(second.leaf + second.key + intermediate + root);
		assert.equal(await replaceInFile(other, first.old, moved.fresh, { path: 'a.pem' }), undefined);
	});

	it('is refused where nothing can be put in its place', async () => {
		const split = ({ leaf }: IssuedPair) =>
			`const cert = ${leaf
				.trimEnd()
				.split('\n')
				.map((line) => `"${line}\\n"`)
				.join(' +\n\t')};\n`;
		await rejectsWith(replaced(split, 'a.js'), 'unsupported', 'rotatePlace');
		const utf16 = ({ leaf }: IssuedPair) => Buffer.from(`\ufeff${leaf}`, 'utf16le');
		await rejectsWith(replaced(utf16, 'a.crt'), 'unsupported', 'rotateFile');
	});
});
