/**
 * What a command works on: taken from its options where given, else the only candidate, else asked in a quick pick.
 * Every function rejects with `cancelled` on Escape and with `notFound` when there is nothing to choose from.
 */
import * as vscode from 'vscode';
import {
	addressOf,
	type Authority,
	type CertificateSummary,
	type Mount,
	type Page,
	type RoleRules,
	type RoleSummary,
} from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { parseSerialNumber, type SerialNumber } from '../../core/x509/serial.js';
import { verdictOf } from '../../core/x509/verdict.js';
import type { Connection } from '../../services/connectionStore.js';
import { issuerName } from '../../ui/words/issuerWords.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import { expiryThreshold } from '../../ui/settings.js';
import { expiryWords, shortSerial, verdictIcon } from '../../ui/words/words.js';
import type { CommandContext } from '../command.js';
import { roleTerms } from '../../ui/words/termWords.js';
import { usageWords } from './formSteps.js';
import {
	normalizeMount,
	optionalMount,
	optionalSerial,
	optionalString,
	type Options,
} from './options.js';
import { pickPaged } from './pagedPick.js';
import { storedSerial } from './serials.js';

const pageSize = 200;

/** `options.connection`, else the only connection that passes the filter, else asked. */
export async function pickConnection(
	context: CommandContext,
	options: Options,
	filter: (connection: Connection) => boolean = () => true,
): Promise<Connection> {
	const given = optionalString(options, 'connection');
	if (given !== undefined) return context.connections.get(given);
	return pickPaged<Connection>({
		title: vscode.l10n.t('PKI: Connection'),
		prompt: vscode.l10n.t('Which connection?'),
		field: 'connection',
		page: async () => ({ items: (await context.connections.list()).filter(filter) }),
		item: (connection) => ({
			label: connection.label,
			description: connectionWords(context, connection),
			iconPath: new vscode.ThemeIcon('server-environment'),
		}),
		none: new PkiError('notFound', { reason: 'noConnection' }),
	});
}

/** Where it leads, or what described it. */
function connectionWords({ backends }: CommandContext, connection: Connection): string {
	return connection.describedBy ?? addressOf(backends.of(connection), connection.fields) ?? '';
}

/** `options.mount`, else the only mount (of its backend, or at all), else asked; a path may be typed. Answers the path without slashes around. */
export async function pickMount(
	context: CommandContext,
	connection: Connection,
	options: Options,
): Promise<string> {
	const given = optionalMount(options) ?? context.backends.of(connection).singleMount;
	if (given !== undefined) return given;
	const client = await context.clients.get(connection.id);
	const pinned = connection.pins.map((pin): Mount => ({ mount: pin.mount }));
	const chosen = await pickPaged<Mount>({
		title: vscode.l10n.t('{0}: Mount', connection.label),
		prompt: vscode.l10n.t('Which PKI mount?'),
		field: 'mount',
		page: (cursor, signal) =>
			withPins(
				pinned,
				(mount) => mount.mount,
				cursor,
				() => client.listMounts({ cursor, limit: pageSize }, { signal }),
			),
		item: ({ mount, description }) => ({
			label: mount,
			description: description ?? '',
			iconPath: new vscode.ThemeIcon('archive'),
		}),
		typed: (text) => {
			const mount = normalizeMount(text);
			return mount === '' ? undefined : { value: { mount }, name: mount };
		},
		none: new PkiError('notFound', { reason: 'noMount' }),
	});
	return chosen.mount;
}

/** `options.role`, else the only role, else asked; a name may be typed. */
export async function pickRole(
	context: CommandContext,
	connection: Connection,
	mount: string,
	options: Options,
): Promise<string> {
	const given = optionalString(options, 'role');
	if (given !== undefined) return given;
	const client = await context.clients.get(connection.id);
	const pinned = connection.pins.flatMap((pin): RoleSummary[] =>
		pin.kind === 'role' && pin.mount === mount ? [{ role: pin.role }] : [],
	);
	const { terms, singleMount } = context.backends.of(connection);
	const words = roleTerms(terms);
	const place = singleMount === undefined ? mount : connection.label;
	const chosen = await pickPaged<RoleSummary>({
		title: vscode.l10n.t('{0}: {1}', place, words.singular),
		prompt: words.which,
		field: 'role',
		page: (cursor, signal) =>
			withPins(
				pinned,
				(role) => role.role,
				cursor,
				() => client.listRoles(mount, { cursor, limit: pageSize }, { signal }),
			),
		item: ({ role, rules }) => ({
			label: role,
			description: purposeWords(rules),
			iconPath: new vscode.ThemeIcon('symbol-class'),
		}),
		typed: (text) => {
			const role = text.trim();
			return role === '' ? undefined : { value: { role }, name: role };
		},
		none: new PkiError('notFound', { reason: 'noRole', args: { mount } }),
	});
	return chosen.role;
}

/** What a role is for, where its backend lists the rules with it. */
function purposeWords(rules: RoleRules | undefined): string {
	if (!rules) return '';
	const { serverAuth, clientAuth } = rules;
	if (serverAuth === undefined && clientAuth === undefined) {
		return vscode.l10n.t('As in the request');
	}
	if (serverAuth === true) return usageWords(clientAuth === true ? 'both' : 'server');
	return clientAuth === true ? usageWords('client') : '';
}

