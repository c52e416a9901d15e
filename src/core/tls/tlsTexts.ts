/** The certificates and the key that a connection names, as text: in files, in a folder, or in the environment. */
import { isPkiError, PkiError } from '../common/errors.js';
import { findPemBlocks } from '../find/pem.js';

/** What the texts are read with. */
export interface TextHost {
	/**
	 * Reads a file the user named (CA file, client certificate or key), by absolute path. Rejects with `notFound`,
	 * `forbidden`, `tooLarge` or `invalid` (reason `notFile`), with `args.file`.
	 */
	readFile(path: string): Promise<Uint8Array>;
	/**
	 * The files in a folder that the user named and in those below, by absolute path; of a file the file itself. Rejects
	 * as `readFile` does, with `tooLarge` (reason `folder`) where there are too many.
	 */
	listFiles(path: string): Promise<readonly string[]>;
	readonly secrets: { get(name: string): Promise<string | undefined> };
}

/** Absolute paths of PEM files and folders, texts with the variables that hold them; empty or absent: none. */
export interface TlsSettings {
	readonly caFile?: string;
	readonly caFolder?: string;
	readonly caText?: string;
	readonly caVariable?: string;
	readonly clientCertificateFile?: string;
	readonly clientCertificateText?: string;
	readonly clientCertificateVariable?: string;
	readonly clientKeyFile?: string;
	/** The key itself is among the secrets. */
	readonly clientKeyVariable?: string;
	/** The name that the server's certificate has. */
	readonly serverName?: string;
}

export interface NamedText {
	/** The file, or the variable. */
	readonly file: string;
	readonly text: string;
	/** The connection's field that names the file. */
	readonly field?: string;
}

export interface TlsTexts {
	/** They replace the system's roots, as with the `vault` and `bao` programs. */
	readonly ca?: NamedText;
	/** The files of a folder, trusted as well; only those that hold a certificate. */
	readonly folder?: { readonly file: string; readonly texts: readonly NamedText[] };
	readonly cert?: NamedText;
	readonly key?: NamedText;
}

/** Rejects with what `host.readFile` and `host.listFiles` do, and the connection's field in `args.field`. */
export async function readTexts(settings: TlsSettings, host: TextHost): Promise<TlsTexts> {
	const [ca, folder, cert, key] = await Promise.all([
		readText(settings.caFile, host, 'caFile'),
		readFolder(settings.caFolder, host),
		readText(settings.clientCertificateFile, host, 'clientCertificateFile'),
		readText(settings.clientKeyFile, host, 'clientKeyFile'),
	]);
	return {
		ca: ca ?? textOf(settings.caText, settings.caVariable),
		folder,
		cert: cert ?? textOf(settings.clientCertificateText, settings.clientCertificateVariable),
		key: key ?? (await readKeyVariable(settings.clientKeyVariable, host)),
	};
}

export function sameTexts(one: TlsTexts, other: TlsTexts): boolean {
	const [ours, theirs] = [one, other].map(allTexts);
	return (
		ours?.length === theirs?.length &&
		ours?.every((text, index) => text === theirs?.[index]) === true
	);
}

function allTexts({ ca, folder, cert, key }: TlsTexts): readonly (string | undefined)[] {
	const texts = folder?.texts.flatMap(({ file, text }) => [file, text]) ?? [];
	return [ca?.text, cert?.text, key?.text, ...texts];
}

export function holdsCertificate(text: string): boolean {
	return findPemBlocks(text).some(
		(block) => block.label.endsWith('CERTIFICATE') && block.der !== undefined,
	);
}

async function readText(
	file: string | undefined,
	host: TextHost,
	field?: string,
): Promise<NamedText | undefined> {
	if (file === undefined || file === '') return undefined;
	const bytes = await host.readFile(file).catch((error: unknown) => {
		throw isPkiError(error) && field !== undefined ? ofField(error, field) : error;
	});
	return { ...named(file, Buffer.from(bytes).toString('utf8')), ...(field && { field }) };
}

function ofField({ code, reason, args, cause }: PkiError, field: string): PkiError {
	return new PkiError(code, { reason, args: { ...args, field }, cause });
}

/** A byte order mark makes some TLS libraries find no certificate at all. */
function named(file: string, text: string): NamedText {
	return { file, text: text.replace(/^\uFEFF/, '') };
}

function textOf(text: string | undefined, name = ''): NamedText | undefined {
	return text === undefined || text === '' ? undefined : named(name, text);
}

/** A private key is a secret, also where it stands in the environment. */
async function readKeyVariable(
	name: string | undefined,
	host: TextHost,
): Promise<NamedText | undefined> {
	return name === undefined ? undefined : textOf(await host.secrets.get('clientKeyText'), name);
}

async function readFolder(path: string | undefined, host: TextHost): Promise<TlsTexts['folder']> {
	if (path === undefined || path === '') return undefined;
	const texts: NamedText[] = [];
	for (const file of await host.listFiles(path)) {
		const read = await readText(file, host).catch((error: unknown) => {
			// Too large for a certificate, or removed since the folder was read.
			if (isPkiError(error, 'tooLarge') || isPkiError(error, 'notFound')) return undefined;
			throw error;
		});
		if (read && holdsCertificate(read.text)) texts.push(read);
	}
	return { file: path, texts };
}
