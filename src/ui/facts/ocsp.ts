import * as vscode from 'vscode';
import type { OcspFacts, OcspSingleResponse } from '../../core/x509/model.js';
import { hasEnded } from '../../core/x509/verdict.js';
import { distinguishedName, shortName } from '../words/distinguishedName.js';
import { exactTime, relativeTime } from '../words/words.js';
import { extensionSection, hexRow, problemRows, rawSection, validityView } from './common.js';
import type {
	FactRow,
	FactsContext,
	FactSection,
	FactsView,
	OcspCheck,
	VerdictView,
} from './model.js';
import { revocationReason } from './revocationReasons.js';
import { colonHex, count, visible, visibleStart } from './text.js';

/** More rows nobody reads; the number above the table is the true one. */
const shownResponses = 1000;

/** An OCSP response (RFC 6960, 4.2): what a CA said of the revocation of one certificate or several. */
export function ocspView(facts: OcspFacts, context: FactsContext): FactsView {
	const [only, ...others] = facts.responses;
	const single = others.length === 0 ? only : undefined;
	const validity = single && validityView(single.thisUpdate, single.nextUpdate, context.now);
	const current = currency(facts, context.now);
	const verdict = single ? worst(single, current) : current;
	const extensions = [...facts.extensions, ...facts.responses.flatMap((one) => one.extensions)];
	return {
		kind: vscode.l10n.t('OCSP response'),
		name: ocspName(facts),
		...(verdict && { verdict }),
		...(validity && { validity }),
		rows: [
			...(single ? singleRows(single) : [responseRow(facts)]),
			...responderRows(facts),
			...signatureRows(facts, context),
			...problemRows(facts.problems, extensions),
		],
		sections: [
			...(single ? [] : responsesSection(facts)),
			...certificatesSection(facts),
			...extensionSection(extensions),
			...rawSection(context),
		],
	};
}

/** The responder, whose name the response is known by; of an error what went wrong. */
export function ocspName({ responder, status }: OcspFacts): string {
	if (responder?.name !== undefined) return shortName(responder.name);
	return responder === undefined
		? statusWords(status)
		: vscode.l10n.t('Key {0}', colonHex(responder.keyHash.slice(0, 16)));
}

/** What it says in a line: `Good`, `next update in 3 days`. */
export function ocspSummary(facts: OcspFacts, now: Date): readonly string[] {
	const [only, ...others] = facts.responses;
	if (only === undefined) return [statusWords(facts.status)];
	if (others.length > 0) return [vscode.l10n.t('{0} certificates', facts.responses.length)];
	return [certificateStatus(only), currency(facts, now)?.words ?? ''].filter((part) => part !== '');
}

function statusWords(status: string): string {
	switch (status) {
		case 'successful':
			return vscode.l10n.t('Successful');
		case 'malformedRequest':
			return vscode.l10n.t('The responder could not read the request.');
		case 'internalError':
			return vscode.l10n.t('The responder had an internal error.');
		case 'tryLater':
			return vscode.l10n.t('The responder is busy. Try again later.');
		case 'sigRequired':
			return vscode.l10n.t('The responder requires a signed request.');
		case 'unauthorized':
			return vscode.l10n.t('The responder does not answer for this certificate.');
		default:
			return vscode.l10n.t('Unknown status {0}', visibleStart(status));
	}
}

function responseRow(facts: OcspFacts): FactRow {
	const isOver = facts.status === 'successful';
	const values = [statusWords(facts.status)];
	const row = { label: vscode.l10n.t('Response'), values };
	return isOver ? row : { ...row, tone: 'warning' };
}

function certificateStatus({ certificateStatus: status, ...facts }: OcspSingleResponse): string {
	switch (status) {
		case 'good':
			return vscode.l10n.t('Good: not revoked');
		case 'unknown':
			return vscode.l10n.t('Unknown to the responder');
		case 'revoked': {
			const { revokedAt, reason } = facts;
			const when = revokedAt === undefined ? unreadTime() : exactTime(revokedAt);
			return reason === undefined
				? vscode.l10n.t('Revoked on {0}', when)
				: vscode.l10n.t('Revoked on {0}: {1}', when, revocationReason(reason));
		}
	}
}

function singleRows(single: OcspSingleResponse): readonly FactRow[] {
	const status = { label: vscode.l10n.t('Status'), values: [certificateStatus(single)] };
	return [
		single.certificateStatus === 'good' ? status : { ...status, tone: 'warning' },
		hexRow(vscode.l10n.t('Serial number'), single.serialNumber),
		{ label: vscode.l10n.t('As of'), values: [timeWords(single.thisUpdate)] },
		hexRow(
			vscode.l10n.t('Issuer name ({0})', visibleStart(single.hashAlgorithm)),
			single.issuerNameHash,
		),
		hexRow(
			vscode.l10n.t('Issuer key ({0})', visibleStart(single.hashAlgorithm)),
			single.issuerKeyHash,
		),
	];
}

