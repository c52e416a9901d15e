import * as vscode from 'vscode';
import type { IssuedFiles } from '../api.js';
import type { CertificateWishes, IssuedCertificate, KeyKind } from '../core/backends/backend.js';
import { PkiError } from '../core/common/errors.js';
import { withProgress } from '../ui/progress.js';
import { askOnce } from '../ui/wizard.js';
import type { CommandContext, CommandInput } from './command.js';
import { copyAsCli } from './shared/commandLine.js';
import { finishIssue, settleFiles } from './shared/finishIssue.js';
import { requireTrust } from './shared/folders.js';
import { pickRoleTarget, readWishes, type RoleTarget } from './shared/issueForm.js';
import { parseKeyKind } from './shared/keyKinds.js';
import { nameType } from './shared/names.js';
import { badOption, optionalBoolean, optionalString } from './shared/options.js';

/**
 * `pki.issueCertificate`: by default the key is made here and only a request is sent, where the token may sign; else
 * the server makes the key.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const { options } = input;
	const target = await pickRoleTarget(context, options);
	const wishes = await readWishes(target, options, input.interactive);
	if (input.interactive) await confirmOrCopy(target, wishes);
	const name = wishes.commonName ?? wishes.altNames?.[0] ?? wishes.ipSans?.[0] ?? target.role;
	const files = await settleFiles(input, name, true);
	const keyType = optionalString(options, 'keyType');
	const wanted = keyType === undefined ? undefined : parseKeyKind(keyType);
	if (keyType !== undefined && wanted === undefined)
		throw badOption('keyType', 'P-256 | RSA-2048 | …');
	const local = optionalBoolean(options, 'localKey') ?? (await maySign(target));
	const { issued, privateKeyPem } = await withProgress(
		vscode.l10n.t('Issuing a certificate'),
		(signal) =>
			local ? signHere(target, wishes, wanted, signal) : issueThere(target, wishes, wanted, signal),
	);
	return finishIssue(context, input, target, files, { issued, wishes, name, privateKeyPem });
}

async function maySign({ client, mount, role }: RoleTarget): Promise<boolean> {
	if (!client.sign) return false;
	return client.permissions ? (await client.permissions(mount, role)).sign : true;
}

async function issueThere(
	{ client }: RoleTarget,
	wishes: CertificateWishes,
	keyType: KeyKind | undefined,
	signal: AbortSignal,
): Promise<{ issued: IssuedCertificate; privateKeyPem?: string }> {
	if (!client.issue) throw new PkiError('unsupported', { reason: 'issue' });
	const issued = await client.issue({ ...wishes, keyType }, { signal });
	return { issued, privateKeyPem: issued.privateKeyPem };
}

/** The private key never leaves this machine: the server sees a request only. */
async function signHere(
	target: RoleTarget,
	wishes: CertificateWishes,
	wanted: KeyKind | undefined,
	signal: AbortSignal,
): Promise<{ issued: IssuedCertificate; privateKeyPem: string }> {
	const { client, mount, role } = target;
	if (!client.sign) throw new PkiError('unsupported', { reason: 'sign' });
	const { keyKindsFor } = await import('./shared/keyKinds.js');
	const rules = wanted ? undefined : await client.readRole(mount, role, { signal }).catch(readable);
	const kind = wanted ?? (rules ? keyKindsFor(rules.rules)[0] : undefined) ?? 'P-256';
	const { generateKey, loadSigningKey } = await import('../core/x509/write/keys.js');
	const { createRequest } = await import('../core/x509/write/request.js');
	const { privateKeyPem } = await generateKey(kind);
	const names = [
		wishes.commonName && nameType(wishes.commonName) === 'dns' ? wishes.commonName : undefined,
		...(wishes.altNames ?? []),
		...(wishes.ipSans ?? []),
		...(wishes.uriSans ?? []),
	].filter((name) => name !== undefined);
	const request = await createRequest({
		subject: wishes.commonName ?? '',
		names: [...new Set(names)].map((value) => ({ type: nameType(value), value })),
		key: await loadSigningKey(privateKeyPem),
	});
	return { issued: await client.sign({ ...wishes, request }, { signal }), privateKeyPem };
}

/** A role that may not be read leaves the key's kind to us. */
function readable(error: unknown): undefined {
	if (error instanceof PkiError && error.code === 'forbidden') return undefined;
	throw error;
}

async function confirmOrCopy(target: RoleTarget, wishes: CertificateWishes): Promise<void> {
	const { commandLine } = target.client;
	if (!commandLine) return;
	const issue = { label: vscode.l10n.t('$(verified) Issue'), run: true };
	const copy = { label: vscode.l10n.t('$(terminal) Copy as CLI'), run: false };
	const chosen = await askOnce(vscode.l10n.t('Issue Certificate'), (frame) =>
		frame.pick({
			prompt: vscode.l10n.t('{0} from {1}', wishes.commonName ?? '', target.role),
			items: [issue, copy],
		}),
	);
	if (chosen.run) return;
	await copyAsCli(commandLine, [{ kind: 'issue', request: wishes }]);
	throw new PkiError('cancelled');
}
