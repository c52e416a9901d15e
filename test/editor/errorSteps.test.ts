/** Every sentence that tells the user to do something stands beside a button that does it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type ErrorCode, PkiError } from '../../src/core/common/errors.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { describeError } from '../../src/ui/words/errors/errors.js';
import { reasonTables } from '../../src/ui/words/errors/reasonWords.js';

const codes: readonly ErrorCode[] = [
	...(['unreachable', 'untrusted', 'sealed', 'uninitialized', 'standby', 'unauthorized'] as const),
	...(['forbidden', 'notFound', 'invalid', 'rateLimited', 'unsupported', 'cancelled'] as const),
	...(['timeout', 'unexpected', 'tooLarge', 'keyLost', 'exists', 'restricted'] as const),
];

/** What sentences tell to do here, and what does it. */
const steps: readonly (readonly [words: RegExp, command: string])[] = [
	[/\b(CA file|server name|client certificate|address) of the connection\b/, 'pki.editConnection'],
	[/\bin the settings of the connection\b/, 'pki.editConnection'],
	[/\b[Bb]egin the address\b|\bConnect to the active one\b/, 'pki.editConnection'],
	[/\bReplace the file\b|\bAdd the CAs\b/, 'pki.editConnection'],
	[/\bAdd one first\b/, 'pki.addConnection'],
	[/\bSign in\b/, 'pki.signIn'],
	[/\bunseal\b|\binitialize it\b/, 'pki.showStatus'],
	[/\bhttp\.(noProxy|proxyAuthorization)\b/, 'workbench.action.openSettings'],
	[/\bproxy\.example\.com\b/, 'workbench.action.openSettings'],
	[/\bpin it\b|\bPin\b/, 'pki.pin'],
	[/\bretry\.$/, 'pki.refresh'],
	[/\bGenerate or import one\b/, 'pki.generateRoot'],
	[/\bImport its certificate\b/, 'pki.importBundle'],
	[/\bEdit it instead\b/, 'pki.editRole'],
	[/\brequest signed instead\b/, 'pki.signRequest'],
	[/\brevoke it by its file\b/, 'pki.revokeCertificate'],
	[/\bOpen one\b/, 'vscode.openFolder'],
	[/\bnot trusted, so nothing is\b/, 'workbench.trust.manage'],
	[/\bkey can be kept in a file\b|\bprivate key of the Local CA is missing\b/, 'pki.newLocalCa'],
	[/\bReload it\b/, 'pki.refresh'],
];

/** Orders to the reader; those about other systems, or about what was typed, have no command. */
const order =
	/(?:^|[.;:] |\bor )(Set|Sign in|Pin|Import|Generate|Edit|Add|Replace|Open|Connect to|Begin|Retry|Revoke)\b/;

interface Case {
	readonly code: ErrorCode;
	readonly reason: string | undefined;
	readonly message: string;
	readonly commands: readonly string[];
}

const about = forPerson({ connection: 'lab', mount: 'pki' });
const args = { host: 'vault.test', file: '/work/a.pem', source: 'HTTPS_PROXY', mount: 'pki' };

function caseOf(code: ErrorCode, reason?: string): Case {
	const { message, actions } = describeError(new PkiError(code, { reason, args }), about);
	return { code, reason, message, commands: actions.map(({ command }) => command) };
}

const cases: readonly Case[] = [
	...codes.map((code) => caseOf(code)),
	...Object.entries(reasonTables).flatMap(([code, table]) =>
		Object.keys(table).map((reason) => caseOf(code as ErrorCode, reason)),
	),
];
const name = ({ code, reason }: Case) => [code, reason].filter(Boolean).join('/');

describe('The next steps of an error', () => {
	it('are looked at for every code and reason', () => {
		assert.ok(cases.length > 120, `${cases.length}`);
		for (const [words] of steps) {
			assert.ok(
				cases.some(({ message }) => words.test(message)),
				`no sentence says ${String(words)}`,
			);
		}
	});

	it('do what the sentence tells', () => {
		const missing = cases.flatMap((entry) =>
			steps
				.filter(
					([words, command]) => words.test(entry.message) && !entry.commands.includes(command),
				)
				.map(([, command]) => `${name(entry)}: ${command}`),
		);
		assert.deepEqual(missing, []);
	});

	it('are there wherever the reader is told to do something', () => {
		const without = cases.filter(
			({ message, commands }) =>
				order.test(message) && commands.every((command) => command === 'pki.showLog'),
		);
		assert.deepEqual(
			without.map((entry) => `${name(entry)}: ${entry.message}`),
			[],
		);
	});

	it('are commands that there are', async () => {
		const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
			contributes: { commands: readonly { command: string }[] };
		};
		const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
		const known = new Set(await vscode.commands.getCommands());
		const used = [...new Set(cases.flatMap(({ commands }) => commands))];
		assert.ok(used.length > 10);
		const unknown = used.filter((id) => !(id.startsWith('pki.') ? declared : known).has(id));
		assert.deepEqual(unknown, []);
	});

	it('lead to the setting of the proxy that is at fault', () => {
		const settingOf = (reason: string, source: string) =>
			describeError(new PkiError('unreachable', { reason, args: { ...args, source } })).actions[0]
				?.args;
		assert.deepEqual(settingOf('proxyUnreachable', 'http.proxy'), ['http.proxy']);
		assert.deepEqual(settingOf('proxyUnreachable', 'HTTPS_PROXY'), ['http.noProxy']);
		assert.deepEqual(settingOf('proxyAuthentication', 'http.proxy'), ['http.proxyAuthorization']);
	});

	it('go on with the connection that failed, and with why', () => {
		const error = new PkiError('untrusted', { reason: 'unknownIssuer' });
		const [first] = describeError(error, about).actions;
		assert.equal(first?.command, 'pki.editConnection');
		assert.deepEqual({ ...(first.args?.[0] as object) }, { connection: 'lab', error });
	});

	it('hold the server’s own words once, and none that only repeat ours', () => {
		const said = (code: ErrorCode, ...serverMessages: readonly string[]) =>
			describeError(new PkiError(code, { serverMessages })).message;
		assert.equal(said('sealed', 'Vault is sealed'), caseOf('sealed').message);
		assert.equal(said('forbidden', 'permission denied'), caseOf('forbidden').message);
		assert.match(said('forbidden', 'namespace is locked'), /The server says: namespace is locked$/);
		assert.ok(said('invalid', 'x'.repeat(5000)).length < 500);
	});
});
