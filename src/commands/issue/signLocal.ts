import type { IssueRequest, RoleRules } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { Made } from './finishIssue.js';
import { wishesBesides } from './forms/issueOptions.js';
import type { RoleTarget } from './forms/roleTarget.js';
import type { LocalRequest } from './localKey.js';

/** Has a request signed whose key is on this machine. Rejects with `unsupported` (`sign`) and the errors of the call. */
export async function signLocal(
	{ client }: Pick<RoleTarget, 'client'>,
	rules: RoleRules,
	wishes: IssueRequest,
	{ request, privateKeyPem }: LocalRequest,
	signal: AbortSignal,
): Promise<Made> {
	if (!client.sign) throw new PkiError('unsupported', { reason: 'sign' });
	const issued = await client.sign(
		{ ...wishesBesides(rules, wishes), usage: wishes.usage, request },
		{ signal },
	);
	return { issued, privateKeyPem };
}
