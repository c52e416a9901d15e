/** Opening a key store that a page shows. The password is used once; of private keys only what may be shown stays. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import { keptOf } from '../core/decode/kept.js';
import { askPassword, type PasswordQuestion } from '../ui/ask/password.js';
import { readContents } from '../ui/contents.js';
import { plainText } from '../ui/words/plainText.js';
import { visibleStart } from '../ui/words/visible.js';
import { digestOf, firstShown, type Subject, type SubjectBlock } from './page/subject.js';

/** A private key that has a password of its own. */
export function isLockedKey({ container, facts }: SubjectBlock): boolean {
	return container === 'jks' && facts?.kind === 'privateKey' && facts.encrypted;
}

/** How a password is asked for. */
type Ask = typeof askPassword;

/** Asks for the file's password; undefined where it was not given. Rejects with the errors of reading and opening. */
export async function openStore(
	subject: Subject,
	ask: Ask = askPassword,
): Promise<Subject | undefined> {
	const question = questionFor(
		subject,
		vscode.l10n.t('Password of the file. It is used once and not stored.'),
	);
	return opened(subject, { question, ask }, async (content, password, signal) => {
		const { decodeInSlices } = await import('../core/decode/decode.js');
		const blocks = await decodeInSlices(content, { password, signal });
		// Each key that has its own password asks for it.
		return blocks.filter(({ error }) => error?.args?.['entries'] === undefined).map(keptOf);
	});
}

/** Asks for the password of one private key. The other entries stay as they are. */
export async function unlockKey(
	subject: Subject,
	block: SubjectBlock,
	ask: Ask = askPassword,
): Promise<Subject | undefined> {
	const { name = '' } = block.entry ?? {};
	const prompt = vscode.l10n.t(
		'Password of the key “{0}”. It is used once and not stored.',
		visibleStart(name, 60),
	);
	const question = questionFor(subject, prompt);
	return opened(subject, { question, ask }, async (content, password, signal) => {
		const { openContainer } = await import('../core/x509/containers/openContainer.js');
		const options = { keyPassword: { [name]: password }, signal };
		const store = await openContainer(await bytesOf(content, block), options);
		const key = store.blocks.find(
			({ entry }) => entry?.kind === 'privateKey' && entry.name === name,
		);
		const { line, endLine, start, end, label } = block;
		const place = { line, endLine, start, end, label };
		const blocks = subject.blocks.map((other) =>
			other === block && key ? { ...keptOf(key), ...place } : other,
		);
		// Another store in the same text stays closed.
		const isRest = (other: SubjectBlock) =>
			other.error?.code === 'jks' && other.start === start && other.end === end;
		return blocks.some(isLockedKey) ? blocks : blocks.filter((other) => !isRest(other));
	});
}

/** Of the store itself, which may stand in a text. */
async function bytesOf(content: string | Uint8Array, block: SubjectBlock): Promise<Uint8Array> {
	const { textOf } = await import('../core/decode/decode.js');
	const text = textOf(content);
	const { storeBytes } = await import('../core/decode/storesInText.js');
	const bytes = text === undefined ? content : storeBytes(text, block);
	if (bytes === undefined || typeof bytes === 'string') {
		throw new PkiError('invalid', { reason: 'notContainer' });
	}
	return bytes;
}

function questionFor({ title }: Subject, prompt: string): PasswordQuestion {
	return { title: vscode.l10n.t('Open {0}', plainText(path.posix.basename(title), 60)), prompt };
}

async function opened(
	subject: Subject,
	{ question, ask }: { readonly question: PasswordQuestion; readonly ask: Ask },
	open: (
		content: string | Uint8Array,
		password: string,
		signal: AbortSignal,
	) => Promise<readonly SubjectBlock[]>,
): Promise<Subject | undefined> {
	const { uri } = subject;
	if (!uri) return undefined;
	const content = await readContents(uri);
	const blocks = await ask(question, (password, signal) => open(content, password, signal));
	const unlocked = (subject.unlocked ?? 0) + 1;
	return blocks && { ...subject, digest: digestOf(content), blocks, unlocked };
}

/** The key that was unlocked; of a file that was opened what it begins with. */
export function afterOpening(old: Subject, block: SubjectBlock, next: Subject): number {
	const at = old.blocks.indexOf(block);
	return isLockedKey(block) && next.blocks[at]?.entry?.name === block.entry?.name
		? at
		: firstShown(next);
}
