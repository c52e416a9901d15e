import * as vscode from 'vscode';
import type {
	AuthorityOutcome,
	GenerateIntermediateRequest,
} from '../../../core/backends/contract/administration.js';
import type { Authority } from '../../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../../core/common/errors.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { askOrRecall } from '../../../ui/ask/drafts.js';
import { askOnce } from '../../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { type AdminTarget, type AdminTask, pickAdminTarget } from '../admin.js';
import { afterNewCa, caDifferences, caSummary, expiryWords, makeCa } from './newCa.js';
import { optionalMount, optionalString } from '../../input/options.js';
import { namedIssuer, pickMount } from '../../input/pickers.js';

/**
 * `pki.generateIntermediate` `{ connection, mount, parentMount, parentIssuer, commonName, issuerName, ttl, keyType,
 * organization, organizationalUnit, maxPathLength }`: makes the key in `mount`, has `parentMount` sign it and puts the certificate back, in one go.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<AuthorityOutcome> {
	const { options } = input;
	const target = await pickAdminTarget(context, options, 'generateIntermediate');
	const mount = await pickMount(context, target.connection, options);
	const parentMount =
		optionalMount(options, 'parentMount') ??
		context.backends.of(target.connection).singleMount ??
		(await pickParentMount(target, mount));
	const parentIssuer =
		optionalString(options, 'parentIssuer') ??
		(input.interactive ? await namedIssuer(context, target.connection, parentMount) : undefined);
	return makeCa(context, input, target, {
		title: vscode.l10n.t('Generate Intermediate'),
		commonName: vscode.l10n.t('Issuing CA'),
		ttl: '5y',
		mount,
		signedIn: parentMount,
		task: (request) => intermediateTask(target, { ...request, parentMount, parentIssuer }),
	});
}

function intermediateTask(
	target: AdminTarget<'generateIntermediate'>,
	request: GenerateIntermediateRequest,
): AdminTask<AuthorityOutcome> {
	const { mount, parentMount, commonName: name } = request;
	return {
		title: vscode.l10n.t('Generate intermediate'),
		summary: caSummary(
			vscode.l10n.t('“{0}” in {1}, signed by {2}', name, mount, parentMount),
			request,
		),
		operation: { kind: 'generateIntermediate', request },
		run: (signal) => target.administration.generateIntermediate(request, { signal }),
		done: (outcome) =>
			[
				vscode.l10n.t('The intermediate “{0}” was created in {1}.', name, mount),
				expiryWords(outcome),
			].join(' '),
		differences: async (outcome) =>
			caDifferences(outcome, request, await parentOf(target, request)),
		changes: [
			{ connection: target.connection.id, mount },
			{ connection: target.connection.id, mount: parentMount, part: 'certificates' },
		],
		next: afterNewCa(mount),
	};
}

/** The issuer that was named; undefined for the default, and where the token may not read it. */
async function parentOf(
	{ client }: AdminTarget,
	{ parentMount, parentIssuer }: GenerateIntermediateRequest,
): Promise<Authority | undefined> {
	if (parentIssuer === undefined) return undefined;
	try {
		return await client.readAuthority(parentMount, parentIssuer);
	} catch (error) {
		if (isPkiError(error)) return undefined;
		throw error;
	}
}

async function pickParentMount(target: AdminTarget, mount: string): Promise<string> {
	const page = await withProgress(vscode.l10n.t('Reading the mounts'), (signal) =>
		target.client.listMounts({ limit: 5000 }, { signal }),
	);
	const items = page.items.map((item) => ({
		label: item.mount,
		description: item.mount === mount ? vscode.l10n.t('this mount') : (item.description ?? ''),
		iconPath: new vscode.ThemeIcon('archive'),
	}));
	if (items.length === 0) throw new PkiError('notFound', { reason: 'noMount' });
	const title = vscode.l10n.t('Generate Intermediate');
	const chosen = await askOrRecall(title, ['parentMount'], () =>
		askOnce(title, (frame) =>
			frame.pick({
				prompt: vscode.l10n.t('Which mount signs it?'),
				// Another mount is the likelier parent.
				items: [...items].sort((a, b) => Number(a.label === mount) - Number(b.label === mount)),
			}),
		),
	);
	return chosen.label;
}
