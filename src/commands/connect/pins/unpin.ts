import * as vscode from 'vscode';
import { PkiError } from '../../../core/common/errors.js';
import type { Connection, Pin } from '../../../services/connectionStore.js';
import { assertTrusted } from '../../../services/trust.js';
import { plainText } from '../../../ui/words/plainText.js';
import { askOnce } from '../../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { optionalMount, optionalString, type Options } from '../../input/options.js';
import { pickConnection } from '../../input/pickers.js';
import { hasPin, pinFrom, pinPath } from './pins.js';

/** `pki.unpin` `{ connection, mount, role, authority }`: takes a pin out of the tree; nothing happens on the server. */
export async function run(context: CommandContext, { options }: CommandInput): Promise<undefined> {
	assertTrusted();
	const connection = await pinnedConnection(context, options);
	const named = pinFrom(
		optionalMount(options),
		optionalString(options, 'role'),
		optionalString(options, 'authority'),
	);
	const pin = named ?? (await askForPin(connection));
	if (!hasPin(connection.pins, pin)) {
		throw new PkiError('notFound', { reason: 'noPin', args: { path: pinPath(pin) } });
	}
	const pins = connection.pins.filter((known) => pinPath(known) !== pinPath(pin));
	await context.connections.update(connection.id, { pins });
	context.changes.fire({
		connection: connection.id,
		...(pin.kind !== 'mount' && { mount: pin.mount }),
	});
	return undefined;
}

async function pinnedConnection(context: CommandContext, options: Options): Promise<Connection> {
	const hasPins = ({ pins }: Connection) => pins.length > 0;
	const isNamed = optionalString(options, 'connection') !== undefined;
	if (!isNamed && !(await context.connections.list()).some(hasPins)) {
		throw new PkiError('notFound', { reason: 'nothingPinned' });
	}
	return pickConnection(context, options, hasPins);
}

async function askForPin({ label, pins }: Connection): Promise<Pin> {
	if (pins.length === 0) throw new PkiError('notFound', { reason: 'noPin' });
	const items = pins.map((pin) => ({ label: pinPath(pin), pin }));
	const item = await askOnce(vscode.l10n.t('Unpin from {0}', plainText(label)), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('Which item do you want to unpin?'), items }),
	);
	return item.pin;
}
