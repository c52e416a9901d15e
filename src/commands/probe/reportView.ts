/** What a probe found, as a report. */
import * as vscode from 'vscode';
import { targetText } from '../../core/tls/target.js';
import type { Report, ReportItem, ReportRow, ReportSection } from '../../ui/report/report.js';
import { shortName, distinguishedName } from '../../ui/words/distinguishedName.js';
import { visibleStart } from '../../ui/words/visible.js';
import { explanationWords } from '../../ui/words/errors/tls/explanationWords.js';
import {
	addressWords,
	alpnWords,
	clientCertificateWords,
	issuersWords,
	revocationWords,
	sourceWords,
	stackWords,
	trustWords,
	versionName,
	versionWords,
} from '../../ui/words/probeWords.js';
import { protocolName } from '../../ui/words/connections/connectionWords.js';
import { exactTime, expiryWords } from '../../ui/words/words.js';
import { actionsOf } from './actionList.js';
import { failureWords, type ProblemWords } from './problems.js';
import type { Probed } from './runProbe.js';

export function probeReport(probed: Probed): Report {
	const { report, problems, now } = probed;
	return {
		kind: vscode.l10n.t('TLS Test'),
		title: targetText(report),
		language: vscode.env.language,
		verdict: verdictOf(probed),
		facts: factRows(probed, now),
		sections: [
			...(problems.length > 0 ? [problemSection(problems)] : []),
			...(report.chain.length > 0 ? [chainSection(probed, now)] : []),
			versionSection(probed),
			...revocationSections(probed),
			...issuerSections(probed),
			...(report.addresses.length > 0 ? [addressSection(probed)] : []),
			connectionSection(probed),
		],
		actions: actionsOf(probed),
		actionsLabel: vscode.l10n.t('Actions'),
	};
}

function verdictOf({ report, problems }: Probed): Report['verdict'] {
	const { verdict, clientCertificate, trust, serverName, host, protocol } = report;
	const name = serverName === '' ? host : serverName;
	const note = protocol === undefined ? {} : { note: checkedWords(trustWords(trust), name) };
	if (!verdict.ok) {
		const [first] = problems;
		const title = titleOf(first) ?? vscode.l10n.t('Connection failed');
		return { sign: 'expired', words: title, ...note };
	}
	if (clientCertificate.required === true) {
		const words = vscode.l10n.t('The server requires a client certificate');
		return { sign: 'expiresSoon', words, ...note };
	}
	const after = report.problems.find(({ stage }) => stage === 'afterHandshake')?.failure;
	if (after) {
		const words = titleOf(failureWords(after)) ?? vscode.l10n.t('The server ended the connection');
		return { sign: 'expired', words, ...note };
	}
	return { sign: 'valid', words: vscode.l10n.t('The server’s certificate is trusted'), ...note };
}

function checkedWords(trust: string, name: string): string {
	return vscode.l10n.t('Checked against {0}, for the name {1}.', trust, visibleStart(name, 80));
}

function titleOf(problem: ProblemWords | undefined): string | undefined {
	if (!problem) return undefined;
	const { explanation, message } = problem;
	return explanation ? explanationWords(explanation.id).title : message;
}

function factRows({ report }: Probed, now: Date): readonly ReportRow[] {
	const { protocol, cipher, chain, clientCertificate, address, proxy } = report;
	const [leaf] = chain;
	const certificate = leaf && [
		visibleStart(leaf.facts.name, 120),
		expiryWords(leaf.facts, now),
		vscode.l10n.t('issued by {0}', shortName(leaf.facts.issuer)),
	];
	const client = [clientCertificateWords(clientCertificate), issuersWords(clientCertificate)];
	const rows: readonly (readonly [string, readonly (string | undefined)[]])[] = [
		[vscode.l10n.t('Protocol'), [protocol && versionName(protocol), cipher]],
		[vscode.l10n.t('Certificate'), certificate ?? []],
		[vscode.l10n.t('Client certificate'), client],
		[vscode.l10n.t('Address'), [address]],
		[vscode.l10n.t('Proxy'), [proxy]],
	];
	return rows.flatMap(([label, parts]) => {
		const value = parts.filter((part) => part !== undefined).join(' · ');
		return value === '' ? [] : [{ label, value }];
	});
}

function problemSection(problems: readonly ProblemWords[]): ReportSection {
	return {
		...{ id: 'problems', title: vscode.l10n.t('Problems ({0})', problems.length), open: true },
		items: problems.map(problemItem),
	};
}

