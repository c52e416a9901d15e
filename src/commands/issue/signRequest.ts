import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type {
	Authority,
	CertificateUsage,
	RoleRules,
	SignRequest,
} from '../../core/backends/contract/backend.js';
import type { Asked } from '../../core/backends/issuing/comparison.js';
import {
	altNamesOf,
	type NameWishes,
	placeNames,
	usageOf,
} from '../../core/backends/issuing/nameWishes.js';
import { PkiError } from '../../core/common/errors.js';
import type { RequestFacts } from '../../core/x509/model.js';
import { describeError } from '../../ui/words/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { finishIssue, settleFiles } from './finishIssue.js';
import { requireTrust } from '../input/folders.js';
import { readIssueOptions, wishesOf, type IssueOptions } from './issueOptions.js';
import { requireKeyAllowed } from '../input/keyKinds.js';
import { settleCaKey, withCaKey } from '../localCa/lostKey.js';
import { badOption, fileWords, optionalFile } from '../input/options.js';
import { parseRequest, readRequestFile, requestedNames, type GivenRequest } from './requestFile.js';
import { review } from './review.js';
import {
	expectedRefusal,
	issuerReference,
	pickRoleTarget,
	readRoleFacts,
	requireAllowed,
	type RoleTarget,
} from './roleTarget.js';

/**
 * `pki.signRequest`: a request (a file, or PEM text) signed by a role; names and key that the role
 * is certain to refuse are refused before anything is sent. A person may have a key and a request made here instead.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const options = readIssueOptions(input.options);
	const given = (await givenRequest(input)) ?? (await askForRequest());
	if (given === 'makeHere') return issueHere(context, input);
	const target = await pickRoleTarget(context, input.options, 'sign');
	const { client } = target;
	if (!client.sign) throw new PkiError('unsupported', { reason: 'sign' });
	const sign = client.sign.bind(client);

	const { facts } = given;
	const roleFacts = await readRoleFacts(target, false, options.issuer);
	const { rules } = roleFacts;
	const names = allNames(facts, options);
	const wishes = wishesOf(target, options);
	const beside = placedBeside(namesBeside(facts, options, rules), rules, options.usage);
	const request: SignRequest = {
		...wishes,
		...beside,
		issuer: issuerReference(roleFacts, options.issuer),
		usage: options.usage,
		request: given.pem,
	};
	const own = { commonName: facts.commonName, ...requestedNames(facts) };
	if (input.interactive) {
		const refusal = expectedRefusal(rules, request, own) ?? keyRefusal(rules, target.role, facts);
		await confirm(target, facts, request, refusal);
	} else {
		requireAllowed(rules, request, own);
		requireKeyAllowed(rules, target.role, facts);
	}

	await settleCaKey(context, input, target.connection.id);
	const files = await settleFiles(input, options.folder, facts.name, false);
	const title = vscode.l10n.t('Signing the request of “{0}”', plainText(facts.name));
	const issued = await withCaKey(context, input, target.connection.id, () =>
		withProgress(title, (signal) => sign(request, { signal })),
	);
	const issuer = roleFacts.issuers.find(({ id }) => id === request.issuer);
	const asked = askedFor(facts, names, request, issuer);
	return finishIssue(context, input, target, files, { issued, name: facts.name, asked });
}

/** Where the role takes no names from the request, one in the common name can be put where clients read it. */
function placedBeside(
	names: NameWishes,
	rules: RoleRules,
	usage: CertificateUsage | undefined,
): NameWishes {
	if (rules.takesAltNamesFromRequest !== false) return names;
	return placeNames(names, rules, usageOf(rules, usage)).names;
}

function askedFor(
	facts: RequestFacts,
	names: NameWishes,
	{ commonName, altNames, ipSans, uriSans, ttlSeconds, usage }: SignRequest,
	issuer: Authority | undefined,
): Asked {
	const others = facts.subjectAltNames.filter(
		({ type }) => !['dns', 'email', 'ip', 'uri'].includes(type),
	);
	const all = {
		altNames: altNames ?? names.altNames,
		ipSans: ipSans ?? names.ipSans,
		uriSans: uriSans ?? names.uriSans,
	};
	const { publicKeySha256, extendedKeyUsage, keyUsage, isCa } = facts;
	return {
		...{ ttlSeconds, usage, extendedKeyUsage, keyUsage, publicKeySha256, issuer, isCa },
		commonName: names.commonName,
		...(commonName === undefined && { subject: facts.subject }),
		altNames: [...altNamesOf(all), ...others],
	};
}

