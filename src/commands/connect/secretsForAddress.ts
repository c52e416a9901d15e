/** A saved token was meant for one server: another address may be another's. */
import * as vscode from 'vscode';
import { addressOf, type BackendDefinition } from '../../core/backends/contract/backend.js';
import type { NewConnection } from '../../services/connectionStore.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { plainText } from '../../ui/words/plainText.js';

/**
 * The draft as it may be tried: where its address is another than the saved one, without the saved secrets, unless they
 * may go there. `mayKeep` says so; undefined: the user is asked, and `cancelled` is rejected where the address is to stay.
 */
export async function secretsForAddress(
	definition: BackendDefinition,
	saved: NewConnection,
	draft: NewConnection,
	mayKeep?: boolean,
): Promise<NewConnection> {
	const [from, to] = [saved, draft].map(({ fields }) => addressOf(definition, fields) ?? '');
	const kept = Object.keys(saved.secrets).filter(
		(name) => saved.secrets[name] !== '' && draft.secrets[name] === saved.secrets[name],
	);
	if (!from || !to || isSame(from, to) || kept.length === 0) return draft;
	if (mayKeep ?? (await askToKeep(from, to))) return draft;
	const none = Object.fromEntries(kept.map((name) => [name, '']));
	return { ...draft, secrets: { ...draft.secrets, ...none } };
}

/** A path belongs to it: behind one host several servers may stand. */
function isSame(from: string, to: string): boolean {
	const normal = (address: string) =>
		(URL.canParse(address) ? new URL(address).href : address).replace(/(?<!\/)\/+$/, '');
	return normal(from) === normal(to);
}

async function askToKeep(from: string, to: string): Promise<boolean> {
	const send = vscode.l10n.t('Send Credentials');
	const answer = await confirmLoss(
		vscode.l10n.t('Send the saved credentials to the new address?'),
		{
			detail: vscode.l10n.t(
				'They were saved for {0}. If you send them, {1} can use them to sign in as you.',
				plainText(from, 200),
				plainText(to, 200),
			),
			keep: vscode.l10n.t('Keep Old Address'),
			actions: [vscode.l10n.t('Sign In Again'), send],
		},
	);
	return answer === send;
}