function problemItem(problem: ProblemWords, index: number): ReportItem {
	const { message, checks, severity, failure, code, isFinding } = problem;
	const label = isFinding ? vscode.l10n.t('Show Rule') : vscode.l10n.t('Explain');
	const said = failure?.alert === undefined ? (failure?.code ?? code) : `alert ${failure.alert}`;
	return {
		sign: severity === 'error' ? 'expired' : severity === 'warning' ? 'expiresSoon' : 'unknown',
		text: message,
		steps: checks,
		code: said,
		actions: failure || isFinding ? [{ id: `problem:${index}`, label }] : [],
	};
}

function chainSection({ report }: Probed, now: Date): ReportSection {
	const { chain, chainLength, isAsServed } = report;
	const rows = chain.map(({ facts }, index) => [
		String(index + 1),
		visibleStart(facts.name, 120),
		shortName(facts.issuer),
		expiryWords(facts, now),
	]);
	return {
		...{ id: 'chain', title: vscode.l10n.t('Chain as sent ({0})', chainLength), open: true },
		table: {
			caption: vscode.l10n.t('Certificates in the order in which the server sent them'),
			columns: [
				vscode.l10n.t('No.'),
				vscode.l10n.t('Certificate'),
				vscode.l10n.t('Issuer'),
				vscode.l10n.t('Validity'),
			],
			rows,
		},
		...(!isAsServed && {
			note: vscode.l10n.t('The order is not known: TLS 1.3 hides it from this editor.'),
		}),
	};
}

function versionSection({ report }: Probed): ReportSection {
	const rows = [...report.versions].reverse().map((version) => {
		const { failure } = version;
		const why = failure ? (titleOf(failureWords(failure)) ?? '') : '';
		return [versionName(version.version), versionWords(version), why];
	});
	return {
		...{ id: 'versions', title: vscode.l10n.t('TLS versions'), open: true },
		table: {
			caption: vscode.l10n.t('What the server answers when only this version is offered'),
			columns: [vscode.l10n.t('Version'), vscode.l10n.t('Result'), vscode.l10n.t('Reason')],
			rows,
		},
	};
}

function revocationSections({ report, revocation }: Probed): readonly ReportSection[] {
	if (revocation.length === 0) return [];
	const rows = revocation.map((answer) => [
		visibleStart(report.chain[answer.certificate]?.facts.name ?? '', 80),
		sourceWords(answer),
		revocationWords(answer),
		answer.url ?? '',
	]);
	return [
		{
			...{ id: 'revocation', title: vscode.l10n.t('Revocation'), open: true },
			table: {
				caption: vscode.l10n.t('What OCSP responders and CRLs say'),
				columns: [
					vscode.l10n.t('Certificate'),
					vscode.l10n.t('Source'),
					vscode.l10n.t('Result'),
					vscode.l10n.t('Asked'),
				],
				rows,
			},
		},
	];
}

function issuerSections({ report }: Probed): readonly ReportSection[] {
	const issuers = report.clientCertificate.acceptedIssuers ?? [];
	if (issuers.length === 0) return [];
	return [
		{
			id: 'issuers',
			title: vscode.l10n.t('Accepted issuers of client certificates ({0})', issuers.length),
			open: false,
			table: {
				caption: vscode.l10n.t('Issuers that the server names'),
				columns: [vscode.l10n.t('Issuer')],
				rows: issuers.slice(0, mostIssuers).map((name) => [distinguishedName(name)]),
			},
		},
	];
}

/** Some servers name hundreds. */
const mostIssuers = 500;

function addressSection({ report }: Probed): ReportSection {
	return {
		...{ id: 'addresses', title: vscode.l10n.t('Addresses tried'), open: false },
		table: {
			caption: vscode.l10n.t('Every address of the host'),
			columns: [vscode.l10n.t('Address'), vscode.l10n.t('Result')],
			rows: report.addresses.map((address) => [address.address, addressWords(address)]),
		},
	};
}

function connectionSection({ report, now }: Probed): ReportSection {
	const { serverName, startTls, httpStatus, stack } = report;
	const rows: readonly (readonly [string, string | undefined])[] = [
		[
			vscode.l10n.t('Server name (SNI)'),
			serverName === '' ? vscode.l10n.t('None sent') : serverName,
		],
		['STARTTLS', startTls && protocolName(startTls)],
		['ALPN', alpnWords(report)],
		[vscode.l10n.t('HTTP status'), httpStatus === undefined ? undefined : String(httpStatus)],
		[vscode.l10n.t('TLS library'), stackWords(stack)],
		[vscode.l10n.t('Tested'), exactTime(now.toISOString())],
	];
	return {
		...{ id: 'connection', title: vscode.l10n.t('Connection'), open: false },
		rows: rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
	};
}
