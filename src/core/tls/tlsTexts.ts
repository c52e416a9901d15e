/** The certificates and the key that a connection names, as text: in files, in a folder, or in the environment. */
import { isPkiError, PkiError } from '../common/errors.js';
import { findPemBlocks } from '../find/pem.js';
import type { BackendHost } from '../backends/contract/backend.js';

export type TextHost = Pick<BackendHost, 'readFile' | 'listFiles' | 'secrets'>;

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
export async function readTexts(
	fields: Readonly<Record<string, string>>,
	host: TextHost,
): Promise<TlsTexts> {
	const [ca, folder, cert, key] = await Promise.all([
		readText(fields.caFile, host, 'caFile'),
		readFolder(fields.caFolder, host),
		readText(fields.clientCertificateFile, host, 'clientCertificateFile'),
		readText(fields.clientKeyFile, host, 'clientKeyFile'),
	]);
	return {
		ca: ca ?? textOf(fields.caText, fields.caVariable),
		folder,
		cert: cert ?? textOf(fields.clientCertificateText, fields.clientCertificateVariable),
		key: key ?? (await readKeyVariable(fields.clientKeyVariable, host)),
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
