/** Runs a probe in the TLS thread, and judges what it found. */
import * as vscode from 'vscode';
import { fetchFile } from '../../core/http/fetchFile.js';
import { chainFindings } from '../../core/tls/probe/chainFindings.js';
import type { ProbeReport, ProbeStep } from '../../core/tls/probe/model.js';
import {
	askAboutRevocation,
	judgeStapled,
	type RevocationAnswer,
	revocationUrls,
} from '../../core/tls/probe/revocation.js';
import { targetText } from '../../core/tls/target.js';
import { type ChainItem, chainItemOf } from '../../core/x509/chain.js';
import { createFetchHost } from '../../services/fetchHost.js';
import { startTlsJob } from '../../services/tls/thread.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { withProgress } from '../../ui/ask/progress.js';
import { severitySetting } from '../../ui/findingSettings.js';
import { applySeverities } from '../../core/diagnostics/severities.js';
import { expiryThreshold } from '../../ui/settings.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext } from '../command.js';
import { type ProblemWords, problemWords } from './problems.js';
import type { ProbeRequest } from './request.js';

export interface Probed {
	readonly request: ProbeRequest;
	readonly report: ProbeReport;
	/** The gravest of each kind first: what the connection says, then the chain. */
	readonly problems: readonly ProblemWords[];
	/** Of the stapled response, and of who was asked. */
	readonly revocation: readonly RevocationAnswer[];
	readonly now: Date;
}

/** Each step has a deadline of its own; this one is for a thread that does not look at the clock. */
const stepsWithDeadline = 8;

/** Rejects with `cancelled` and what `probe` rejects with. `interactive`: asks before other servers are asked. */
export async function runProbe(
	context: CommandContext,
	request: ProbeRequest,
	interactive: boolean,
): Promise<Probed> {
	const title = vscode.l10n.t('Testing TLS to {0}', plainText(targetText(request.input), 80));
	const report = await withProgress(title, (signal, progress) =>
		inThread(context, request, signal, progress),
	);
	const asked = request.checkRevocation
		? await askOthers(context, request, report, interactive)
		: [];
	return judge(request, report, asked);
}

function inThread(
	{ context }: CommandContext,
	{ input }: ProbeRequest,
	signal: AbortSignal,
	progress: (message: string) => void,
): Promise<ProbeReport> {
	const deadlineMs = stepsWithDeadline * input.timeoutMs + 5000;
	const tell = (step: ProbeStep) => progress(stepWords(step));
	return startTlsJob(context.extensionPath, 'probe', input, { tell, signal, deadlineMs }).done;
}

function stepWords(step: ProbeStep): string {
	switch (step) {
		case 'connecting':
			return vscode.l10n.t('Connecting');
		case 'handshake':
			return vscode.l10n.t('TLS handshake');
		case 'versions':
			return vscode.l10n.t('Trying TLS versions');
	}
}

async function judge(
	request: ProbeRequest,
	report: ProbeReport,
	asked: readonly RevocationAnswer[],
): Promise<Probed> {
	const now = new Date();
	const chosen = chosenCas(request);
	const found = await chainFindings(report, {
		now,
		threshold: expiryThreshold(),
		...(request.input.ca && { chosen }),
	});
	const findings = applySeverities(found, severitySetting());
	const stapled = report.stapled && judgeStapled(report.stapled, report.chain, chosen, now);
	return {
		...{ request, report, now },
		problems: problemWords(report, findings, now),
		revocation: [...(stapled ? [stapled] : []), ...asked],
	};
}

function chosenCas({ input: { ca = [] } }: ProbeRequest): readonly ChainItem[] {
	return ca.flatMap((pem) => chainItemOf(pem) ?? []);
}

/** Who will see a request is named before it is sent. Answers nothing where a person does not want it. */
async function askOthers(
	{ log }: CommandContext,
	request: ProbeRequest,
	{ chain }: ProbeReport,
	interactive: boolean,
): Promise<readonly RevocationAnswer[]> {
	const urls = revocationUrls(chain);
	if (urls.length === 0) return [];
	if (interactive) {
		await confirmLoss(vscode.l10n.t('Ask whether these certificates are revoked?'), {
			detail: vscode.l10n.t(
				'The addresses are in the certificates that the server sent. These servers will see your request: {0}',
				urls.map(({ href }) => plainText(href, 200)).join(', '),
			),
			keep: vscode.l10n.t('Do Not Ask'),
			actions: [vscode.l10n.t('Ask')],
		});
	}
	const host = createFetchHost(log);
	const { timeoutMs } = request.input;
	return withProgress(vscode.l10n.t('Checking revocation'), (signal) =>
		askAboutRevocation({
			...{ chain, known: chosenCas(request), now: new Date(), signal },
			fetch: (url, limit, given) => fetchFile(url, { host, signal: given, limit, timeoutMs }),
		}),
	);
}
