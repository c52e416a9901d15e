/** Opening a key store that a page shows. The password is used once; of private keys only what may be shown stays. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import { keptOf } from '../core/decode/kept.js';
import type { OpenOptions, OpenedContainer } from '../core/x509/containers/openContainer.js';
import { askPassword, type PasswordQuestion } from '../ui/ask/password.js';
import { readContents } from '../ui/contents.js';
import { plainText } from '../ui/words/plainText.js';
import { visibleStart } from '../ui/words/visible.js';
import { digestOf, firstShown, isLocked, type Subject, type SubjectBlock } from './page/subject.js';

/** Whether there is more in the file than is shown without its password. */
export function isLockedStore({ blocks, isBinary }: Subject): boolean {
	// One in a text is not opened where it stands.
	return isBinary === true && blocks.some(isLocked);
}

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
	const options = (password: string) => ({ password });
	return opened(subject, { question, ask }, options, ({ blocks }) => blocks.map(keptOf));
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
	const options = (password: string) => ({ keyPassword: { [name]: password } });
	const question = questionFor(subject, prompt);
	return opened(subject, { question, ask }, options, (store) => {
		const key = store.blocks.find(
			({ entry }) => entry?.kind === 'privateKey' && entry.name === name,
		);
		const blocks = subject.blocks.map((other) => (other === block && key ? keptOf(key) : other));
		return blocks.some(isLockedKey) ? blocks : blocks.filter(({ error }) => error?.code !== 'jks');
	});
}

function questionFor({ title }: Subject, prompt: string): PasswordQuestion {
	return { title: vscode.l10n.t('Open {0}', plainText(path.posix.basename(title), 60)), prompt };
}

async function opened(
	subject: Subject,
	{ question, ask }: { readonly question: PasswordQuestion; readonly ask: Ask },
	optionsFor: (password: string) => OpenOptions,
	blocksOf: (store: OpenedContainer) => readonly SubjectBlock[],
): Promise<Subject | undefined> {
	const { uri } = subject;
	if (!uri) return undefined;
	const content = await readContents(uri);
	if (typeof content === 'string') throw new PkiError('invalid', { reason: 'notContainer' });
	const { openContainer } = await import('../core/x509/containers/openContainer.js');
	const store = await ask(question, (password, signal) =>
		openContainer(content, { ...optionsFor(password), signal }),
	);
	if (!store) return undefined;
	const unlocked = (subject.unlocked ?? 0) + 1;
	return { ...subject, digest: digestOf(content), blocks: blocksOf(store), unlocked };
}

/** The key that was unlocked; of a file that was opened what it begins with. */
export function afterOpening(old: Subject, block: SubjectBlock, next: Subject): number {
	const at = old.blocks.indexOf(block);
	return isLockedKey(block) && next.blocks[at]?.entry?.name === block.entry?.name
		? at
		: firstShown(next);
}