function responderRows(facts: OcspFacts): readonly FactRow[] {
	const { responder, producedAt, signatureAlgorithm } = facts;
	if (responder === undefined) return [];
	return [
		responder.name === undefined
			? hexRow(vscode.l10n.t('Responder key (SHA-1)'), responder.keyHash)
			: { label: vscode.l10n.t('Responder'), values: [distinguishedName(responder.name)] },
		{ label: vscode.l10n.t('Issued'), values: [timeWords(producedAt)] },
		{ label: vscode.l10n.t('Signed with'), values: [visible(signatureAlgorithm)] },
	];
}

function signatureRows({ status }: OcspFacts, { ocsp }: FactsContext): readonly FactRow[] {
	if (ocsp === undefined || status !== 'successful') return [];
	const row = { label: vscode.l10n.t('Signature'), values: [signatureWords(ocsp)] };
	return [ocsp.verdict === 'bad' ? { ...row, tone: 'warning' } : row];
}

function signatureWords(check: OcspCheck): string {
	const { issuer = '' } = check;
	switch (check.verdict) {
		case 'good':
			return check.signer === undefined
				? vscode.l10n.t('Verified: signed by {0}', issuer)
				: vscode.l10n.t('Verified: signed by {0}, authorized by {1}', check.signer, issuer);
		case 'bad':
			return vscode.l10n.t('Not signed by {0} or a responder that it authorized', issuer);
		case 'unknown':
			if (issuer !== '') return vscode.l10n.t('Not checked: the algorithm is not supported');
			return check.sender === undefined
				? vscode.l10n.t('Not checked: the issuer’s certificate was not found')
				: vscode.l10n.t(
						'Signed by {0}, not verified: the issuer’s certificate was not found',
						check.sender,
					);
	}
}

/** That the certificate is revoked counts more than how long the answer may be used. */
function worst(
	{ certificateStatus: status }: OcspSingleResponse,
	current: VerdictView | undefined,
): VerdictView | undefined {
	if (status !== 'revoked' || current?.verdict === 'expired') return current;
	const words = vscode.l10n.t('Certificate revoked');
	return { verdict: 'revoked', words, exact: '', ...(current && withCurrency(words, current)) };
}

function withCurrency(words: string, { words: current, exact }: VerdictView) {
	return { words: `${words} · ${current}`, exact };
}

/** The first that is out of date makes the response so; without a next update nothing can be said. */
function currency({ responses }: OcspFacts, now: Date): VerdictView | undefined {
	const updates = responses.flatMap(({ nextUpdate }) => nextUpdate ?? []);
	const [next] = updates.sort();
	if (next === undefined) return undefined;
	const relative = relativeTime(next, now);
	return hasEnded(next, now)
		? {
				verdict: 'expired',
				words: vscode.l10n.t('Out of date · next update was due {0}', relative),
				exact: exactTime(next),
			}
		: {
				verdict: 'valid',
				words: vscode.l10n.t('Current · next update {0}', relative),
				exact: exactTime(next),
			};
}

function responsesSection({ responses }: OcspFacts): readonly FactSection[] {
	if (responses.length === 0) return [];
	const shown = responses.slice(0, shownResponses);
	const caption =
		shown.length < responses.length
			? vscode.l10n.t('The first {0} of {1}', count(shown.length), count(responses.length))
			: vscode.l10n.t('{0} entries', count(responses.length));
	const columns = [
		vscode.l10n.t('Serial number'),
		vscode.l10n.t('Status'),
		vscode.l10n.t('As of'),
		vscode.l10n.t('Next update'),
	];
	const rows = shown.map((response) => [
		colonHex(response.serialNumber),
		certificateStatus(response),
		timeWords(response.thisUpdate),
		response.nextUpdate === undefined ? '' : exactTime(response.nextUpdate),
	]);
	return [
		{
			id: 'responses',
			title: vscode.l10n.t('Certificates ({0})', count(responses.length)),
			parts: [{ kind: 'table', caption, columns, rows }],
		},
	];
}

/** Those that came with it, to verify its signature. */
function certificatesSection({ certificates }: OcspFacts): readonly FactSection[] {
	if (certificates.length === 0) return [];
	const rows = certificates.map(({ subject, issuer, notAfter }) => ({
		label: shortName(subject),
		values: [
			vscode.l10n.t('issuer {0}', shortName(issuer)),
			vscode.l10n.t('valid until {0}', timeWords(notAfter)),
		],
	}));
	return [
		{
			id: 'ocspCertificates',
			title: vscode.l10n.t('Responder certificates ({0})', count(certificates.length)),
			parts: [{ kind: 'rows', rows }],
		},
	];
}

function timeWords(time: string | undefined): string {
	return time === undefined ? unreadTime() : exactTime(time);
}

function unreadTime(): string {
	return vscode.l10n.t('an unreadable time');
}
