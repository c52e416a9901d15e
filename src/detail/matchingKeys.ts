/** Finds the other half of a key: in the same file, or in a file of the same name beside it. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { decode } from '../core/x509/decode.js';
import { blockKind, blockName } from '../ui/facts.js';
import { publicKeyOf, type Subject, type SubjectBlock } from './subject.js';

const largestKeyFile = 64 * 1024;

/** Names of blocks and files with the private key to a certificate, or the certificate to a private key. */
export async function matchingKeys(
	subject: Subject,
	block: SubjectBlock,
): Promise<readonly string[]> {
	const key = publicKeyOf(block);
	if (key === undefined) return [];
	const isPrivate = block.facts?.kind === 'privateKey';
	const here = subject.blocks
		.filter((other) => other !== block && publicKeyOf(other) === key)
		.filter((other) => (other.facts?.kind === 'privateKey') !== isPrivate)
		.map((other) =>
			isPrivate
				? vscode.l10n.t('{0} {1} in line {2}', blockKind(other), blockName(other), other.line + 1)
				: vscode.l10n.t('the private key in line {0}', other.line + 1),
		);
	if (here.length > 0 || subject.uri === undefined) return here;
	return besides(subject.uri, key, isPrivate);
}

async function besides(
	uri: vscode.Uri,
	key: string,
	isPrivate: boolean,
): Promise<readonly string[]> {
	const name = path.posix.basename(uri.path);
	const stem = name.replace(/\.(pem|crt|cer|cert|der|key|csr|req|pub)$/i, '');
	const bare = stem.replace(/[.-](fullchain|chain|key|cert|crt)$/i, '');
	const endings = isPrivate
		? ['.crt', '.pem', '.cer', '.cert.pem', '-cert.pem']
		: ['.key', '-key.pem', '.key.pem', '_key.pem'];
	const candidates = endings.map((ending) => bare + ending).filter((other) => other !== name);
	const matches = await Promise.all(
		candidates.map(async (other) => {
			const file = vscode.Uri.joinPath(uri, '..', other);
			return (await holdsKey(file, key, isPrivate)) ? [other] : [];
		}),
	);
	return matches.flat();
}

async function holdsKey(file: vscode.Uri, key: string, isPrivate: boolean): Promise<boolean> {
	try {
		if ((await vscode.workspace.fs.stat(file)).size > largestKeyFile) return false;
		const blocks = decode(await vscode.workspace.fs.readFile(file));
		return blocks.some(
			(block) => publicKeyOf(block) === key && (block.facts?.kind === 'privateKey') !== isPrivate,
		);
	} catch (error) {
		// Not there, or not readable: then nothing is known of it.
		if (error instanceof vscode.FileSystemError) return false;
		throw error;
	}
}