/** Undefined where a person has to be asked. */
async function givenRequest(input: CommandInput): Promise<GivenRequest | undefined> {
	const { request } = input.options;
	if (typeof request === 'string' && request.includes('-----BEGIN')) return parseRequest(request);
	// The file explorer's menu passes the file itself.
	const file = optionalFile(input.options, 'request') ?? optionalFile(input.options, 'uri');
	if (file !== undefined) return readRequestFile(file);
	if (!input.interactive) throw badOption('request', `${fileWords} | PEM`);
	return undefined;
}

async function askForRequest(): Promise<GivenRequest | 'makeHere'> {
	const title = vscode.l10n.t('Sign Request');
	const chosen = await askOnce(title, (frame) =>
		frame.pick({
			prompt: vscode.l10n.t('Which request?'),
			items: [
				{
					label: vscode.l10n.t('A request file…'),
					detail: vscode.l10n.t(
						'PEM or DER (.csr, .req, .p10); its names and key stay as they are.',
					),
					makeHere: false,
				},
				{
					label: vscode.l10n.t('Make a key here'),
					detail: vscode.l10n.t('The private key never leaves this machine.'),
					makeHere: true,
				},
			],
		}),
	);
	if (chosen.makeHere) return 'makeHere';
	const [file] =
		(await vscode.window.showOpenDialog({
			title,
			canSelectMany: false,
			filters: {
				[vscode.l10n.t('Certificate requests')]: ['csr', 'req', 'p10', 'pem', 'der'],
				[vscode.l10n.t('All files')]: ['*'],
			},
		})) ?? [];
	if (!file) throw new PkiError('cancelled');
	return readRequestFile(file.fsPath);
}

async function issueHere(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	const issueCertificate = await import('./issueCertificate.js');
	return issueCertificate.run(context, {
		...input,
		options: { ...withoutPrototype(input), localKey: true },
	});
}

/** What a tree node's getters say, as plain options. */
function withoutPrototype({ options }: CommandInput) {
	const { connection, mount, role } = options;
	return { connection, mount, role };
}

/** What the role is expected to refuse of the request's key, in words for a person. */
function keyRefusal(rules: RoleRules, role: string, facts: RequestFacts): string | undefined {
	try {
		requireKeyAllowed(rules, role, facts);
		return undefined;
	} catch (error) {
		return describeError(error).message;
	}
}

/** What the certificate will be for: the request's own names, unless the options say otherwise. */
function allNames(facts: RequestFacts, options: IssueOptions) {
	const own = requestedNames(facts);
	return {
		commonName: options.commonName ?? facts.commonName,
		altNames: options.altNames ?? own.altNames,
		ipSans: options.ipSans ?? own.ipSans,
		uriSans: options.uriSans ?? own.uriSans,
	};
}

/**
 * The names that are sent beside the request: those of the options, and the request's own where the role does not take
 * them from there. A subject that holds more than a common name is left to the request.
 */
function namesBeside(facts: RequestFacts, options: IssueOptions, rules: RoleRules) {
	const { commonName, altNames, ipSans, uriSans } = options;
	const isBare = !/(?<!\\)[,+]/.test(facts.subject);
	const repeatsCommonName = isBare && rules.takesCommonNameFromRequest !== true;
	const own = rules.takesAltNamesFromRequest === true ? undefined : requestedNames(facts);
	return {
		commonName: commonName ?? (repeatsCommonName ? facts.commonName : undefined),
		altNames: altNames ?? own?.altNames,
		ipSans: ipSans ?? own?.ipSans,
		uriSans: uriSans ?? own?.uriSans,
	};
}

async function confirm(
	{ client, role }: RoleTarget,
	facts: RequestFacts,
	request: SignRequest,
	refusal: string | undefined,
): Promise<void> {
	const names = facts.subjectAltNames.map(({ value }) => value);
	const shown = [...new Set([facts.name, ...names])].map((name) => plainText(name, 80));
	const key = facts.curve ?? [facts.keyType, facts.keyBits].filter(Boolean).join(' ');
	const question = {
		prompt: shown.slice(0, 10).join(', '),
		items: [
			{
				label: refusal === undefined ? vscode.l10n.t('Sign') : vscode.l10n.t('Send Anyway'),
				detail:
					refusal ?? vscode.l10n.t('For {0}; its key is {1}.', shown.slice(0, 10).join(', '), key),
				value: true,
			},
		],
		commandLine: client.commandLine,
		operation: { kind: 'sign', request },
	} as const;
	const title = vscode.l10n.t('Sign Request with “{0}”', role);
	await askOnce(title, (frame) => review(frame, question));
}
