/** The role that issues or signs, and what is known about it before anything is sent. */
import * as vscode from 'vscode';
import {
	type Authority,
	type Backend,
	can,
	type CertificateWishes,
	type Permissions,
	type RoleRules,
} from '../../../core/backends/contract/backend.js';
import { checkWishes, type RequestNames } from '../../../core/backends/roles/roleCheck.js';
import { isPkiError, PkiError } from '../../../core/common/errors.js';
import type { Connection } from '../../../services/connectionStore.js';
import { withProgress } from '../../../ui/ask/progress.js';
import { isWarning, violationSentences } from '../../../ui/words/errors/roleViolations.js';
import type { CommandContext } from '../../command.js';
import type { Options } from '../../input/options.js';
import { pickConnection, pickMount, pickRole } from '../../input/pickers.js';

export interface RoleTarget {
	readonly connection: Connection;
	readonly client: Backend;
	readonly mount: string;
	readonly role: string;
}

/** What could be read; a token that may only issue reads little, and the server decides the rest. */
export interface RoleFacts {
	/** Empty where the role may not be read. */
	readonly rules: RoleRules;
	readonly isRoleRead: boolean;
	/** Absent where everything is allowed. */
	readonly permissions?: Permissions;
	/** Those that can sign. */
	readonly issuers: readonly Authority[];
	/** Seconds; the shortest of what the role and the mount grant. */
	readonly maxTtlSeconds?: number;
}

/** Rejects with `unsupported` where the connection that was named can do none of what is needed. */
export async function pickRoleTarget(
	context: CommandContext,
	options: Options,
	...needs: readonly ('issue' | 'sign' | 'issuingCall')[]
): Promise<RoleTarget> {
	const connection = await pickConnection(context, options, (candidate) =>
		needs.some((ability) => can(context.backends.of(candidate), ability)),
	);
	const client = await context.clients.get(connection.id);
	if (!needs.some((ability) => client[ability] !== undefined)) {
		const [need] = needs;
		const reason = need === 'issue' ? 'noIssuing' : need;
		throw new PkiError('unsupported', { reason });
	}
	const mount = await pickMount(context, connection, options);
	const role = await pickRole(context, connection, mount, options);
	return { connection, client, mount, role };
}

/**
 * Reads the role and what the token may do with it; for a person's form also the issuers and the mount's limit, and
 * the issuers where one is named. Only a refusal (`forbidden`) counts as unknown, other errors reject.
 */
export function readRoleFacts(
	target: RoleTarget,
	forForm: boolean,
	issuer?: string,
): Promise<RoleFacts> {
	const { client, mount, role } = target;
	return withProgress(vscode.l10n.t('Reading role “{0}”', role), async (signal) => {
		const call = { signal };
		const [read, permissions, authorities, mounts] = await Promise.all([
			unlessForbidden(client.readRole(mount, role, call)),
			client.permissions?.(mount, role, call),
			forForm || issuer !== undefined
				? unlessForbidden(client.listAuthorities(mount, { limit: 200 }, call))
				: undefined,
			forForm ? unlessForbidden(client.listMounts({ limit: 5000 }, call)) : undefined,
		]);
		const rules = read?.rules ?? {};
		const limits = [
			rules.maxTtlSeconds,
			mounts?.items.find((item) => item.mount === mount)?.maxTtlSeconds,
		].filter((limit) => limit !== undefined);
		return {
			rules,
			isRoleRead: read !== undefined,
			permissions,
			issuers: (authorities?.items ?? []).filter((authority) => authority.hasKey),
			maxTtlSeconds: limits.length === 0 ? undefined : Math.min(...limits),
		};
	});
}

async function unlessForbidden<T>(reading: Promise<T>): Promise<T | undefined> {
	try {
		return await reading;
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return undefined;
		throw error;
	}
}

/**
 * Rejects with `invalid` (reason: the first violation's code; `args.explanation`: all of them in words) when the role
 * is certain to refuse the wishes. Nothing has been sent then. In doubt the server decides.
 *
 * @param request The names in the request that goes with the wishes.
 */
export function requireAllowed(
	rules: RoleRules,
	wishes: CertificateWishes,
	request?: RequestNames,
): void {
	const violations = checkWishes(rules, wishes, request).filter(
		({ certainty }) => certainty === 'certain',
	);
	const [first] = violations;
	if (!first) return;
	const explanation = violationSentences(violations, wishes.role);
	throw new PkiError('invalid', {
		reason: first.code,
		args: { ...first.args, role: wishes.role, explanation },
	});
}

/** What the role is expected to refuse, in words for the person who may send it anyway; undefined for nothing. */
export function expectedRefusal(
	rules: RoleRules,
	wishes: CertificateWishes,
	request?: RequestNames,
): string | undefined {
	const violations = checkWishes(rules, wishes, request).filter((found) => !isWarning(found));
	return violations.length === 0 ? undefined : violationSentences(violations, wishes.role);
}

/** Whether the key is made here and only a request is sent: wherever the token may sign. */
export function mayUseLocalKey({ client }: RoleTarget, { permissions }: RoleFacts): boolean {
	return client.sign !== undefined && (permissions?.sign ?? true);
}

/** Whether the server may be asked to make the key. A role that takes any key can only sign: which one should it make? */
export function mayIssue({ client }: RoleTarget, { permissions, rules }: RoleFacts): boolean {
	return client.issue !== undefined && permissions?.issue !== false && rules.keyType !== 'any';
}

export function tokenCannot(action: 'sign' | 'issue', role: string): string {
	return action === 'sign'
		? vscode.l10n.t('This token can’t sign requests with role “{0}”.', role)
		: vscode.l10n.t('This token can’t issue certificates from role “{0}”.', role);
}

/**
 * The id of the issuer of that id or name. A name that several have, or none, stays: the server knows others, such as
 * `default`, and refuses what it does not know.
 */
export function issuerReference(
	{ issuers }: RoleFacts,
	wanted: string | undefined,
): string | undefined {
	const called = issuers.filter(({ id, name }) => id === wanted || name === wanted);
	return called.length === 1 ? called[0]?.id : wanted;
}

/** The issuer that will sign: the one asked for, else the role's, else the default. */
export function issuerOf(
	{ issuers, rules }: RoleFacts,
	wanted: string | undefined,
): Authority | undefined {
	const named = (name: string | undefined) =>
		issuers.find((issuer) => issuer.id === name || issuer.name === name);
	return named(wanted) ?? named(rules.issuer) ?? issuers.find((issuer) => issuer.isDefault);
}
