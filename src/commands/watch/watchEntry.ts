/** A watch in the view of what runs, with its connections as rows. */
import * as vscode from 'vscode';
import { outcomeOf } from '../../core/tls/watch/outcome.js';
import type { WatchedConnection } from '../../core/tls/watch/watch.js';
import type { RunningDetail, RunningEntry } from '../../services/ports/running.js';
import type { Watch, Watches } from '../../services/tls/watches.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import {
	explainedOutcome,
	isFailure,
	outcomeWords,
	targetWords,
	timeWords,
	versionWords,
} from '../../ui/words/watchWords.js';
import { environmentLine, watchTitle } from './environment.js';

/** Rows below a watch; its report has them all. */
const longest = 50;

export function watchEntry(watches: Watches, watch: Watch): RunningEntry {
	const changed = new vscode.EventEmitter<void>();
	const listening = watches.onDidChange((one) => {
		if (one === watch) changed.fire();
	});
	const done = watch.ended.then(() => {
		listening.dispose();
		changed.dispose();
	});
	return {
		...{ id: watch.id, kind: 'watch', icon: 'eye', label: `127.0.0.1:${watch.port}` },
		...{ done, onDidChange: changed.event },
		describe: () => ({
			// What went wrong comes first: a narrow side bar cuts the end.
			description: `${countWords(watch.connections)} · ${watchTitle(watch)}`,
			tooltip: environmentLine(watch),
			details: detailsOf(watch),
		}),
		stop: async () => {
			await watches.stop(watch.id);
		},
	};
}

function countWords(connections: readonly WatchedConnection[]): string {
	const failed = connections.filter(isFailure).length;
	const { length } = connections;
	const all =
		length === 1 ? vscode.l10n.t('1 connection') : vscode.l10n.t('{0} connections', length);
	return failed === 0 ? all : `${vscode.l10n.t('{0} failed', failed)} · ${all}`;
}

function detailsOf(watch: Watch): readonly RunningDetail[] {
	const latest = watch.connections.slice(-longest).reverse();
	return latest.map((connection) => detailOf(watch, connection));
}

function detailOf(watch: Watch, connection: WatchedConnection): RunningDetail {
	const { serverHello, clientHello } = connection.facts;
	const explained = explainedOutcome(connection);
	const version = serverHello && versionWords(serverHello.version);
	const name = clientHello?.serverName;
	const isProxy = watch.request.mode === 'proxy';
	return {
		label: outcomeWords(connection),
		description: [
			isProxy ? targetWords(connection) : undefined,
			version,
			timeWords(connection.openedAt),
		]
			.filter((part) => part !== undefined)
			.join(' · '),
		tooltip: [
			`#${connection.id} ${outcomeWords(connection)}`,
			...(name === undefined ? [] : [vscode.l10n.t('Server name (SNI): {0}', name)]),
			...(explained ? [explained.text, ...explained.checks] : []),
		].join('\n'),
		...iconOf(connection),
		command: {
			command: 'pki.showWatchedHandshakes',
			title: vscode.l10n.t('Show Watched Handshakes'),
			arguments: [forPerson({ id: watch.id, connectionId: connection.id })],
		},
	};
}

function iconOf(connection: WatchedConnection): Pick<RunningDetail, 'icon' | 'color'> {
	if (isFailure(connection)) return { icon: 'error', color: 'problemsErrorIcon.foreground' };
	switch (outcomeOf(connection).kind) {
		case 'established':
			return { icon: 'pass', color: 'testing.iconPassed' };
		case 'running':
			return { icon: 'sync' };
		default:
			return { icon: 'lock' };
	}
}
