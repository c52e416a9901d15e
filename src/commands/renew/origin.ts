/** Who issued a certificate and would issue it again: what was noted when it was issued, else the authority that signed it. */
import * as vscode from 'vscode';
import { can, type Backend } from '../../core/backends/contract/backend.js';
import { findIssuerPlace, type IssuerPlace } from '../../core/backends/issuing/findIssuer.js';
import type { CallOptions } from '../../core/common/call.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { fitOfRole } from '../../core/rotate/wishes.js';
import type { ChainItem } from '../../core/x509/chain.js';
import type { Connection } from '../../services/connectionStore.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext } from '../command.js';
import { optionalMount, optionalString, type Options } from '../input/options.js';
import { pickRoleTarget, type RoleTarget } from '../issue/forms/roleTarget.js';

export interface RenewTarget extends RoleTarget {
	/** The authority that signed the old one, where it was looked for and found. */
	readonly issuer?: string;
}

/**
 * What the options name, then what was noted, then what is found; what is still missing is picked. Rejects with `notFound`
 * (`noIssuingConnection`) where no connection issued it and none is named, and with the errors of the pickers.
 */
export async function findTarget(
	context: CommandContext,
	leaf: ChainItem,
	options: Options,
): Promise<RenewTarget> {
	const given = {
		connection: optionalString(options, 'connection'),
		mount: optionalMount(options),
		role: optionalString(options, 'role'),
	};
	const noted = context.issued.originOf(leaf.facts);
	const known = noted && (await isThere(context, noted.connection)) ? noted : undefined;
	const isNoted = known !== undefined && isWithin(known, given);
	if (isNoted) return pickRoleTarget(context, { ...known }, 'issue', 'sign');
	const place = await withProgress(vscode.l10n.t('Searching for the issuer'), (signal) =>
		searchConnections(context, leaf, given, { signal }),
	);
	if (!place && (given.connection === undefined || given.mount === undefined)) {
		const args = { name: leaf.facts.name, issuer: leaf.facts.issuer };
		throw new PkiError('notFound', { reason: 'noIssuingConnection', args });
	}
	const connection = place?.connection.id ?? given.connection;
	const mount = place?.mount ?? given.mount;
	const role = given.role ?? (place && (await onlyRole(context, leaf, place)));
	const target = await pickRoleTarget(context, { connection, mount, role }, 'issue', 'sign');
	// Where the role names its issuer, that one signs.
	return place ? { ...target, issuer: place.authority } : target;
}

interface Given {
	readonly connection?: string | undefined;
	readonly mount?: string | undefined;
	readonly role?: string | undefined;
}

function isWithin(known: Required<Given>, given: Given): boolean {
	return (['connection', 'mount', 'role'] as const).every(
		(name) => given[name] === undefined || given[name] === known[name],
	);
}

async function isThere({ connections }: CommandContext, id: string): Promise<boolean> {
	return (await connections.list()).some((connection) => connection.id === id);
}

type Found = IssuerPlace & { readonly connection: Connection; readonly client: Backend };

/** The first that issued it. One that cannot be asked is passed over, and the log says why. */
async function searchConnections(
	context: CommandContext,
	leaf: ChainItem,
	given: Given,
	call: CallOptions,
): Promise<Found | undefined> {
	const all = await context.connections.list();
	const asked = all.filter(
		(connection) =>
			(given.connection === undefined || connection.id === given.connection) &&
			(can(context.backends.of(connection), 'issue') ||
				can(context.backends.of(connection), 'sign')),
	);
	for (const connection of asked) {
		call.signal?.throwIfAborted();
		try {
			const client = await context.clients.get(connection.id);
			const mount = given.mount === undefined ? [] : [{ mount: given.mount }];
			const place = await findIssuerPlace(client, leaf, [...connection.pins, ...mount], call);
			if (place && (given.mount === undefined || place.mount === given.mount)) {
				return { ...place, connection, client };
			}
		} catch (error) {
			if (isPkiError(error, 'cancelled') || isPkiError(error, 'restricted')) throw error;
			context.log.warn(
				`${connection.label}: ${error instanceof Error ? error.message : String(error)}`,
			);
		}
	}
	return undefined;
}

/** No server has more roles that one would be chosen from without being asked. */
const mostRoles = 50;

/** The only role that would issue the same; undefined where none is or several are, so that it is asked. */
async function onlyRole(
	{ log }: CommandContext,
	{ facts }: ChainItem,
	{ client, mount }: Found,
): Promise<string | undefined> {
	try {
		const { items, cursor } = await client.listRoles(mount, { limit: mostRoles });
		if (cursor !== undefined) return undefined;
		const fits = await Promise.all(
			items.map(async ({ role }) => {
				const { rules } = await client.readRole(mount, role);
				return { role, fit: fitOfRole(facts, rules) };
			}),
		);
		const exact = fits.filter(({ fit }) => fit === 'exact');
		const fitting = exact.length > 0 ? exact : fits.filter(({ fit }) => fit !== undefined);
		return fitting.length === 1 ? fitting[0]?.role : undefined;
	} catch (error) {
		if (!isPkiError(error, 'forbidden')) throw error;
		log.debug(`${mount}: ${error.message}`);
		return undefined;
	}
}
