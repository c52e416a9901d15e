/** One watched connection as a section of a report. */
import * as vscode from 'vscode';
import { outcomeOf } from '../../core/tls/watch/outcome.js';
import type { WatchedConnection } from '../../core/tls/watch/watch.js';
import type { ClientHelloFacts, HandshakeFacts } from '../../core/tls/wire/facts.js';
import { readCertificateListFacts } from '../../core/x509/certificate.js';
import type { ReportItem, ReportRow, ReportSection } from '../../ui/report/report.js';
import { visibleStart } from '../../ui/words/visible.js';
import {
	alertWords,
	explainedOutcome,
	isFailure,
	outcomeWords,
	sideWords,
	targetWords,
	versionWords,
} from '../../ui/words/watchWords.js';
import { expiryWords } from '../../ui/words/words.js';

export function connectionSection(
	connection: WatchedConnection,
	{ open, withTarget }: { readonly open: boolean; readonly withTarget: boolean },
): ReportSection {
	const { id, facts } = connection;
	const name = withTarget ? `#${id} ${targetWords(connection)}` : `#${id}`;
	return {
		...{ id: `connection-${id}`, open },
		title: `${name}: ${outcomeWords(connection)}`,
		items: itemsOf(connection),
		rows: connectionRows(connection),
		...(isHidden(facts) && { note: hiddenNote() }),
	};
}

export function itemsOf(connection: WatchedConnection): readonly ReportItem[] {
	const explained = explainedOutcome(connection);
	if (!explained) return [];
	const { text, checks, code } = explained;
	const sign = isFailure(connection) ? 'expired' : 'unknown';
	return [{ sign, text, steps: checks, code, actions: [] }];
}

export function connectionRows(connection: WatchedConnection): readonly ReportRow[] {
	const { facts, bytes } = connection;
	return [
		...(facts.clientHello ? clientRows(facts.clientHello) : []),
		...serverRows(facts),
		...certificateRows(facts),
		...facts.alerts.map((alert) => ({
			label: vscode.l10n.t('Alert from {0}', sideWords(alert.from).toLowerCase()),
			value: alertWords(alert),
		})),
		...closedRows(facts),
		{
			label: vscode.l10n.t('Bytes'),
			value: vscode.l10n.t('{0} from the client, {1} from the server', bytes.client, bytes.server),
		},
	];
}

export function isHidden(facts: HandshakeFacts): boolean {
	return facts.serverHello?.version === 'TLSv1.3' && !facts.decrypted.server;
}

export function hiddenNote(): string {
	return vscode.l10n.t(
		'TLS 1.3 encrypts certificates and alerts. Start the watch with a key log file that the client writes (SSLKEYLOGFILE) to see them.',
	);
}

function clientRows(hello: ClientHelloFacts): readonly ReportRow[] {
	const offered = (label: string, values: readonly string[]): readonly ReportRow[] =>
		values.length === 0 ? [] : [{ label, value: listWords(values) }];
	return [
		{
			label: vscode.l10n.t('Server name (SNI)'),
			value: hello.serverName ?? vscode.l10n.t('Not sent'),
		},
		...offered(vscode.l10n.t('Versions offered'), hello.versions.map(versionWords)),
		...offered(vscode.l10n.t('ALPN offered'), hello.alpn ?? []),
		...offered(vscode.l10n.t('Key shares sent'), hello.keyShares),
		...offered(vscode.l10n.t('Groups offered'), hello.groups),
		...offered(vscode.l10n.t('Signature algorithms offered'), hello.signatureAlgorithms),
		...offered(vscode.l10n.t('Cipher suites offered'), hello.cipherSuites),
	];
}

function serverRows({ serverHello, helloRetry, resumed }: HandshakeFacts): readonly ReportRow[] {
	if (!serverHello) return [];
	const { version, cipherSuite, alpn, group } = serverHello;
	const row = (label: string, value: string | undefined): readonly ReportRow[] =>
		value === undefined ? [] : [{ label, value }];
	const retry = helloRetry && vscode.l10n.t('Key share for {0}', helloRetry.group ?? '–');
	return [
		...row(vscode.l10n.t('Version'), versionWords(version)),
		...row(vscode.l10n.t('Cipher suite'), cipherSuite),
		...row(vscode.l10n.t('Key exchange'), group),
		...row(vscode.l10n.t('ALPN'), alpn),
		...row(vscode.l10n.t('Asked for again'), retry),
		...row(vscode.l10n.t('Session'), resumed === true ? vscode.l10n.t('Resumed') : undefined),
	];
}

function certificateRows(facts: HandshakeFacts): readonly ReportRow[] {
	const { certificates } = facts;
	return [
		...shownRows(vscode.l10n.t('Server certificate'), certificates.server),
		...requestRows(facts),
		...shownRows(vscode.l10n.t('Client certificate'), certificates.client),
	];
}

function requestRows({ certificateRequest: asked }: HandshakeFacts): readonly ReportRow[] {
	if (asked === undefined) return [];
	const label = vscode.l10n.t('Client certificate requested');
	if (asked === 'notVisible') return [{ label, value: notVisible() }];
	if (asked === 'notAsked') return [{ label, value: vscode.l10n.t('No') }];
	const names = asked.acceptedIssuers.map(({ name }) => visibleStart(name));
	return [
		{
			label,
			value:
				names.length === 0
					? vscode.l10n.t('Yes, from any issuer')
					: vscode.l10n.t('Yes, issued by {0}', names.slice(0, 20).join(' · ')),
		},
	];
}

function shownRows(
	label: string,
	certificates: HandshakeFacts['certificates']['server'],
): readonly ReportRow[] {
	if (certificates === undefined) return [];
	if (certificates === 'notVisible') return [{ label, value: notVisible() }];
	if (certificates.length === 0) return [{ label, value: vscode.l10n.t('None sent') }];
	const now = new Date();
	return certificates.slice(0, 10).map((der, index) => {
		const facts = readCertificateListFacts(der);
		return {
			label: index === 0 ? label : vscode.l10n.t('Sent with it'),
			value: visibleStart(facts.subject === '' ? facts.name : facts.subject),
			note: expiryWords(facts, now),
		};
	});
}

function closedRows({ closedBy }: HandshakeFacts): readonly ReportRow[] {
	if (!closedBy) return [];
	const { side, how } = closedBy;
	const value = how === 'end' ? sideWords(side) : vscode.l10n.t('{0}, by a reset', sideWords(side));
	return [{ label: vscode.l10n.t('Closed first by'), value }];
}

function notVisible(): string {
	return vscode.l10n.t('Encrypted');
}

function listWords(values: readonly string[]): string {
	return visibleStart(values.join(', '), 3000);
}

/** The sign for a connection's own report. */
export function signOf(connection: WatchedConnection): 'valid' | 'expired' | 'unknown' {
	if (isFailure(connection)) return 'expired';
	return outcomeOf(connection).kind === 'established' ? 'valid' : 'unknown';
}
