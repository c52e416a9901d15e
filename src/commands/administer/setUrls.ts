import * as vscode from 'vscode';
import type {
	AdminOutcome,
	WriteUrlsRequest,
} from '../../core/backends/contract/administration.js';
import { withProgress } from '../../ui/ask/progress.js';
import { runWizard, type Step } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	type AdminTarget,
	type AdminTask,
	carryOut,
	confirmStep,
	pickAdminTarget,
} from './admin.js';
import { textStep } from './adminForm.js';
import { splitNames } from '../input/names.js';
import { optionalStrings } from '../input/options.js';
import { pickMount } from '../input/pickers.js';

interface Form {
	issuing: string;
	crl: string;
	ocsp: string;
	[key: string]: string | undefined;
}

/**
 * `pki.setUrls` `{ connection, mount, issuingCertificates, crlDistributionPoints, ocspServers }`: the addresses that
 * every certificate issued from now on carries (RFC 5280, 4.2.1.13 and 4.2.2.1).
 */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const target = await pickAdminTarget(context, options, 'readUrls', 'writeUrls');
	const mount = await pickMount(context, target.connection, options);
	const title = vscode.l10n.t('Reading the addresses of {0}', mount);
	const now = await withProgress(title, (signal) =>
		target.administration.readUrls({ mount }, { signal }),
	);
	const given: Partial<Form> = {
		issuing: joined(optionalStrings(options, 'issuingCertificates')),
		crl: joined(optionalStrings(options, 'crlDistributionPoints')),
		ocsp: joined(optionalStrings(options, 'ocspServers')),
	};
	const suggested = target.client.publicUrls?.(mount);
	const taskOf = (form: Partial<Form>) =>
		urlsTask(target, {
			mount,
			urls: {
				issuingCertificates: listOf(form.issuing) ?? now.issuingCertificates,
				crlDistributionPoints: listOf(form.crl) ?? now.crlDistributionPoints,
				ocspServers: listOf(form.ocsp) ?? now.ocspServers,
			},
		});
	const defaults: Form = {
		issuing: known(now.issuingCertificates) ?? joined(suggested?.issuingCertificates) ?? '',
		crl: known(now.crlDistributionPoints) ?? joined(suggested?.crlDistributionPoints) ?? '',
		ocsp: joined(now.ocspServers) ?? '',
	};
	const form = input.interactive
		? await ask(given, defaults, confirmStep<Form>(input, target, taskOf))
		: given;
	return carryOut(context, input, target, { ...taskOf(form), isConfirmed: true });
}

function urlsTask(
	target: AdminTarget<'writeUrls'>,
	request: WriteUrlsRequest,
): AdminTask<AdminOutcome> {
	const { mount } = request;
	return {
		title: vscode.l10n.t('Set AIA and CRL addresses'),
		summary: vscode.l10n.t('Included in every certificate that {0} issues from now on', mount),
		operation: { kind: 'writeUrls', request },
		run: (signal) => target.administration.writeUrls(request, { signal }),
		done: () => vscode.l10n.t('The addresses of {0} were set.', mount),
		changes: [{ connection: target.connection.id, mount, part: 'crl' }],
		next: [
			{
				title: vscode.l10n.t('Create Role…'),
				command: 'pki.createRole',
				needs: ['writeRole'],
				options: { mount },
			},
		],
	};
}

function ask(given: Partial<Form>, defaults: Form, last: Step<Form>): Promise<Form> {
	const step = (key: 'issuing' | 'crl' | 'ocsp', prompt: string) =>
		textStep<Form>(key, given, () => ({ prompt, value: defaults[key], validate: validateUrls }));
	return runWizard<Form>(
		vscode.l10n.t('Set AIA and CRL Addresses'),
		[
			step('issuing', vscode.l10n.t('Where clients download the CA certificate (AIA), or empty')),
			step('crl', vscode.l10n.t('Where clients download the CRL, or empty')),
			step('ocsp', vscode.l10n.t('OCSP responder for clients, or empty')),
			last,
		],
		given,
	);
}

function joined(urls: readonly string[] | undefined): string | undefined {
	return urls?.join(', ');
}

/** The addresses that are set; undefined when there are none, so that a suggestion takes their place. */
function known(urls: readonly string[]): string | undefined {
	return urls.length === 0 ? undefined : urls.join(', ');
}

function listOf(text: string | undefined): readonly string[] | undefined {
	return text === undefined ? undefined : splitNames(text);
}

function validateUrls(text: string): string | undefined {
	const bad = splitNames(text).find((url) => !/^(https?|ldap):\/\//.test(url));
	return bad === undefined
		? undefined
		: vscode.l10n.t('“{0}” is not a valid address (http://…)', bad);
}
