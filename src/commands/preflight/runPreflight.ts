/** Shakes hands with what was chosen and looks at the files: what *Preflight mTLS* does, for other commands as well. */
import * as vscode from 'vscode';
import { checkConfig } from '../../core/diagnostics/clientConfig/checkConfig.js';
import {
	defaultPassphraseVariable,
	type ConfigWarning,
} from '../../core/diagnostics/clientConfig/warning.js';
import type { PreflightAnswer, PreflightInput } from '../../core/tls/preflight/preflight.js';
import { startTlsJob } from '../../services/tls/thread.js';
import { assertTrusted } from '../../services/trust.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CheckFinding } from '../../api.js';
import { warningSentence } from '../../ui/words/findings/clientConfigWords.js';
import type { CommandContext } from '../command.js';
import type { Material } from './material.js';
import { type End, renewableEnds } from './renewable.js';
import { firstName, type PreflightRequest } from './request.js';

/** A handshake on this machine takes milliseconds; a machine that is busy takes longer. */
const deadlineMs = 30_000;

export interface FileFinding {
	readonly code: string;
	readonly severity: 'error' | 'warning' | 'info';
	readonly message: string;
	readonly end: 'client' | 'server';
}

export interface Preflighted {
	readonly request: PreflightRequest;
	readonly answer: PreflightAnswer;
	readonly findings: readonly FileFinding[];
	/** Whose certificate can be renewed. */
	readonly renewable: readonly End[];
}

/** Rejects with `restricted`, `cancelled` and `timeout`. */
export async function runPreflight(
	context: CommandContext,
	request: PreflightRequest,
): Promise<Preflighted> {
	assertTrusted();
	return withProgress(vscode.l10n.t('Preflight'), async (signal) => {
		const input = await inputOf(request);
		const { extensionPath } = context.context;
		const { done } = startTlsJob(extensionPath, 'preflight', input, { signal, deadlineMs });
		const [answer, findings] = await Promise.all([done, findingsOf(context, request, signal)]);
		return { request, answer, findings, renewable: renewableEnds(context, request) };
	});
}

async function inputOf(request: PreflightRequest): Promise<PreflightInput> {
	const { certificate, key, passphrase, ca, serverCertificate, serverKey } = request;
	const isServerThere = serverCertificate !== undefined && serverKey !== undefined;
	return {
		client: {
			certificate: certificate?.pem,
			...{ key: key?.pem, passphrase },
			ca: ca === 'system' ? { from: 'system' } : ca?.pem,
		},
		server: {
			certificate: serverCertificate?.pem,
			key: serverKey?.pem,
			passphrase: request.serverPassphrase,
			ca: request.serverCa?.pem,
		},
		serverName: request.serverName,
		...(!isServerThere && { standIn: await standIn() }),
	};
}

async function standIn() {
	const { makeStandIn } = await import('../../core/tls/preflight/standIn.js');
	return makeStandIn();
}

/** Of the client's files as of those of a configuration, of the server's certificate as in the Problems panel. */
async function findingsOf(
	{ views }: CommandContext,
	request: PreflightRequest,
	signal: AbortSignal,
): Promise<readonly FileFinding[]> {
	const { serverCertificate } = request;
	const { findings } = serverCertificate
		? await views.findings.find(
				{ text: serverCertificate.pem, path: serverCertificate.title },
				{ signal },
			)
		: { findings: [] };
	return [...clientFindings(request), ...findings.map(serverFinding)];
}

/** About the name that the server has, which nobody named. */
const aboutName = new Set<ConfigWarning['code']>([
	...(['sanMismatch', 'commonNameOnly', 'partialWildcard', 'nameNotPermitted'] as const),
]);

function clientFindings(request: PreflightRequest): readonly FileFinding[] {
	const { certificate, key, ca, serverName, serverCertificate } = request;
	if (!certificate) return [];
	const warnings = checkConfig({
		side: 'client',
		inlineAsked: false,
		passphraseVariable: defaultPassphraseVariable,
		...{ certificate, key, missingKey: certificate.path },
		ca: ca === 'system' ? undefined : ca,
		host: serverName ?? firstName(serverCertificate) ?? 'localhost',
		byPath: isWholeFile(certificate),
		unsupported: [],
		now: new Date(),
	});
	return (
		warnings
			.filter(({ code }) => serverName !== undefined || !aboutName.has(code))
			// The handshakes say whether the missing CA matters.
			.filter(({ code }) => code !== 'noCa')
			.map((warning) => ({
				...{ code: warning.code, severity: warning.severity, end: 'client' },
				message: warningSentence(warning),
			}))
	);
}

function isWholeFile({ uri, line }: Material): boolean {
	return uri !== undefined && line === undefined;
}

function serverFinding({ code, severity, message }: CheckFinding): FileFinding {
	const grave = severity === 'error' || severity === 'warning' ? severity : 'info';
	return { code, severity: grave, message, end: 'server' };
}
