import * as vscode from 'vscode';
import {
	type Backend,
	can,
	type RevocationReason,
	type RevokeOutcome,
	type RevokeRequest,
} from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { Connection } from '../../services/connectionStore.js';
import type { CertificateSource } from '../../services/ports/places.js';
import { describeError, showError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { withProgress } from '../../ui/ask/progress.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { copyAsCli } from '../input/copyAsCli.js';
import {
	badOption,
	optionalBoolean,
	optionalMount,
	optionalSerialNumber,
	optionalString,
	type Options,
} from '../input/options.js';
import { pickCertificate, pickConnection, pickMount } from '../input/pickers.js';
import { askForCertificate, presentedCertificate } from './presentedCertificate.js';
import {
	describeOutcomes,
	type Known,
	reasonWords,
	revocationQuestion,
	type Revoked,
} from './revocation.js';

type Target = CertificateSource & Known & { readonly certificatePem?: string };

interface Result {
	readonly revoked: boolean;
	readonly message: string;
}

/**
 * `pki.revokeCertificate`: one certificate by its options, or every one that is selected in the tree. One that the
 * server does not store is presented (`certificate`).
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const { options } = input;
	const confirmed = optionalBoolean(options, 'confirmed') === true;
	const reason = optionalString(options, 'reason');
	const { client, targets } = await findTargets(context, input, confirmed);
	if (!client.revoke) throw new PkiError('unsupported', { reason: 'revoke' });
	const chosen = await chooseReason(client, reason, input.interactive && !confirmed);
	if (!confirmed && !(await confirm(client, targets, chosen))) throw new PkiError('cancelled');

	const outcomes = await revokeAll(context, client.revoke.bind(client), targets, chosen);
	const result = {
		revoked: outcomes.every(({ outcome }) => outcome.revoked),
		message: describeOutcomes(outcomes),
	};
	if (input.interactive) {
		// Not awaited: the notification may stand there for minutes.
		if (result.revoked) void vscode.window.showInformationMessage(result.message);
		else warn(context, result.message, outcomes).catch((error: unknown) => showError(error));
	}
	return result;
}

/** With a button, because VS Code cuts a message without any off after one line. */
async function warn(
	{ views }: CommandContext,
	message: string,
	outcomes: readonly Revoked[],
): Promise<void> {
	const reveal = vscode.l10n.t('Reveal in Tree');
	const chosen = await vscode.window.showWarningMessage(message, reveal);
	const left = outcomes.find(({ outcome }) => !outcome.revoked);
	if (chosen === reveal && left) await views.explorer.reveal(left);
}

async function findTargets(
	context: CommandContext,
	input: CommandInput,
	confirmed: boolean,
): Promise<{ client: Backend; targets: readonly Target[] }> {
	const selected = input.selection.filter((item) => typeof item.serialNumber === 'string');
	if (selected.length < 2) return findTarget(context, input, confirmed);
	const connection: Connection = await pickConnection(context, input.options);
	const targets = selected.map((item) => selectedTarget(item, connection));
	return { client: await context.clients.get(connection.id), targets };
}

async function findTarget(
	context: CommandContext,
	{ options, interactive }: CommandInput,
	confirmed: boolean,
): Promise<{ client: Backend; targets: readonly Target[] }> {
	const presented = await presentedCertificate(options);
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'revoke'),
	);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const at = { connection: connection.id, mount };
	if (presented) return { client, targets: [{ ...at, ...presented }] };
	const serialNumber = await pickCertificate(context, connection, mount, options);
	const target = { ...at, serialNumber, name: serialNumber };
	if (confirmed) return { client, targets: [target] };
	try {
		const known = knownOf(options) ?? (await readKnown(client, mount, serialNumber));
		return { client, targets: [{ ...target, ...known }] };
	} catch (error) {
		if (!isPkiError(error, 'notFound') || error.reason !== 'noCertificate') throw error;
		const { serverMessages } = error;
		const args = { ...error.args, mount, serialNumber };
		const notStored = new PkiError('notFound', { reason: 'notStored', args, serverMessages });
		if (!interactive) throw notStored;
		const file = await askForCertificate(describeError(notStored).message, serialNumber);
		return { client, targets: [{ ...at, ...file }] };
	}
}

/** A multi-selection is revoked with one confirmation, so it has to lie in one connection. */
function selectedTarget(item: Options, connection: Connection): Target {
	const mount = optionalMount(item);
	const serialNumber = optionalSerialNumber(item);
	if (mount === undefined || serialNumber === undefined) throw badOption('serialNumber', 'hex');
	if (optionalString(item, 'connection') !== connection.id) {
		throw new PkiError('unsupported', { reason: 'severalConnections' });
	}
	return { connection: connection.id, mount, serialNumber, name: serialNumber, ...knownOf(item) };
}

