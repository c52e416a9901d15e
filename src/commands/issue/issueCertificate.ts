import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type { IssueRequest, KeyKind } from '../../core/backends/contract/backend.js';
import type { Asked } from '../../core/backends/issuing/comparison.js';
import {
	altNamesOf,
	type NameWishes,
	placeNames,
	type TakenHost,
	usageOf,
} from '../../core/backends/issuing/nameWishes.js';
import type { RequestNames } from '../../core/backends/roles/roleCheck.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { roleKeyWords } from '../../ui/words/roleWords.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { Frame } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import { finishIssue, settleFiles, type Made } from './finishIssue.js';
import { signLocal } from './signLocal.js';
import { requireTrust } from '../input/folders.js';
import { nameOf, readIssueOptions, wishesOf, type IssueOptions } from './forms/issueOptions.js';
import { keyKindsFor, requireKindAllowed } from '../input/keyKinds.js';
import { capSentence } from './forms/lifetime.js';
import { optionalPkcs12, type Pkcs12Wish } from '../save/pkcs12.js';
import { settleCaKey, withCaKey } from '../localCa/lostKey.js';
import { badOption } from '../input/options.js';
import { orOtherWay, type OtherWay } from './otherWay.js';
import { review, type ReviewItem } from './forms/review.js';
import {
	expectedRefusal,
	issuerOf,
	issuerReference,
	mayIssue,
	mayUseLocalKey,
	pickRoleTarget,
	readRoleFacts,
	requireAllowed,
	type RoleFacts,
	type RoleTarget,
	tokenCannot,
} from './forms/roleTarget.js';
import { summaryWords } from './forms/summary.js';

/** Everything that is settled before anything is sent. */
interface Plan {
	readonly target: RoleTarget;
	readonly facts: RoleFacts;
	readonly request: IssueRequest;
	readonly name: string;
	/** The kind of key to make here; undefined: the server makes it. */
	readonly localKey?: KeyKind;
	readonly folder?: string;
	readonly pkcs12?: Pkcs12Wish;
	readonly taken: readonly TakenHost[];
	/** The names as they were given, where another one was put among them. */
	readonly plainNames?: NameWishes;
}

/**
 * `pki.issueCertificate`: where the token may sign, the key is made here and only a request is sent; else the server
 * makes the key. A program is asked for nothing but connection, mount and role, where there are several.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const given = {
		...readIssueOptions(input.options),
		pkcs12: optionalPkcs12(input.options, input.interactive),
	};
	const target = await pickRoleTarget(context, input.options, 'issue', 'sign');
	const facts = await readRoleFacts(target, input.interactive, given.issuer);
	const chosen = input.interactive
		? await ask(target, facts, given)
		: requirePlanAllowed(plan(target, facts, given));

	await settleCaKey(context, input, target.connection.id);
	const { folder, name, pkcs12 } = chosen;
	const files = await settleFiles(input, folder, name, true, pkcs12 !== undefined);
	const title = vscode.l10n.t('Issuing “{0}”', plainText(name));
	const send = (wanted: Plan) =>
		withCaKey(context, input, target.connection.id, () =>
			withProgress(title, (signal) => make(wanted, signal)),
		);
	const other = input.interactive ? otherPlan(chosen) : undefined;
	const made = await orOtherWay(
		() => send(chosen),
		other && { ...other, run: () => send(other.plan) },
	);
	return finishIssue(context, input, target, files, {
		...{ ...made, name, pkcs12 },
		asked: askedFor(chosen),
		taken: chosen.taken,
	});
}

async function ask(target: RoleTarget, facts: RoleFacts, given: IssueOptions): Promise<Plan> {
	const { askForCertificate } = await import('./forms/issueForm.js');
	return askForCertificate({ target, facts, given }, (frame, options, more) =>
		confirm(frame, plan(target, facts, options), more),
	);
}

/** Rejects with `invalid` when there is no name in it. */
function plan(target: RoleTarget, facts: RoleFacts, options: IssueOptions): Plan {
	const { keyType, usage, folder, pkcs12 } = options;
	const issuer = issuerReference(facts, options.issuer);
	const wishes = wishesOf(target, options);
	const placed = placeNames(wishes, facts.rules, usageOf(facts.rules, usage));
	const { taken, isAdded } = placed;
	const request = { ...wishes, ...placed.names, issuer, usage, keyType };
	const name = nameOf(request);
	if (name === undefined) throw badOption('commonName', 'string');
	const localKey = localKeyKind(target, facts, options);
	const { commonName } = request;
	const { altNames, ipSans, uriSans } = options;
	const plainNames = isAdded ? { commonName, altNames, ipSans, uriSans } : undefined;
	return { target, facts, request, name, folder, localKey, taken, plainNames, pkcs12 };
}

