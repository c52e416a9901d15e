import assert from 'node:assert/strict';
import {
	findPathCandidates,
	findPathsInSlices,
} from '../../../../../src/core/find/paths/findPaths.js';
import { mayNamePaths } from '../../../../../src/core/find/paths/markers.js';
import { snippets } from '../../../../support/pathSnippets.js';
import { randomly } from '../../../../support/random.js';

const nothing: readonly (readonly [name: string, languageId: string, text: string])[] = [
	['URL', 'yaml', 'ca_file: https://example.com/ca.pem'],
	[
		'other schemes',
		'json',
		'{"cert": "s3://bucket/a.pem", "key": "pkcs11:token=x;object=y.key", "a": "classpath:a.p12"}',
	],
	['URL in code', 'typescript', 'fetch("http://a.test/crl/ca.crl")'],
	[
		'UNC',
		'yaml',
		"ca_file: '\\\\host\\share\\ca.pem'\ncert_file: //host/share/a.pem\nkey_file: \\\\.\\pipe\\a.key",
	],
	['UNC in JSON', 'json', '{"ca_file": "\\\\\\\\host\\\\share\\\\ca.pem"}'],
	['file URL of another host', 'json', '{"ca_file": "file://host/share/ca.pem"}'],
	['devices', 'shellscript', 'curl --cacert /dev/fd/3.pem --cert /proc/self/a.pem'],
	['prose', 'plaintext', 'Copy ca.pem and the server.key to your machine, then restart.'],
	['prose of Markdown', 'markdown', 'The `ca.pem` file, see [it](https://a.test/ca.pem): "ca.pem"'],
	['members', 'typescript', 'const k = event.key; if (obj.key === a.pub) cert = ctx.req;'],
	['members in templates', 'javascript', 'const s = `${item.key}`; t("settings.title.key");'],
	[
		'package.json',
		'json',
		'{"key": "abc", "keywords": ["pem"], "files": ["dist"], "main": "x.key.js"}',
	],
	['keys of a Secret', 'yaml', 'data:\n  tls.crt: LS0tLS1CRUdJTg==\n  tls.key: LS0tLS1CRUdJTg==\n'],
	['keys in JSON', 'json', '{"tls.crt": "x", "ca.pem" : 1}'],
	[
		'reference to a Secret',
		'yaml',
		'valueFrom:\n  secretKeyRef:\n    name: x\n    key: tls.key\nitems:\n  - key: ca.crt\n',
	],
	[
		'mount of Kubernetes',
		'yaml',
		'volumeMounts:\n- mountPath: /etc/tls/ca.crt\n  subPath: ca.crt\n',
	],
	['extensions', 'html', '<input accept=".pem,.crt">'],
	['patterns', 'ini', '*.pem\n**/*.key\nfiles = "certs/*.crt"'],
	[
		'joined',
		'typescript',
		"read(dir + '/ca.pem'); read('certs' + name + '.pem'); read(`${dir}/ca.pem`); path.join(dir, 'a.pem');",
	],
	['joined in shells', 'shellscript', 'curl --cacert $(pwd)/ca.pem --key "$DIR"/a.key'],
	[
		'Helm template',
		'yaml',
		'cert_file: {{ .Values.dir }}/a.pem\nkey_file: "{{ .Values.dir }}/a.key"',
	],
	['formatted', 'go', 'fmt.Sprintf("%s.pem", name)'],
	['comments', 'nginx', '# ssl_certificate a.pem;\n  // cert: "a.pem"'],
	['other extensions', 'json', '{"a": "a.pem.bak", "b": "cert.pemx", "c": "x.keynote"}'],
	[
		'inline PEM',
		'json',
		'{"cert": "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----"}',
	],
	['settings about keys', 'ini', 'ssl_key_password=/a/b\ncert_type=a/b\nssl_key_id=x/y'],
];

