import * as vscode from 'vscode';
import type { Backend } from '../../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../../core/common/errors.js';
import type { Connection, Pin } from '../../../services/connectionStore.js';
import { assertTrusted } from '../../../services/trust.js';
import { plainText } from '../../../ui/words/plainText.js';
import { draftOf, keepDraft } from '../../../ui/ask/drafts.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { askOnce } from '../../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { optionalMount, optionalString } from '../../input/options.js';
import { pickConnection } from '../../input/pickers.js';
import { findPin, type FoundPin } from './findPin.js';
import { hasPin, parsePin, pinCandidates, pinFrom, pinPath } from './pins.js';

/** What was pinned; `checked` is false where the token may not read it. */
interface Pinned {
	readonly path: string;
	readonly checked: boolean;
}

/**
 * `pki.pin` `{ connection, path, mount, role, authority }`: keeps a mount, role or issuer in the tree that the token may
 * use but not list. It is read first; `notFound` (reason `nothingToPin`) where it is not there. `path` may be a name.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<Pinned> {
	assertTrusted();
	// Where nobody signs in, nobody is refused a list.
	const isPinnable = (candidate: Connection) => context.backends.of(candidate).signIn !== undefined;
	const connection = await pickConnection(context, options, isPinnable);
	if (!isPinnable(connection)) throw new PkiError('unsupported', { reason: 'pin' });
	const mount = optionalMount(options);
	const role = optionalString(options, 'role');
	const named = pinFrom(mount, role, optionalString(options, 'authority'));
	const path = optionalString(options, 'path');
	// A mount's node asks what of it, unless it is not pinned itself.
	const isWhole = named !== undefined && (named.kind !== 'mount' || !interactive);
	const text = path ?? (isWhole ? pinPath(named) : await askForPin(connection, mount));
	const exact = path === undefined && isWhole ? named : undefined;
	const { pin, checked } = await find(context, connection, { text, exact, at: mount });
	const pinned = { path: pinPath(pin), checked };
	if (!checked && interactive) sayUnchecked(pinned.path);
	if (hasPin(connection.pins, pin)) return pinned;
	await context.connections.update(connection.id, { pins: [...connection.pins, pin] });
	context.changes.fire({
		connection: connection.id,
		...(pin.kind !== 'mount' && { mount: pin.mount }),
	});
	return pinned;
}

function sayUnchecked(path: string): void {
	void vscode.window.showInformationMessage(
		vscode.l10n.t(
			'{0} is pinned. This token can’t read it, so whether it exists could not be checked.',
			plainText(path),
		),
	);
}

interface Wanted {
	readonly text: string;
	/** Where options or a row of the tree say which kind it is. */
	readonly exact: Pin | undefined;
	/** The mount at which it was typed. */
	readonly at: string | undefined;
}

async function find(
	context: CommandContext,
	connection: Connection,
	{ text, exact, at }: Wanted,
): Promise<FoundPin> {
	if (parsePin(text) === undefined) {
		throw new PkiError('invalid', { reason: 'badPath', args: { path: text } });
	}
	const client = await context.clients.get(connection.id);
	const title = vscode.l10n.t('Looking for {0}', plainText(text));
	const found = await withProgress(title, async (signal) => {
		if (exact) return findPin(client, [exact], signal);
		const mounts = await knownMounts(client, connection, signal);
		return findPin(client, pinCandidates(text, at, mounts), signal);
	});
	if (found) return found;
	throw new PkiError('notFound', { reason: 'nothingToPin', args: { path: text.trim() } });
}

/** Those that the token may list, and those that are pinned. */
async function knownMounts(
	client: Backend,
	{ pins }: Connection,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const pinned = pins.map(({ mount }) => mount);
	try {
		const { items } = await client.listMounts({ limit: 50 }, { signal });
		return [...new Set([...items.map(({ mount }) => mount), ...pinned])];
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return [...new Set(pinned)];
		throw error;
	}
}

async function askForPin(connection: Connection, mount: string | undefined): Promise<string> {
	const title =
		mount === undefined
			? vscode.l10n.t('Pin in {0}', plainText(connection.label))
			: vscode.l10n.t('Pin in {0}', plainText(mount));
	const draft = draftOf(title) as { readonly text: string } | undefined;
	const text = await askOnce(title, (frame) =>
		frame.text({
			prompt:
				mount === undefined
					? vscode.l10n.t('Path or name of a mount, a role (pki/roles/web) or an issuer')
					: vscode.l10n.t('Name of a role or an issuer'),
			placeholder: mount === undefined ? 'pki/roles/web' : 'web',
			value: draft?.text ?? '',
			validate: (value) =>
				parsePin(value) ? undefined : vscode.l10n.t('Type a name or a path such as pki/roles/web.'),
		}),
	);
	keepDraft(title, { text });
	return text;
}
