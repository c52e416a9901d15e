/** The report of the last preflight, and what its buttons do. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { openText } from '../../ui/output.js';
import { reportMarkdown } from '../../ui/report/markdown.js';
import { ReportPanel } from '../../ui/report/reportPanel.js';
import { showError } from '../../ui/words/errors/errors.js';
import type { CommandContext } from '../command.js';
import { addIssuer, type FixId, issueAgain, renew } from './fixes.js';
import { askServerName, browseCa } from './form.js';
import { readMaterial, type Material } from './material.js';
import { materialOf } from './renewable.js';
import type { PreflightRequest } from './request.js';
import { distinctFailures, preflightReport } from './reportView.js';
import { type Preflighted, runPreflight } from './runPreflight.js';

let panel: ReportPanel | undefined;

/** Undefined where none is open. */
export function preflightShown(): ReportPanel | undefined {
	return panel?.isGone === true ? undefined : panel;
}

/** In the tab of the last report, else in a new one. */
export function showPreflight(context: CommandContext, done: Preflighted): void {
	let shown = preflightShown();
	if (!shown) {
		shown = new ReportPanel(context.context.extensionUri, vscode.l10n.t('Preflight mTLS'));
		context.context.subscriptions.push(shown);
	}
	panel = shown;
	shown.show(preflightReport(done), {
		act: async (id) => {
			const next = await act(id, context, done);
			if (!next) return;
			showPreflight(context, next);
			shown.announce(preflightReport(next).verdict.words);
		},
		onError: (error) => {
			if (!isPkiError(error, 'cancelled')) void showError(error);
		},
	});
}

/** Answers what the report is to be replaced by. */
async function act(
	id: string,
	context: CommandContext,
	done: Preflighted,
): Promise<Preflighted | undefined> {
	const again = async (change: Partial<PreflightRequest>) =>
		runPreflight(context, { ...(await readAgain(done.request)), ...change });
	const [, index, fix] = /^fix:(\d+):(\w+)$/.exec(id) ?? [];
	const failed = distinctFailures(done.answer)[Number(index ?? -1)];
	const material = failed && materialOf(failed.end, done.request);
	switch ((fix ?? id) as FixId | 'again' | 'asMarkdown') {
		case 'again':
			return again({});
		case 'chooseCa':
			return again({ ca: await readMaterial(await browseCa()) });
		case 'serverCa':
			return again({ serverCa: await readMaterial(await browseCa()) });
		case 'serverName':
			return again(
				await askOnce(vscode.l10n.t('Preflight mTLS'), (frame) =>
					askServerName(frame, done.request),
				),
			);
		case 'asMarkdown':
			await openText(reportMarkdown(preflightReport(done)), 'markdown');
			return undefined;
		case 'addIssuer':
			await addIssuer(material);
			return undefined;
		case 'renew':
			return (await renew(material)) ? again({}) : undefined;
		case 'issue':
			if (failed) await issueAgain(failed.end, material);
			return undefined;
		case 'details':
			if (material) await context.views.details.show({ ...material, content: material.pem });
			return undefined;
	}
	return undefined;
}

/** Files may have been mended meanwhile; one that is gone is told of. */
async function readAgain(request: PreflightRequest): Promise<PreflightRequest> {
	const anew = async (material: Material | undefined) =>
		material?.uri ? readMaterial(material.uri, material.line) : material;
	const { ca } = request;
	return {
		...request,
		certificate: await anew(request.certificate),
		key: await anew(request.key),
		ca: ca === 'system' ? ca : await anew(ca),
		serverCertificate: await anew(request.serverCertificate),
		serverKey: await anew(request.serverKey),
		serverCa: await anew(request.serverCa),
	};
}