/** What a row of the tree carries of its certificate. */
function knownOf({ certificate }: Options): Known | undefined {
	if (typeof certificate !== 'object' || certificate === null) return undefined;
	const { name, notAfter }: { name?: unknown; notAfter?: unknown } = certificate;
	if (typeof name !== 'string') return undefined;
	return { name, ...(typeof notAfter === 'string' && { notAfter }) };
}

function readKnown(client: Backend, mount: string, serialNumber: string): Promise<Known> {
	return withProgress(vscode.l10n.t('Reading the certificate'), (signal) =>
		client.readCertificate(mount, serialNumber, { signal }),
	);
}

async function chooseReason(
	client: Backend,
	given: string | undefined,
	ask: boolean,
): Promise<RevocationReason | undefined> {
	const reasons = client.revocationReasons ?? [];
	if (given !== undefined) {
		if (reasons.length === 0) throw new PkiError('unsupported', { reason: 'revocationReason' });
		const reason = reasons.find((candidate) => candidate === given);
		if (reason === undefined) throw badOption('reason', reasons.join(' | '));
		return reason;
	}
	if (!ask || reasons.length === 0) return undefined;
	const items = reasons.map((reason) => ({ ...reasonWords(reason), reason }));
	const item = await askOnce(vscode.l10n.t('Revoke'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('Reason for revoking. It is published in the CRL'), items }),
	);
	return item.reason;
}

/** Names what will be revoked, once and modally; *Copy as CLI* ends it without revoking. */
async function confirm(
	client: Backend,
	targets: readonly Target[],
	reason: RevocationReason | undefined,
): Promise<boolean> {
	const revoke = vscode.l10n.t('Revoke');
	const copy = vscode.l10n.t('Copy as CLI');
	const { message, detail } = revocationQuestion(targets, new Date());
	const answer = await confirmLoss(message, {
		detail,
		keep:
			targets.length === 1 ? vscode.l10n.t('Keep Certificate') : vscode.l10n.t('Keep Certificates'),
		actions: [revoke, ...(client.commandLine ? [copy] : [])],
	});
	if (answer === copy && client.commandLine) {
		await copyAsCli(
			client.commandLine,
			targets.map((target) => ({ kind: 'revoke', request: requestFor(target, reason) })),
		);
	}
	return answer === revoke;
}

function requestFor(
	{ mount, serialNumber, certificatePem }: Target,
	reason: RevocationReason | undefined,
): RevokeRequest {
	return { mount, serialNumber, reason, ...(certificatePem !== undefined && { certificatePem }) };
}

async function revokeAll(
	context: CommandContext,
	revoke: NonNullable<Backend['revoke']>,
	targets: readonly Target[],
	reason: RevocationReason | undefined,
): Promise<readonly Revoked[]> {
	const outcomes: Revoked[] = [];
	try {
		await withProgress(vscode.l10n.t('Revoking'), async (signal, report) => {
			for (const target of targets) {
				signal.throwIfAborted();
				report(plainText(target.name), (100 * outcomes.length) / targets.length);
				const outcome: RevokeOutcome = await revoke(requestFor(target, reason), { signal });
				outcomes.push({ ...target, outcome });
			}
		});
	} catch (error) {
		if (outcomes.length === 0) throw error;
		throw halfDone(outcomes, targets.length, error);
	} finally {
		for (const { connection, mount } of uniqueMounts(targets)) {
			context.changes.fire({ connection, mount, part: 'certificates' });
			context.changes.fire({ connection, mount, part: 'crl' });
		}
	}
	return outcomes;
}

/** What went through before a failure or a cancel cannot be undone, so it is said with it. */
function halfDone(outcomes: readonly Revoked[], wanted: number, error: unknown): PkiError {
	const rest = vscode.l10n.t(
		'Not revoked: {0} more. {1}',
		wanted - outcomes.length,
		describeError(error).message,
	);
	const code = isPkiError(error) && error.code !== 'cancelled' ? error.code : 'unexpected';
	const explanation = `${describeOutcomes(outcomes)} ${rest}`;
	return new PkiError(code, { args: { explanation }, cause: error });
}

function uniqueMounts(targets: readonly Target[]): readonly Target[] {
	return [...new Map(targets.map((item) => [item.mount, item])).values()];
}
