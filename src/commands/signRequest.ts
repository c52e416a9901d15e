import { open } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../api.js';
import { PkiError } from '../core/common/errors.js';
import { withProgress } from '../ui/progress.js';
import type { CommandContext, CommandInput } from './command.js';
import { finishIssue, settleFiles } from './shared/finishIssue.js';
import { requireTrust } from './shared/folders.js';
import { pickRoleTarget, readWishes } from './shared/issueForm.js';
import { optionalFile } from './shared/options.js';

const largestRequest = 1024 * 1024;

/** `pki.signRequest`: a request file (PEM or DER), or PEM text, signed by a role; no key is touched. */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const { request, name } = await readRequest(input);
	const target = await pickRoleTarget(context, input.options);
	const { client } = target;
	if (!client.sign) throw new PkiError('unsupported', { reason: 'sign' });
	const sign = client.sign.bind(client);
	// Names come from the request itself unless the options say otherwise.
	const wishes = await readWishes(
		target,
		{ commonName: name, ...input.options },
		input.interactive,
	);
	const files = await settleFiles(input, name, false);
	const issued = await withProgress(vscode.l10n.t('Signing the request'), (signal) =>
		sign({ ...wishes, request }, { signal }),
	);
	return finishIssue(context, input, target, files, { issued, wishes, name });
}

async function readRequest(input: CommandInput): Promise<{ request: string; name: string }> {
	const given = input.options.request;
	const content =
		typeof given === 'string' && given.includes('-----BEGIN')
			? given
			: await readBounded(optionalFile(input.options, 'request') ?? (await browse()));
	const { decode } = await import('../core/x509/decode.js');
	const block = decode(content).find((candidate) => candidate.facts?.kind === 'request');
	if (block?.facts?.kind !== 'request' || !block.der)
		throw new PkiError('invalid', { reason: 'noRequest' });
	const { toPem } = await import('../core/x509/pem.js');
	return { request: toPem('CERTIFICATE REQUEST', block.der), name: block.facts.name };
}

async function readBounded(file: string): Promise<Uint8Array> {
	const handle = await open(file);
	try {
		const { size } = await handle.stat();
		if (size > largestRequest) throw new PkiError('tooLarge', { reason: 'file', args: { file } });
		return await handle.readFile();
	} finally {
		await handle.close();
	}
}

async function browse(): Promise<string> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Sign Request'),
			canSelectMany: false,
			filters: { [vscode.l10n.t('Requests')]: ['csr', 'req', 'p10', 'pem'] },
		})) ?? [];
	if (!file) throw new PkiError('cancelled');
	return path.normalize(file.fsPath);
}
