import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AuthorityRecord, Backend } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { chainItemOf } from '../../core/x509/chain.js';
import { isSelfSigned, rootOf } from '../../core/x509/parents.js';
import { toPem } from '../../core/find/pem.js';
import { readIfPresent, writeFilesAtomically } from '../../services/files/files.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { requireTrust } from '../input/folders.js';
import { badOption, optionalMount, optionalString } from '../input/options.js';
import { noAuthority, pickConnection } from '../input/pickers.js';
import { commandsOf, type Root, trustCommands } from './trustCommands.js';

export interface TrustResult {
	/** Path of the root's file, PEM. */
	readonly certificate: string;
	readonly commands: readonly { system: string; command: string; undo: string }[];
}

/**
 * `pki.trustRoot` `{ connection, mount, authority }`, by default of the Local CA: the commands that make this machine
 * trust the root. A person picks one and sees it, then runs it in a terminal or copies it; a program gets the texts, and
 * no trust store is changed.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<TrustResult> {
	requireTrust();
	const root = await readRoot(context, input);
	const certificate = path.join(
		context.context.globalStorageUri.fsPath,
		`${root.serialNumber}.crt`,
	);
	await writeFilesAtomically([{ path: certificate, content: root.certificatePem }], {
		overwrite: true,
	});
	const { platform } = process;
	const commands = commandsOf(
		platform,
		trustCommands({ path: certificate, name: root.name, serialNumber: root.serialNumber }),
		platform === 'linux' ? await readIfPresent('/etc/os-release') : undefined,
	);
	if (input.interactive) {
		const { offerTrust } = await import('./offerTrust.js');
		await offerTrust(root, commands);
	}
	return {
		certificate,
		commands: commands.map(({ label, command, undo }) => ({ system: label, command, undo })),
	};
}

async function readRoot(context: CommandContext, { options }: CommandInput): Promise<Root> {
	const connection = await pickConnection(
		context,
		options,
		(candidate) => context.backends.of(candidate).rootIsOwn === true,
	);
	const client = await context.clients.get(connection.id);
	const mount = optionalMount(options) ?? context.backends.of(connection).singleMount;
	if (mount === undefined) throw badOption('mount', 'path');
	const given = optionalString(options, 'authority');
	const record = await withProgress(vscode.l10n.t('Reading the root'), (signal) =>
		readStart(client, mount, given, signal),
	);
	if (!record) throw noAuthority(context, connection, mount);
	return rootAbove(record, mount);
}

/** The authority itself, by default the one that signs, with its chain; undefined where there is none yet. */
async function readStart(
	client: Backend,
	mount: string,
	given: string | undefined,
	signal: AbortSignal,
): Promise<AuthorityRecord | undefined> {
	if (given !== undefined) return client.readAuthority(mount, given, { signal });
	const { items } = await client.listAuthorities(mount, { limit: 5000 }, { signal });
	const start = items.find(({ isDefault }) => isDefault)?.id ?? items[0]?.id;
	return start === undefined ? undefined : client.readAuthority(mount, start, { signal });
}

/**
 * The certificate that signed itself at the end of the chain. Rejects with `notFound`, reason `noRoot`, where the chain
 * ends before: a machine that trusts an intermediate in the root's place trusts nothing that most programs accept.
 */
function rootAbove(record: AuthorityRecord, mount: string): Root {
	const [start, ...above] = [record.certificatePem, ...record.chainPem].flatMap(
		(pem) => chainItemOf(pem) ?? [],
	);
	const root = start && rootOf(start, above);
	if (!root) {
		const isUnverified = [start, ...above].some((item) => item && isSelfSigned(item) === undefined);
		const reason = isUnverified ? 'rootUnverified' : 'noRoot';
		throw new PkiError('notFound', { reason, args: { name: record.name, mount } });
	}
	return {
		name: root === start ? record.name : root.facts.name,
		serialNumber: root.facts.serialNumber,
		certificatePem: toPem('CERTIFICATE', root.der),
	};
}