function askedFor({ facts, request }: Plan): Asked {
	const { commonName, ttlSeconds, usage, issuer } = request;
	return {
		...{ commonName, ttlSeconds, usage },
		altNames: altNamesOf(request),
		...(issuer !== undefined && { issuer: facts.issuers.find(({ id }) => id === issuer) }),
	};
}

/** Rejects with `invalid` when the role is certain to refuse it; a person is told in the last step instead. */
function requirePlanAllowed(planned: Plan): Plan {
	requireAllowed(planned.facts.rules, planned.request, namesInRequest(planned));
	return planned;
}

/** With a key made here, the names go out in a request as well. */
function namesInRequest({ request, localKey }: Plan): RequestNames | undefined {
	return localKey === undefined ? undefined : request;
}

/**
 * Rejects with `unsupported` when a local key was asked for and the backend signs no requests, with `invalid` when the
 * role would refuse the key.
 */
function localKeyKind(
	target: RoleTarget,
	facts: RoleFacts,
	{ localKey, keyType }: IssueOptions,
): KeyKind | undefined {
	if (!(localKey ?? mayUseLocalKey(target, facts))) return undefined;
	if (!target.client.sign) throw new PkiError('unsupported', { reason: 'sign' });
	if (keyType !== undefined) requireKindAllowed(facts.rules, target.role, keyType);
	const kind = keyType ?? keyKindsFor(facts.rules)[0];
	return kind ?? (localKey === true ? 'P-256' : undefined);
}

/** The last step: issue it, let the server make the key, or copy the command line of either. */
async function confirm(
	frame: Frame,
	planned: Plan,
	more: readonly ReviewItem<'more'>[],
): Promise<Plan | 'more'> {
	const { target, request } = planned;
	return review<Plan | 'more'>(frame, {
		prompt: summary(planned),
		items: [...ways(planned), ...more],
		commandLine: target.client.commandLine,
		operation: { kind: 'issue', request },
	});
}

/** What is expected to be refused is not the first of two. */
function ways(planned: Plan): readonly ReviewItem<Plan>[] {
	const { target, facts, localKey } = planned;
	const there = { ...planned, localKey: undefined };
	const anyway = vscode.l10n.t('Send Anyway');
	const label = vscode.l10n.t('Issue');
	if (localKey === undefined) {
		const detail = vscode.l10n.t('The server makes the private key and sends it here.');
		return [offer(there, { label, anyway, detail })];
	}
	const detail = vscode.l10n.t(
		'The private key ({0}) is made here and never leaves this machine.',
		localKey,
	);
	const here = offer(planned, { label, anyway, detail });
	if (!mayIssue(target, facts)) return [here];
	const other = offer(there, {
		label: vscode.l10n.t('Issue, key made by the server'),
		anyway: vscode.l10n.t('Send Anyway, key made by the server'),
		detail: vscode.l10n.t('The server sends the private key over the connection.'),
	});
	return here.isRefused && !other.isRefused ? [other, here] : [here, other];
}

