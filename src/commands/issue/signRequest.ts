import * as path from 'node:path';
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
import type { RequestNames } from '../../core/backends/roles/roleCheck.js';
import { parseDuration } from '../../core/common/duration.js';
import { PkiError } from '../../core/common/errors.js';
import type { RequestFacts } from '../../core/x509/model.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { finishIssue, settleFiles } from './finishIssue.js';
import { defaultFolders, requireTrust } from '../input/folders.js';
import { readIssueOptions, wishesOf, type IssueOptions } from './forms/issueOptions.js';
import { requireKeyAllowed } from '../input/keyKinds.js';
import { settleCaKey, withCaKey } from '../localCa/lostKey.js';
import { badOption, fileWords, optionalFile } from '../input/options.js';
import { orOtherWay } from './otherWay.js';
import { parseRequest, readRequestFile, requestedNames, type GivenRequest } from './requestFile.js';
import { askForSigning, askWhichRequest } from './forms/signForm.js';
import {
	expectedRefusal,
	issuerReference,
	mayIssue,
	pickRoleTarget,
	readRoleFacts,
	requireAllowed,
	type RoleFacts,
	type RoleTarget,
	tokenCannot,
} from './forms/roleTarget.js';

/**
 * `pki.signRequest`: a request (a file, or PEM text) signed by a role; names and key that the role
 * is certain to refuse are refused before anything is sent. A person may have a key and a request made here instead.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const options = readIssueOptions(input.options);
	const named = await givenRequest(input);
	const target = await pickRoleTarget(context, input.options, 'sign');
	const roleFacts = await readRoleFacts(target, input.interactive, options.issuer);
	const given = named ?? (await askForRequest(target, roleFacts));
	if ('localKey' in given) return issueInstead(context, input, target, given);
	const { facts } = given;
	const operation = (ttlSeconds = options.ttlSeconds) =>
		signRequest(target, roleFacts, given, { ...options, ttlSeconds });
	if (!input.interactive) {
		requireAllowed(roleFacts.rules, operation(), ownNames(facts));
		requireKeyAllowed(roleFacts.rules, target.role, facts);
		const plan = { request: operation(), folder: options.folder };
		return sign(context, input, { target, roleFacts, given, options, ...plan });
	}
	const { rules } = roleFacts;
	const answer = await askForSigning({
		...{ target, facts: roleFacts, request: facts, given: options, operation },
		folder: given.file === undefined ? defaultFolders()[0] : path.dirname(given.file),
		refusal: (request) =>
			expectedRefusal(rules, request, ownNames(facts)) ?? keyRefusal(rules, target.role, facts),
	});
	const ttlSeconds = parseDuration(answer.ttl) ?? options.ttlSeconds;
	const { folder } = answer;
	const wishes = { ...allNames(facts, options), ttl: ttlSeconds, folder, localKey: false };
	const issue = () => issueInstead(context, input, target, wishes);
	if (answer.way === 'issue') return issue();
	const plan = { target, roleFacts, given, options, request: operation(ttlSeconds), folder };
	const title = vscode.l10n.t('Use a Key Made by the Server');
	return orOtherWay(
		() => sign(context, input, plan),
		mayIssue(target, roleFacts)
			? { title, refusal: tokenCannot('sign', target.role), run: issue }
			: undefined,
	);
}

interface SignPlan {
	readonly target: RoleTarget;
	readonly roleFacts: RoleFacts;
	readonly given: GivenRequest;
	readonly options: IssueOptions;
	readonly request: SignRequest;
	readonly folder: string | undefined;
}

async function sign(
	context: CommandContext,
	input: CommandInput,
	{ target, roleFacts, given: { facts }, options, request, folder }: SignPlan,
): Promise<IssuedFiles> {
	const { client } = target;
	if (!client.sign) throw new PkiError('unsupported', { reason: 'sign' });
	const send = client.sign.bind(client);
	await settleCaKey(context, input, target.connection.id);
	const files = await settleFiles(input, folder, facts.name, false);
	const title = vscode.l10n.t('Signing the request of “{0}”', plainText(facts.name));
	const issued = await withCaKey(context, input, target.connection.id, () =>
		withProgress(title, (signal) => send(request, { signal })),
	);
	const issuer = roleFacts.issuers.find(({ id }) => id === request.issuer);
	const asked = askedFor(facts, allNames(facts, options), request, issuer);
	return finishIssue(context, input, target, files, { issued, name: facts.name, asked });
}

function signRequest(
	target: RoleTarget,
	roleFacts: RoleFacts,
	{ facts, pem }: GivenRequest,
	options: IssueOptions,
): SignRequest {
	const { rules } = roleFacts;
	return {
		...wishesOf(target, options),
		...placedBeside(namesBeside(facts, options, rules), rules, options.usage),
		issuer: issuerReference(roleFacts, options.issuer),
		usage: options.usage,
		request: pem,
	};
}

function ownNames(facts: RequestFacts): RequestNames {
	return { commonName: facts.commonName, ...requestedNames(facts) };
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

async function askForRequest(
	target: RoleTarget,
	facts: RoleFacts,
): Promise<GivenRequest | { readonly localKey: boolean }> {
	const choice = await askWhichRequest(target, facts);
	if ('file' in choice) return readRequestFile(choice.file);
	return { localKey: 'makeHere' in choice };
}

/** The same role, with a key of another origin. */
async function issueInstead(
	context: CommandContext,
	input: CommandInput,
	{ connection, mount, role }: RoleTarget,
	wishes: Readonly<Record<string, unknown>> & { readonly localKey: boolean },
): Promise<IssuedFiles> {
	const issueCertificate = await import('./issueCertificate.js');
	const options = { connection: connection.id, mount, role, ...wishes };
	return issueCertificate.run(context, { ...input, options });
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
