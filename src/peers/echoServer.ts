/** A running echo server: its row, and its log. */
import * as vscode from 'vscode';
import type { EchoServerInput, EchoTold } from '../core/tls/echo/echo.js';
import type { RunningDetail, RunningEntry } from '../services/ports/running.js';
import { startTlsJob } from '../services/tls/thread.js';
import { visibleStart } from '../ui/words/visible.js';
import { acceptedLine, listeningLine, refusedLines, refusedTitle } from '../ui/words/peerWords.js';
import { peersLog } from './log.js';

/** Rows below a server. */
const longest = 20;
let count = 0;

/** Resolves once it listens. Rejects as the job does. */
export async function startEchoServer(
	extensionPath: string,
	input: EchoServerInput,
	title: string,
): Promise<{ readonly entry: RunningEntry; readonly port: number }> {
	const server = new EchoServer(extensionPath, input, title);
	const port = await server.listening;
	return { entry: server, port };
}

class EchoServer implements RunningEntry {
	readonly id: string;
	readonly kind = 'echoServer';
	readonly icon = 'broadcast';
	readonly done: Promise<unknown>;
	/** The port. */
	readonly listening: Promise<number>;
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #logged = new vscode.EventEmitter<string>();
	readonly onDidChange = this.#changed.event;
	readonly onDidLog = this.#logged.event;
	readonly #stop: () => Promise<void>;
	#listens: (port: number) => void = () => undefined;
	#port = 0;
	#details: readonly RunningDetail[] = [];
	#accepted = 0;
	#refused = 0;

	constructor(
		extensionPath: string,
		private readonly input: EchoServerInput,
		private readonly title: string,
	) {
		count += 1;
		this.id = `echo-${count}`;
		const tell = (told: EchoTold) => this.#hear(told);
		const thread = startTlsJob(extensionPath, 'echoServer', input, { tell });
		this.#stop = () => thread.stop();
		this.done = thread.done;
		const heard = new Promise<number>((resolve) => (this.#listens = resolve));
		this.listening = Promise.race([
			heard,
			thread.done.then(() => {
				throw new Error('the server ended');
			}),
		]);
		const end = () => {
			this.#log('info', vscode.l10n.t('{0} stopped', this.id));
			this.#logged.dispose();
			this.#changed.dispose();
		};
		thread.done.then(end, end);
	}

	get label(): string {
		const { host } = this.input;
		return `${host.includes(':') ? `[${host}]` : host}:${this.#port}`;
	}

	describe() {
		const { requireClientCertificate, minVersion, maxVersion } = this.input;
		const versions = minVersion === maxVersion ? minVersion : `${minVersion}–${maxVersion}`;
		return {
			description: this.#counts(),
			tooltip: [
				vscode.l10n.t('Certificate: {0}', visibleStart(this.title, 80)),
				requireClientCertificate
					? vscode.l10n.t('Client certificate required')
					: vscode.l10n.t('Client certificate optional'),
				versions.replaceAll('TLSv', 'TLS '),
			].join('\n'),
			details: this.#details,
		};
	}

	stop(): Promise<void> {
		return this.#stop();
	}

	/** What went wrong comes first: a narrow side bar cuts the end. */
	#counts(): string {
		const accepted = vscode.l10n.t('{0} accepted', this.#accepted);
		const refused = vscode.l10n.t('{0} refused', this.#refused);
		const counts = this.#refused === 0 ? [accepted] : [refused, accepted];
		return [...counts, vscode.l10n.t('echo server')].join(' · ');
	}

	#hear(told: EchoTold): void {
		switch (told.type) {
			case 'listening':
				this.#port = told.port;
				this.#log('info', listeningLine(this.label, this.title));
				this.#listens(told.port);
				return;
			case 'accepted': {
				this.#accepted += 1;
				this.#log('info', acceptedLine(told));
				const label = visibleStart(told.client?.name ?? vscode.l10n.t('no certificate'), 80);
				const description = `${told.protocol.replace('TLSv', 'TLS ')} · ${told.from}`;
				this.#show({ label, description, icon: 'pass', color: 'testing.iconPassed' });
				return;
			}
			case 'refused': {
				this.#refused += 1;
				const [line = '', ...checks] = refusedLines(told.from, told.failure);
				this.#log('warn', line, ...checks);
				this.#show({
					label: refusedTitle(told.failure),
					description: told.from,
					tooltip: [line, ...checks].join('\n'),
					...{ icon: 'error', color: 'problemsErrorIcon.foreground' },
					command: { command: 'pki.showPeersLog', title: vscode.l10n.t('Show Log') },
				});
			}
		}
	}

	#show(detail: RunningDetail): void {
		this.#details = [detail, ...this.#details].slice(0, longest);
		this.#changed.fire();
	}

	#log(level: 'info' | 'warn', ...lines: readonly string[]): void {
		for (const line of lines) {
			peersLog()[level](`${this.id}: ${line}`);
			this.#logged.fire(line);
		}
	}
}
