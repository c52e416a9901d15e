/** What making a root and making an intermediate have in common. */
import * as vscode from 'vscode';
import type {
	AuthorityOutcome,
	GenerateRootRequest,
} from '../../../core/backends/contract/administration.js';
import type { Authority } from '../../../core/backends/contract/backend.js';
import { compareIssued, type Difference } from '../../../core/backends/issuing/comparison.js';
import { plainText } from '../../../ui/words/plainText.js';
import { durationWords, roleKeyWords } from '../../../ui/words/roleWords.js';
import { exactTime } from '../../../ui/words/words.js';
import type { CommandContext, CommandInput } from '../../command.js';
import {
	type AdminTarget,
	type AdminTask,
	carryOut,
	confirmTask,
	mountMaxTtl,
	type NextCommand,
} from '../admin.js';
import { askForCa, type CaFormContext } from './caForm.js';

/** The form's title and its suggestions. */
export interface NewCa extends Pick<CaFormContext, 'title' | 'commonName' | 'ttl'> {
	/** Where the CA will be. */
	readonly mount: string;
	/** Whose limit its lifetime has. */
	readonly signedIn: string;
	task(request: GenerateRootRequest): AdminTask<AuthorityOutcome>;
}

/** Asks for what the options leave out, has a person confirm, and makes it. */
export async function makeCa(
	context: CommandContext,
	input: CommandInput,
	target: AdminTarget,
	ca: NewCa,
): Promise<AuthorityOutcome> {
	const request = await askForCa(ca.mount, input.options, input.interactive, {
		title: ca.title,
		commonName: ca.commonName,
		ttl: ca.ttl,
		maxTtl: await mountMaxTtl(target.client, ca.signedIn),
		keyTypes: target.client.keyTypes,
		hasMore: target.client.authorityWishes?.length !== 0,
		confirm: (frame, wish, more) => confirmTask(frame, target, ca.task(wish), more),
	});
	return carryOut(context, input, target, { ...ca.task(request), isConfirmed: true });
}

/** What a CA that came back is compared with; `chainPem` is what is known above it. */
export function caDifferences(
	outcome: AuthorityOutcome,
	{ commonName, ttlSeconds, keyType, keyBits }: GenerateRootRequest,
	issuer?: Authority,
): readonly Difference[] {
	const { certificatePem, chainPem = [] } = outcome;
	const asked = { commonName, ttlSeconds, key: { keyType, keyBits }, isCa: true, issuer };
	return compareIssued(asked, { certificatePem, chainPem }, new Date());
}

/** What a new CA will be, in one line: `“Lab Root” in pki · 10 years · EC P-256 · O=Lab · maximum path length 1`. */
export function caSummary(name: string, request: GenerateRootRequest): string {
	const { organization, organizationalUnit, maxPathLength } = request;
	const parts = [
		name,
		durationWords(request.ttlSeconds),
		roleKeyWords(request),
		organization && `O=${plainText(organization, 60)}`,
		organizationalUnit && `OU=${plainText(organizationalUnit, 60)}`,
		maxPathLength === undefined
			? undefined
			: vscode.l10n.t('maximum path length {0}', maxPathLength),
	];
	return parts.filter((part) => part !== undefined).join(' · ');
}

export function expiryWords({ notAfter }: AuthorityOutcome): string {
	return vscode.l10n.t('It expires {0}.', exactTime(notAfter));
}

/** A CA that stands is of use once its certificates say where it is found, and a role issues them. */
export function afterNewCa(mount: string): readonly NextCommand[] {
	return [
		{
			title: vscode.l10n.t('Set AIA and CRL Addresses…'),
			command: 'pki.setUrls',
			needs: ['writeUrls'],
			options: { mount },
		},
		{
			title: vscode.l10n.t('Create Role…'),
			command: 'pki.createRole',
			needs: ['writeRole'],
			options: { mount },
		},
	];
}
