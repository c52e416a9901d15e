/** What the Python targets share: a whole program, run as it stands. Python loads certificate and key from files only. */
import { addressOf } from './address.js';
import { goString } from './quoteCode.js';
import { pathOf, when, type SnippetInput } from './target.js';

/** The same escapes are a string of Python. */
export const pythonString = goString;

/** The head comment, the imports (sorted, `os` where a passphrase is read), then the body. */
export function pythonScript(
	input: SnippetInput,
	title: string,
	modules: readonly string[],
	body: readonly string[],
): string {
	const own = ['asyncio', 'os', 'socket', 'ssl'];
	const all = [
		...modules,
		...(input.keyEncrypted && body.join().includes('os.environ') ? ['os'] : []),
	];
	const imported = (names: readonly string[]) => [...names].sort().map((name) => `import ${name}`);
	const [standard, packages] = [
		imported(all.filter((name) => own.includes(name))),
		imported(all.filter((name) => !own.includes(name))),
	];
	const install = modules.filter((name) => !own.includes(name));
	const hint = install.length > 0 ? ` (pip install ${install.join(' ')})` : '';
	const between = standard.length > 0 && packages.length > 0 ? [''] : [];
	const head = `# ${title}${hint}. Save as client.py, then: python client.py`;
	return `${[head, ...standard, ...between, ...packages, '', ...body].join('\n')}\n`;
}

/** `context`: an `ssl.SSLContext` with the certificate, the CA and the lowest version. */
export function sslContext(input: SnippetInput): readonly string[] {
	const { certificate, key, ca, keyEncrypted, passphraseVariable, minVersion } = input;
	const loaded = [
		pythonString(pathOf(certificate)),
		...when(key, (file) => pythonString(pathOf(file))),
		...(keyEncrypted ? [`password=os.environ[${pythonString(passphraseVariable)}]`] : []),
	];
	return [
		`context = ssl.create_default_context(${when(ca, (file) => `cafile=${pythonString(pathOf(file))}`).join('')})`,
		`context.load_cert_chain(${loaded.join(', ')})`,
		`context.minimum_version = ssl.TLSVersion.${minVersion === 'TLSv1.3' ? 'TLSv1_3' : 'TLSv1_2'}`,
	];
}

/** `cert` and `verify` of requests, which hvac passes on. */
export function requestsArguments({ certificate, key, ca }: SnippetInput): readonly string[] {
	const files = [pathOf(certificate), ...(key ? [pathOf(key)] : [])].map(pythonString);
	return [
		`cert=${key ? `(${files.join(', ')})` : files.join('')}`,
		...when(ca, (file) => `verify=${pythonString(pathOf(file))}`),
	];
}

/** The name, where it is not the URL's host: libraries take that one from the URL. */
export function otherName({ url, serverName }: SnippetInput): string | undefined {
	return serverName === addressOf(url).host ? undefined : serverName;
}
