/** The certificate that a command is about: from a backend, a file, or PEM that was handed over. */
import * as vscode from 'vscode';
import type { Backend } from '../../core/backends/contract/backend.js';
import type { CallOptions } from '../../core/common/call.js';
import type { DetailTarget } from '../../services/ports/details.js';
import type { MountPlace } from '../../services/ports/places.js';
import { readContents } from '../../ui/contents.js';
import { withProgress } from '../../ui/ask/progress.js';
import { revokedAtOf } from '../../ui/words/revokedAt.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from './fileUris.js';
import {
	badOption,
	optionalMount,
	optionalNumber,
	optionalSerialNumber,
	optionalString,
	type Options,
} from './options.js';
import { pemText } from '../../core/layouts/pemText.js';
import { pickCertificate, pickConnection, pickMount } from './pickers.js';

/** The certificate or authority with what stands above it. */
export interface ChosenCertificate extends DetailTarget {
	readonly certificatePem: string;
	/** From the issuer up to the root, as far as it is known. */
	readonly chainPem: readonly string[];
}

/**
 * What to show: a file, whatever it holds (`uri`), else certificates or authorities, every one that is selected; what is
 * missing is picked. Rejects with the errors of the file or the call.
 */
export async function chooseTargets(
	context: CommandContext,
	input: CommandInput,
): Promise<readonly DetailTarget[]> {
	if (optionalUri(input.options, 'uri') && !isInBackend(input.options)) {
		const rows = input.selection.length > 1 ? input.selection : [input.options];
		const targets = await Promise.all(rows.map(fileTarget));
		return targets.filter((target) => target !== undefined);
	}
	return chooseCertificates(context, input);
}

/** Undefined for what names no file, such as a row that stands for others. */
async function fileTarget(options: Options): Promise<DetailTarget | undefined> {
	const uri = optionalUri(options, 'uri');
	if (!uri) return undefined;
	const line = optionalNumber(options, 'line', { min: 0 });
	const content = await readContents(uri);
	const title = uri.path.split('/').at(-1) ?? '';
	return { title, content, uri, ...(line === undefined ? {} : { line }) };
}

/** `pem` is taken as it is; else read from its backend. Rejects with `notFound` and the errors of the call. */
export async function chooseCertificate(
	context: CommandContext,
	options: Options,
): Promise<ChosenCertificate> {
	const pem = optionalString(options, 'pem');
	if (pem !== undefined && !isInBackend(options)) {
		const title = optionalString(options, 'name') ?? vscode.l10n.t('Certificate');
		return { title, content: pem, certificatePem: pem, chainPem: [] };
	}
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const at = { connection: connection.id, mount };
	const title = vscode.l10n.t('Reading the certificate');
	const authority = optionalString(options, 'authority');
	if (authority !== undefined && optionalSerialNumber(options) === undefined) {
		return withProgress(title, (signal) => readChosen(client, { ...at, authority }, { signal }));
	}
	const serialNumber = await pickCertificate(context, connection, mount, options);
	return withProgress(title, (signal) => readChosen(client, { ...at, serialNumber }, { signal }));
}

/**
 * The certificates and authorities of a multi-selection, in its order and with one progress for all; where fewer than two
 * are selected, the one that the options name or a person picks.
 */
export async function chooseCertificates(
	context: CommandContext,
	{ options, selection }: CommandInput,
): Promise<readonly ChosenCertificate[]> {
	const places = selection.filter(isInBackend);
	if (places.length < 2) return [await chooseCertificate(context, options)];
	const title = vscode.l10n.t('Reading {0} certificates', places.length);
	return withProgress(title, async (signal, report) => {
		const chosen: ChosenCertificate[] = [];
		for (const place of places) {
			signal.throwIfAborted();
			report(`${chosen.length + 1}/${places.length}`, (100 * chosen.length) / places.length);
			const where = placeOf(place);
			const client = await context.clients.get(where.connection);
			chosen.push(await readChosen(client, where, { signal }));
		}
		return chosen;
	});
}

type Place = MountPlace & ({ readonly serialNumber: string } | { readonly authority: string });

function placeOf(item: Options): Place {
	const connection = optionalString(item, 'connection');
	const mount = optionalMount(item);
	if (connection === undefined) throw badOption('connection', 'string');
	if (mount === undefined) throw badOption('mount', 'path');
	const serialNumber = optionalSerialNumber(item);
	if (serialNumber !== undefined) return { connection, mount, serialNumber };
	return { connection, mount, authority: optionalString(item, 'authority') ?? '' };
}

async function readChosen(
	client: Backend,
	place: Place,
	call: CallOptions,
): Promise<ChosenCertificate> {
	const { connection, mount } = place;
	if ('authority' in place) {
		const record = await client.readAuthority(mount, place.authority, call);
		const origin = { kind: 'authority', connection, mount, authority: record.id } as const;
		const { name: title, isActive } = record;
		return { title, origin, isActive, ...pemsOf(record) };
	}
	const record = await client.readCertificate(mount, place.serialNumber, call);
	return {
		title: record.name,
		source: { connection, mount, serialNumber: record.serialNumber },
		revokedAt: revokedAtOf(record),
		revocationReason: record.revocationReason,
		...pemsOf(record),
	};
}

/** Whether the options name something on a server, so that no file is meant. */
export function isInBackend(options: Options): boolean {
	// A file of the Explorer has an authority too, that of its address.
	if (options instanceof vscode.Uri) return false;
	return ['serialNumber', 'authority'].some((name) => (options[name] ?? undefined) !== undefined);
}

function pemsOf({
	certificatePem,
	chainPem,
}: {
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
}) {
	return { certificatePem, chainPem, content: pemText([certificatePem, ...chainPem]) };
}