describe('paths of certificate files', () => {
	for (const [name, languageId, text, ...expected] of snippets) {
		it(`are found: ${name}`, () => {
			const found = findPathCandidates(text, { languageId });
			assert.deepEqual(
				found.map(({ raw, kindHint = '-' }) => `${raw} ${kindHint}`),
				expected,
			);
			for (const { start, end, raw } of found) assert.equal(text.slice(start, end), raw);
			assert.ok(mayNamePaths(text));
		});
	}

	for (const [name, languageId, text] of nothing) {
		it(`are not seen in: ${name}`, () => {
			const found = findPathCandidates(text, { languageId });
			assert.deepEqual(
				found.map(({ raw }) => raw),
				[],
			);
		});
	}

	for (const [languageId, text, expected] of [
		['typescript', "readFileSync(path.join(__dirname, 'certs', 'ca.pem'))", 'certs/ca.pem'],
		['typescript', "path.join(import.meta.dirname, '../tls/', '/ca.pem')", '../tls/ca.pem'],
		['typescript', "path.resolve(import.meta.dirname, '../tls/', '/ca.pem')", '/ca.pem'],
		['python', 'os.path.join("/etc", "/srv/tls", "ca.pem")', '/srv/tls/ca.pem'],
		['javascript', "key: read(path.join(process.cwd(), 'tls', 'web.key'))", 'tls/web.key'],
		['javascript', "ca: [resolve('tls', 'ca.pem')]", 'tls/ca.pem'],
		['javascript', "path.join(\n\t__dirname,\n\t'..',\n\t'ca.pem',\n);", '../ca.pem'],
		['python', 'os.path.join(os.path.dirname(__file__), "certs", "ca.pem")', 'certs/ca.pem'],
		['go', 'os.ReadFile(filepath.Join("certs", "ca.pem"))', 'certs/ca.pem'],
		['csharp', 'File.ReadAllText(Path.Combine("certs", "ca.pem"))', 'certs/ca.pem'],
	] as const) {
		it(`are joined from the parts that a call is given: ${text}`, () => {
			const [path, ...others] = findPathCandidates(text, { languageId });
			assert.deepEqual([path?.raw, others], [expected, []]);
			assert.equal(text.slice(path?.start, path?.end).replace('/', ''), expected.split('/').at(-1));
		});
	}

	it('of documentation are never sure, and go with no others', () => {
		const text = '[a](a.crt) [b](b.key)\n```yaml\ncert: a.crt\nkey: b.key\n';
		const found = findPathCandidates(text, { path: '/docs/readme.md' });
		assert.deepEqual(
			found.map(({ raw, isSure }) => [raw, isSure]),
			['a.crt', 'b.key', 'a.crt', 'b.key'].map((raw) => [raw, false]),
		);
		assert.equal(new Set(found.map(({ scope }) => scope)).size, 4);
		for (const { start, end, raw } of found) assert.equal(text.slice(start, end), raw);
	});

	it('are told by the name of the file where its language is not known', () => {
		const text = 'if (obj.key) cert = a.pem';
		assert.deepEqual(findPathCandidates(text, { path: '/x/a.ts' }), []);
		assert.equal(findPathCandidates('COPY a.pem /b.pem', { path: '/x/Dockerfile' }).length, 2);
	});

	it('are elsewhere where they count in a container', () => {
		const docker = findPathCandidates('ENV VAULT_CACERT=/etc/ca.pem\n', {
			languageId: 'dockerfile',
		});
		assert.deepEqual(
			docker.map(({ isElsewhere }) => isElsewhere),
			[true],
		);
		const pod = 'apiVersion: v1\nkind: Pod\nargs: ["--tls-cert-file=/tls/a.crt"]\n';
		const [path] = findPathCandidates(pod, { languageId: 'yaml' });
		assert.equal(path?.isElsewhere, true);
		const compose =
			'services:\n  a:\n    image: b\n    environment:\n      SSL_CERT_FILE: /etc/a.pem\n' +
			'    volumes:\n      - /srv/b.pem:/b.pem\nsecrets:\n  c:\n    file: /srv/c.pem\n';
		assert.deepEqual(
			findPathCandidates(compose, { languageId: 'dockercompose' }).map((each) => each.isElsewhere),
			[true, false, false],
		);
	});

	it('stand where they say in any text', () => {
		const random = randomly(7);
		const parts = snippets.flatMap(([, , text]) => text.split(/(?<=[\s"'=:])/));
		for (let round = 0; round < 300; round += 1) {
			const text = Array.from({ length: 30 }, () => random.one(parts)).join('');
			const languageId =
				['yaml', 'json', 'typescript', 'plaintext', 'shellscript'][round % 5] ?? '';
			let last = 0;
			for (const { start, end, raw } of findPathCandidates(text, { languageId })) {
				assert.equal(text.slice(start, end), raw);
				assert.ok(start >= last && !/[\r\n]/.test(raw), text);
				last = end;
			}
		}
	});

	it('are the same found in slices', async () => {
		const text = snippets.map(([, , snippet]) => `${snippet}\n`).join('');
		assert.deepEqual(
			await findPathsInSlices(text, { languageId: 'plaintext' }),
			findPathCandidates(text, { languageId: 'plaintext' }),
		);
	});

	it('are a thousand at most, and none in lines of data', () => {
		const found = findPathCandidates('- a.pem\n'.repeat(3000), { languageId: 'yaml' });
		assert.equal(found.length, 1000);
		assert.deepEqual(findPathCandidates(`{"cert":"a.pem",${'"x":1,'.repeat(10_000)}}`), []);
	});

	it('cost one scan where no marker is', () => {
		assert.equal(mayNamePaths('name: value\nport: 443\n'.repeat(1000)), false);
	});

	it('goes into lists in lists without end to it', () => {
		const text = 'load(a, ["ca.pem"]);\nx = [1, [2, ["b.crt", "c.crt"]]];\n';
		const found = findPathCandidates(text, { languageId: 'javascript' }).map(({ raw }) => raw);
		assert.deepEqual(found, ['ca.pem', 'b.crt', 'c.crt']);
	});
});
