import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { Connection, Pin } from '../../services/services.js';
import { assertTrusted } from '../../services/trust.js';
import { plainText } from '../../ui/words/plainText.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalMount, optionalString } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';
import { hasPin, parsePin, pinFrom } from './pins.js';

/**
 * `pki.pin` `{ connection, mount, role, authority }`: keeps a mount, role or issuer in the tree that the token may use
 * but not list. Nothing is sent: whether it is there, the server says when it is used.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<undefined> {
	assertTrusted();
	// Where nobody signs in, nobody is refused a list.
	const isPinnable = (candidate: Connection) => context.backends.of(candidate).signIn !== undefined;
	const connection = await pickConnection(context, options, isPinnable);
	if (!isPinnable(connection)) throw new PkiError('unsupported', { reason: 'pin' });
	const mount = optionalMount(options);
	const role = optionalString(options, 'role');
	const named = pinFrom(mount, role, optionalString(options, 'authority'));
	// A mount's node asks what of it, unless it is not pinned itself.
	const isWhole = named !== undefined && (named.kind !== 'mount' || !interactive);
	const pin = isWhole ? named : await askForPin(connection, mount);
	if (hasPin(connection.pins, pin)) return undefined;
	await context.connections.update(connection.id, { pins: [...connection.pins, pin] });
	context.changes.fire({
		connection: connection.id,
		...(pin.kind !== 'mount' && { mount: pin.mount }),
	});
	return undefined;
}

async function askForPin(connection: Connection, mount: string | undefined): Promise<Pin> {
	const title = vscode.l10n.t('Pin in {0}', plainText(connection.label));
	const text = await askOnce(title, (frame) =>
		frame.text({
			prompt: vscode.l10n.t(
				'Path of a mount, a role (pki/roles/web) or an issuer (pki/issuer/root)',
			),
			value: mount === undefined ? '' : `${mount}/roles/`,
			validate: (value) =>
				parsePin(value) ? undefined : vscode.l10n.t('Write a path such as pki/roles/web.'),
		}),
	);
	const pin = parsePin(text);
	if (pin === undefined) throw new PkiError('invalid', { reason: 'badPath', args: { path: text } });
	return pin;
}