/** A way to send it; where that is expected to be refused, the reason stands there and it can be sent anyway. */
function offer(
	value: Plan,
	{ label, anyway, detail }: Readonly<Record<'label' | 'anyway' | 'detail', string>>,
): ReviewItem<Plan> & { readonly isRefused: boolean } {
	const { facts, request, localKey, target } = value;
	const isForbidden = localKey === undefined && facts.permissions?.issue === false;
	const refusal = isForbidden
		? tokenCannot('issue', target.role)
		: expectedRefusal(facts.rules, request, namesInRequest(value));
	if (refusal === undefined) return { label, detail, value, isRefused: false };
	return { label: anyway, detail: refusal, value, isRefused: true };
}

function summary({ request, facts, folder, name, localKey }: Plan): string {
	const { ttlSeconds, altNames = [], ipSans = [], uriSans = [] } = request;
	const issuer = issuerOf(facts, request.issuer);
	const usage = usageOf(facts.rules, request.usage);
	const limits = { maxTtlSeconds: facts.maxTtlSeconds, issuer, usage };
	return summaryWords({
		names: [name, ...altNames, ...ipSans, ...uriSans],
		...{ ttlSeconds, issuer, folder },
		standardTtlSeconds: facts.rules.ttlSeconds,
		key: localKey ?? roleKeyWords(facts.rules),
		advice: ttlSeconds === undefined ? undefined : capSentence(ttlSeconds, limits, new Date()),
	});
}

/** The same with a key of the other origin, where the token is not known to be refused it. */
function otherPlan(planned: Plan): (Omit<OtherWay<Made>, 'run'> & { plan: Plan }) | undefined {
	const { target, facts, localKey } = planned;
	const refusal = tokenCannot(localKey === undefined ? 'issue' : 'sign', target.role);
	if (localKey !== undefined) {
		if (!mayIssue(target, facts)) return undefined;
		const title = vscode.l10n.t('Use a Key Made by the Server');
		return { title, refusal, plan: { ...planned, localKey: undefined } };
	}
	const [kind] = keyKindsFor(facts.rules);
	if (kind === undefined || !mayUseLocalKey(target, facts)) return undefined;
	const title = vscode.l10n.t('Make the Key Here');
	return { title, refusal, plan: { ...planned, localKey: kind } };
}

/** A name that was added may be refused for reasons that the role does not tell; it was only to help. */
async function make(planned: Plan, signal: AbortSignal): Promise<Made> {
	const { request, plainNames } = planned;
	try {
		return await makeOnce(planned, signal);
	} catch (error) {
		if (!plainNames || !isPkiError(error, 'invalid')) throw error;
		return makeOnce({ ...planned, request: { ...request, ...plainNames } }, signal);
	}
}

async function makeOnce(planned: Plan, signal: AbortSignal): Promise<Made> {
	const { target, request, localKey } = planned;
	const { client } = target;
	if (localKey === undefined) {
		if (!client.issue) throw new PkiError('unsupported', { reason: 'issue' });
		const issued = await client.issue(request, { signal });
		return { issued, privateKeyPem: issued.privateKeyPem };
	}
	return signHere(planned, localKey, signal);
}

/**
 * A role that may not be read may want RSA keys: then those are tried as well, for a refused request costs nothing. The
 * error is that of the first try.
 */
async function signHere(planned: Plan, kind: KeyKind, signal: AbortSignal): Promise<Made> {
	try {
		return await signWith(planned, kind, signal);
	} catch (error) {
		const isGuess = !planned.facts.isRoleRead && planned.request.keyType === undefined;
		if (!isGuess || kind !== 'P-256' || !isPkiError(error, 'invalid')) throw error;
		return signWith(planned, 'RSA-2048', signal).catch(() => {
			throw error;
		});
	}
}

async function signWith(
	{ target, facts, request }: Plan,
	kind: KeyKind,
	signal: AbortSignal,
): Promise<Made> {
	const { requestFor } = await import('./localKey.js');
	return signLocal(target, facts.rules, request, await requestFor(request, kind), signal);
}