/** `options.authority` or `options.issuer` (id or name), else the only authority, else asked. */
export async function pickAuthority(
	context: CommandContext,
	connection: Connection,
	mount: string,
	options: Options,
	filter: (authority: Authority) => boolean = () => true,
): Promise<Authority> {
	const client = await context.clients.get(connection.id);
	const given = optionalString(options, 'authority') ?? optionalString(options, 'issuer');
	if (given !== undefined) {
		return withProgress(vscode.l10n.t('Reading the issuer'), (signal) =>
			client.readAuthority(mount, given, { signal }),
		);
	}
	return pickPaged<Authority>({
		title: vscode.l10n.t('{0}: Issuer', mount),
		prompt: vscode.l10n.t('Which issuer?'),
		field: 'issuer',
		page: async (cursor, signal) => {
			const page = await client.listAuthorities(mount, { cursor, limit: pageSize }, { signal });
			return { ...page, items: page.items.filter(filter) };
		},
		item: authorityItem,
		none: noAuthority(context, connection, mount),
	});
}

/** Whether the server lets it sign. */
export function isUsable({ isActive }: Authority): boolean {
	return isActive !== false;
}

/** The CA that has to be named because none is the default: its id, the only one or the one that is chosen. */
export async function namedIssuer(
	context: CommandContext,
	connection: Connection,
	mount: string,
): Promise<string | undefined> {
	const all = await namedIssuers(context, connection, mount);
	if (all.length === 0) return undefined;
	return (await pickAuthority(context, connection, mount, {}, isUsable)).id;
}

/** The CAs of a mount where one has to be named, those out of use included; none where one of them is the default. */
export async function namedIssuers(
	context: CommandContext,
	connection: Connection,
	mount: string,
): Promise<readonly Authority[]> {
	const client = await context.clients.get(connection.id);
	const { items } = await withProgress(vscode.l10n.t('Reading the issuer'), (signal) =>
		client.listAuthorities(mount, { limit: pageSize }, { signal }),
	).catch((error: unknown) => {
		// Whoever may not list them is not asked; the server says what is missing.
		if (!isPkiError(error, 'forbidden')) throw error;
		return { items: [] };
	});
	return items.some(({ isDefault }) => isDefault) ? [] : items;
}

/** Why there is none: a CA that makes itself when it is first used has not been used. */
export function noAuthority(
	{ backends }: CommandContext,
	connection: Connection,
	mount: string,
): PkiError {
	const { label, rootIsOwn } = backends.of(connection);
	return rootIsOwn
		? new PkiError('notFound', { reason: 'noRootYet', args: { ca: label } })
		: new PkiError('notFound', { reason: 'noAuthority', args: { mount } });
}

export function authorityItem(authority: Authority): vscode.QuickPickItem {
	const { name, alias = '' } = issuerName(authority);
	const words = [
		authority.isActive === false ? vscode.l10n.t('inactive') : '',
		authority.notAfter === undefined ? '' : expiryWords(authority, new Date()),
		authority.isDefault ? vscode.l10n.t('default') : '',
		alias,
	];
	return {
		label: plainText(name),
		description: plainText(words.filter((word) => word !== '').join(' · ')),
		iconPath: new vscode.ThemeIcon('shield'),
	};
}

/** `options.serialNumber`, else asked; a serial number may be typed. Answers lower-case hex. */
export async function pickCertificate(
	context: CommandContext,
	connection: Connection,
	mount: string,
	options: Options,
): Promise<string> {
	const client = await context.clients.get(connection.id);
	const given = optionalSerial(options);
	if (given !== undefined) return storedSerial(client, mount, given);
	const chosen = await pickPaged<CertificateSummary & Partial<SerialNumber>>({
		title: vscode.l10n.t('{0}: Certificate', mount),
		prompt: vscode.l10n.t('Which certificate? Type a name or a serial number'),
		field: 'serialNumber',
		page: (cursor, signal) =>
			client.listCertificates(mount, { cursor, limit: pageSize }, { signal }),
		item: (certificate) => ({
			label: certificate.name,
			description: certificate.unread ? '' : expiryWords(certificate, new Date()),
			detail: shortSerial(certificate.serialNumber),
			iconPath: verdictIcon(verdictOf(certificate, new Date(), expiryThreshold())),
		}),
		typed: typedSerial,
		none: new PkiError('notFound', { reason: 'noCertificate', args: { mount } }),
	});
	const { hex = chosen.serialNumber, ifDecimal } = chosen;
	return storedSerial(client, mount, { hex, ...(ifDecimal !== undefined && { ifDecimal }) });
}

function typedSerial(text: string) {
	const serial = parseSerialNumber(text);
	const serialNumber = serial?.hex ?? '';
	// Short hex is more likely the beginning of a name, such as `cafe`.
	if (serialNumber.length < 6) return undefined;
	return {
		value: { serialNumber, name: serialNumber, revoked: false, ...serial },
		name: shortSerial(serialNumber),
	};
}

/** The first page begins with what the user pinned; where the list may not be read, that is all there is. */
async function withPins<T>(
	pinned: readonly T[],
	id: (value: T) => string,
	cursor: string | undefined,
	list: () => Promise<Page<T>>,
): Promise<Page<T>> {
	if (cursor !== undefined || pinned.length === 0) return list();
	const page = await list().catch((error: unknown): Page<T> => {
		if (error instanceof PkiError && error.code === 'forbidden') return { items: [] };
		throw error;
	});
	const ids = new Set(page.items.map(id));
	const extra = new Map(pinned.filter((p) => !ids.has(id(p))).map((p) => [id(p), p]));
	return { ...page, items: [...extra.values(), ...page.items] };
}
