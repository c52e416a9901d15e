import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { TokenOutcome } from '../../../core/backends/contract/backend.js';
import { PkiError } from '../../../core/common/errors.js';
import { writeFilesAtomically } from '../../../services/files/files.js';
import { plainText } from '../../../ui/words/plainText.js';
import { durationWords } from '../../../ui/words/roleWords.js';
import type { CommandContext, CommandInput } from '../../command.js';
import {
	badOption,
	optionalBoolean,
	optionalFile,
	optionalMount,
	optionalString,
	optionalStrings,
	type Options,
} from '../../input/options.js';
import { existing } from '../../save/conflicts.js';
import { type AdminTarget, type AdminTask, carryOut, pickAdminTarget } from '../admin.js';
import { optionalTtl, requireTtl } from '../adminForm.js';
import { askToken, askTokenFile, policyNames } from './tokenForm.js';

type Target = AdminTarget<'createToken'>;

interface TokenResult {
	readonly accessor: string;
	readonly policies: readonly string[];
	readonly notAfter?: string;
	readonly file?: string;
	/** Only where it was asked for. */
	readonly token?: string;
	readonly warnings?: readonly string[];
}

/** Where the token goes. */
type Place = { readonly file: string; readonly overwrite: boolean } | 'clipboard' | 'result';

interface Wish {
	readonly policies: readonly string[];
	readonly ttlSeconds: number;
	readonly place: Place;
}

/**
 * `pki.createToken` `{ connection, policies, ttl, file, overwrite, reveal }`. The token goes into the clipboard or a file of
 * mode 600; it is in the result only with `reveal: true`.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<TokenResult> {
	const given = readOptions(input.options);
	const target = await pickAdminTarget(context, input.options, 'createToken');
	const wish = input.interactive
		? await ask(input.options, given, target)
		: { ttlSeconds: requireTtl('24h'), place: 'clipboard' as const, ...given };
	if (wish.policies === undefined) throw badOption('policies', 'string[], one or more');
	await requireFree(wish.place);
	const task = tokenTask(target, { ...wish, policies: wish.policies });
	const done = await carryOut(context, input, target, task);
	return resultOf(done, wish.place, optionalBoolean(input.options, 'reveal') === true);
}

function readOptions(options: Options): Partial<Wish> {
	const policies = optionalStrings(options, 'policies');
	if (policies?.length === 0) throw badOption('policies', 'string[], one or more');
	const ttl = optionalTtl(options);
	const file = optionalFile(options, 'file');
	const overwrite = optionalBoolean(options, 'overwrite') === true;
	const reveal = optionalBoolean(options, 'reveal') === true;
	const place = file !== undefined ? { file, overwrite } : reveal ? ('result' as const) : undefined;
	return {
		...(policies && { policies }),
		...(ttl !== undefined && { ttlSeconds: requireTtl(ttl) }),
		...(place !== undefined && { place }),
	};
}

async function ask(options: Options, given: Partial<Wish>, { client }: Target): Promise<Wish> {
	const title = vscode.l10n.t('Create Token');
	const mount = optionalMount(options);
	const role = optionalString(options, 'role');
	const proposed =
		mount === undefined || role === undefined
			? undefined
			: client.rolePolicy?.({ mount, role, allow: ['issue'] }).name;
	const answers = await askToken(
		title,
		{
			...(given.policies && { policies: given.policies.join(', ') }),
			...(given.ttlSeconds !== undefined && { ttl: String(given.ttlSeconds) }),
			...(given.place !== undefined && { output: 'clipboard' as const }),
		},
		proposed ?? '',
	);
	const policies = policyNames(answers.policies);
	const place =
		given.place ??
		(answers.output === 'clipboard'
			? 'clipboard'
			: { file: await askTokenFile(title, policies[0] ?? 'pki'), overwrite: true });
	return { policies, ttlSeconds: requireTtl(answers.ttl), place };
}

/** Found out first: a token that could not be saved would live on all the same. */
async function requireFree(place: Place): Promise<void> {
	if (typeof place === 'string' || place.overwrite) return;
	const [present] = await existing(dirname(place.file), [basename(place.file)]);
	if (present !== undefined) throw new PkiError('exists', { args: { file: place.file } });
}

function tokenTask(
	{ administration, connection }: Target,
	{ policies, ttlSeconds, place }: Wish,
): AdminTask<TokenOutcome> {
	const request = { policies, ttlSeconds };
	const names = plainText(policies.join(', '));
	return {
		title: vscode.l10n.t('Create token'),
		summary: vscode.l10n.t(
			'For {0}: policies {1}, {2}',
			plainText(connection.label),
			names,
			durationWords(ttlSeconds),
		),
		operation: { kind: 'createToken', request },
		run: async (signal) => {
			const outcome = await administration.createToken(request, { signal });
			await deliver(outcome, place);
			return outcome;
		},
		done: ({ accessor }) =>
			typeof place === 'string'
				? vscode.l10n.t('The token was copied to the clipboard. Its accessor is {0}.', accessor)
				: vscode.l10n.t('The token was saved to {0}. Its accessor is {1}.', place.file, accessor),
		changes: [],
	};
}

async function deliver({ token, accessor }: TokenOutcome, place: Place): Promise<void> {
	if (place === 'result') return;
	if (place === 'clipboard') {
		await vscode.env.clipboard.writeText(token);
		return;
	}
	const { file, overwrite } = place;
	try {
		await writeFilesAtomically([{ path: file, content: token, mode: 0o600 }], { overwrite });
	} catch (cause) {
		const args = { file, accessor };
		throw new PkiError('unexpected', { reason: 'tokenNotSaved', args, cause });
	}
}

function resultOf(
	{ accessor, policies, ttlSeconds, token, warnings }: TokenOutcome,
	place: Place,
	reveal: boolean,
): TokenResult {
	return {
		...{ accessor, policies },
		...(ttlSeconds !== undefined && {
			notAfter: new Date(Date.now() + ttlSeconds * 1000).toISOString(),
		}),
		...(typeof place !== 'string' && { file: place.file }),
		...(reveal && { token }),
		...(warnings.length > 0 && { warnings }),
	};
}
