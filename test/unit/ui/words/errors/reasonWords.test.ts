/** Reads the sources: every reason that the core gives to an error has a sentence, under the error's own code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { entries } from '../../../../../src/core/tls/explain/table.js';
import { sourceFiles } from '../../../../support/sourceFiles.js';

const tables = readTables(
	...[
		...['connections/connectionWords', 'connections/abilityWords'],
		...['errors/reasonWords', 'errors/limitWords', 'errors/renewalWords', 'caWords'],
		...['errors/accessWords'],
		...['conversionWords', 'errors/keyStoreWords'],
	].map((name) => `src/ui/words/${name}.ts`),
);
/** Tables whose entries stand in another one by `...name`, or are named after no code. */
const registered = namesIn(
	/const reasonTables: [^=]+= \{([^}]*)\}/.exec(read('src/ui/words/errors/reasonWords.ts'))?.[1] ??
		'',
);

function read(file: string): string {
	return readFileSync(file, 'utf8');
}

function namesIn(text: string): readonly string[] {
	return [...text.matchAll(/^\t(?:\.\.\.)?(\w+)/gm)].map(([, name = '']) => name);
}

/** `const <name>: Table = { … }`, with what is spread into it. */
function readTables(...files: readonly string[]): ReadonlyMap<string, readonly string[]> {
	const found = files.flatMap((file) => [
		...read(file).matchAll(
			/^(?:export )?const (\w+): (?:Table|Readonly<.+>) = \{\n([\s\S]*?)^\}/gm,
		),
	]);
	const own = new Map(found.map(([, name = '', body = '']) => [name, namesIn(body)]));
	const spread = (key: string): readonly string[] => own.get(key)?.flatMap(spread) ?? [key];
	return new Map([...own.keys()].map((name) => [name, spread(name)]));
}

interface Thrown {
	readonly code: string;
	readonly reason: string;
	readonly file: string;
}

/** `new PkiError('code', { … reason: 'reason' … })` and `{ code: 'code', reason: 'reason' }`. */
function thrownIn(file: string): readonly Thrown[] {
	const text = read(file);
	const patterns = [
		/new PkiError\(\s*'(\w+)',\s*\{\s*reason: '(\w+)'/g,
		/code: '(\w+)', reason: '(\w+)'/g,
		/new PkiError\('(\w+)', [^;]{0,80}? : '(\w+)'/g,
	];
	return patterns.flatMap((pattern) =>
		[...text.matchAll(pattern)].map(([, code = '', reason = '']) => ({ code, reason, file })),
	);
}

/** Reasons that are looked up in a table of the core, or handed to a function that throws. */
function lookedUp(file: string, code: string, pattern: RegExp): readonly Thrown[] {
	const found = [...read(file).matchAll(pattern)].map(([, reason = '']) => ({
		...{ code, reason, file },
	}));
	assert.ok(found.length > 0, `${file} is written in another way: ${String(pattern)}`);
	return found;
}

/** `['code', 'reason']`. */
function inPairs(file: string): readonly Thrown[] {
	const found = [...read(file).matchAll(/\['(\w+)', '(\w+)'\]/g)];
	assert.ok(found.length > 5, `${file} has no pairs`);
	return found.map(([, code = '', reason = '']) => ({ code, reason, file }));
}

const thrown: readonly Thrown[] = [
	...sourceFiles('src', '.ts').flatMap(thrownIn),
	...entries.flatMap(({ id, own }) => (own ? [{ ...own, file: `the TLS error ${id}` }] : [])),
	...inPairs('src/services/files/fileErrors.ts'),
	...lookedUp('src/core/tls/networkErrors.ts', 'untrusted', /\? '(\w+CaFile)'/g),
	...lookedUp('src/core/tls/tlsAlerts.ts', 'untrusted', /'(client\w+)'/g),
	...lookedUp(
		'src/core/tls/tlsAlerts.ts',
		'unreachable',
		/'((?:tls|unknown|nothing|handshake)\w+)'/g,
	),
	...lookedUp(
		'src/core/tls/tlsFiles.ts',
		'unreachable',
		/'(file\w+|client(?!\w+File')\w+|noCertificate)'/g,
	),
	...lookedUp('src/core/http/tunnel.ts', 'unreachable', /'(proxy\w+)'/g),
	...lookedUp('src/core/tls/networkErrors.ts', 'unreachable', /: '(socket\w+)',/g),
	...lookedUp(
		'src/core/backends/connecting/address.ts',
		'invalid',
		/return '((?:relative|no)Socket\w*)'/g,
	),
	...lookedUp('src/core/tls/tlsFiles.ts', 'invalid', /(?:invalid\(|, )'(client\w+|no\w+)'/g),
	...lookedUp(
		'src/core/backends/vault/session/session.ts',
		'unauthorized',
		/unauthorized\('(\w+)'/g,
	),
	...lookedUp('src/core/x509/write/altNames.ts', 'invalid', /(?:refuse|otherwise)\('(\w+)'/g),
];

describe('the words for reasons', () => {
	it('are found, and so are the reasons', () => {
		assert.ok(thrown.length > 100, `${thrown.length} reasons`);
		assert.ok(registered.includes('untrusted') && registered.includes('invalid'));
		assert.ok(tables.get('invalid')?.includes('clientKeyMismatch'), 'spread tables are followed');
	});

	it('know each reason under its code', () => {
		const unknown = thrown
			.filter(
				({ code, reason }) =>
					!registered.includes(code) || tables.get(code)?.includes(reason) !== true,
			)
			.map(({ code, reason, file }) => `${code}/${reason} of ${file}`);
		assert.deepEqual([...new Set(unknown)], []);
	});
});
