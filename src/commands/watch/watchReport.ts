/** A watch as a report: how clients come to it, and its connections. */
import * as vscode from 'vscode';
import type { WatchedConnection } from '../../core/tls/watch/watch.js';
import type { Watch } from '../../services/tls/watches.js';
import type { Report, ReportSection } from '../../ui/report/report.js';
import {
	isFailure,
	outcomeWords,
	targetWords,
	timeWords,
	versionWords,
} from '../../ui/words/watchWords.js';
import {
	connectionRows,
	connectionSection,
	hiddenNote,
	isHidden,
	itemsOf,
	signOf,
} from './connectionSection.js';
import { clientWays, watchTitle } from './environment.js';

/** So many are described one by one; all that are kept stand in the table. */
const describedConnections = 30;

export function watchReport(watch: Watch): Report {
	const latest = [...watch.connections].reverse();
	const described = latest.slice(0, describedConnections);
	return {
		...frameOf(watchTitle(watch)),
		verdict: verdictOf(watch),
		facts: watchFacts(watch),
		sections: [
			...(watch.isRunning ? [waySection(watch)] : []),
			...(latest.length > 0 ? [tableSection(watch, latest)] : []),
			...described.map((connection, index) =>
				connectionSection(connection, {
					open: index === 0 || isFailure(connection),
					withTarget: watch.request.mode === 'proxy',
				}),
			),
		],
		actions: [
			...(watch.isRunning
				? [
						{ id: 'copyEnvironment', label: vscode.l10n.t('Copy Environment'), primary: true },
						{ id: 'stop', label: vscode.l10n.t('Stop') },
					]
				: []),
			{ id: 'asMarkdown', label: vscode.l10n.t('Open as Markdown') },
		],
	};
}

/** One connection alone. */
export function connectionReport(watch: Watch, connection: WatchedConnection): Report {
	return {
		...frameOf(`#${connection.id} ${targetWords(connection)}`),
		verdict: {
			sign: signOf(connection),
			words: outcomeWords(connection),
			...(isHidden(connection.facts) && { note: hiddenNote() }),
		},
		facts: [
			{ label: vscode.l10n.t('Watch'), value: watchTitle(watch) },
			{ label: vscode.l10n.t('Opened'), value: timeWords(connection.openedAt) },
		],
		sections: [
			...(itemsOf(connection).length > 0
				? [
						{
							...{ id: 'why', title: vscode.l10n.t('Explanation'), open: true },
							items: itemsOf(connection),
						},
					]
				: []),
			{
				...{ id: 'handshake', title: vscode.l10n.t('Handshake'), open: true },
				rows: connectionRows(connection),
			},
		],
		actions: [{ id: 'asMarkdown', label: vscode.l10n.t('Open as Markdown') }],
	};
}

function frameOf(title: string): Pick<Report, 'kind' | 'title' | 'actionsLabel' | 'language'> {
	return {
		...{ kind: vscode.l10n.t('Watch Handshakes'), title },
		actionsLabel: vscode.l10n.t('Actions'),
		language: vscode.env.language,
	};
}

function verdictOf({ connections, isRunning }: Watch): Report['verdict'] {
	const failed = connections.filter(isFailure).length;
	const note = isRunning ? undefined : vscode.l10n.t('This watch is stopped.');
	if (connections.length === 0) {
		return { sign: 'unknown', words: vscode.l10n.t('No connections yet'), note };
	}
	if (failed === 0) return { sign: 'valid', words: vscode.l10n.t('No failures seen'), note };
	const words =
		failed === 1
			? vscode.l10n.t('1 of {0} connections failed', connections.length)
			: vscode.l10n.t('{0} of {1} connections failed', failed, connections.length);
	return { sign: 'expired', words, note };
}

function watchFacts(watch: Watch): Report['facts'] {
	const { keyLogFile, mode } = watch.request;
	return [
		{
			label: vscode.l10n.t('Mode'),
			value: mode === 'proxy' ? vscode.l10n.t('HTTP proxy') : vscode.l10n.t('Pass-through port'),
		},
		{ label: vscode.l10n.t('Listens on'), value: `127.0.0.1:${watch.port}`, mono: true },
		{ label: vscode.l10n.t('Key log'), value: keyLogFile ?? vscode.l10n.t('None') },
	];
}

function waySection(watch: Watch): ReportSection {
	return {
		...{ id: 'ways', title: vscode.l10n.t('Connect a client') },
		open: watch.connections.length === 0,
		rows: clientWays(watch).map(({ label, text }) => ({ label, value: text, mono: true })),
	};
}

function tableSection({ request }: Watch, latest: readonly WatchedConnection[]): ReportSection {
	// Other than a proxy, a port leads to one server, which the title names.
	const ofProxy = <T>(cell: T) => (request.mode === 'proxy' ? [cell] : []);
	const title = vscode.l10n.t('Connections ({0})', latest.length);
	return {
		...{ id: 'connections', title, open: true },
		table: {
			...{ caption: title, isTitled: true },
			columns: [
				vscode.l10n.t('No.'),
				vscode.l10n.t('Result'),
				vscode.l10n.t('Version'),
				...ofProxy(vscode.l10n.t('Server')),
				vscode.l10n.t('Server name (SNI)'),
				vscode.l10n.t('Time'),
			],
			rows: latest.map((connection) => {
				const { clientHello, serverHello } = connection.facts;
				return [
					String(connection.id),
					{ text: outcomeWords(connection), sign: signOf(connection) },
					serverHello ? versionWords(serverHello.version) : '–',
					...ofProxy(targetWords(connection)),
					clientHello?.serverName ?? '–',
					timeWords(connection.openedAt),
				];
			}),
		},
	};
}
