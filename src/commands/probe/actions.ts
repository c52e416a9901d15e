/** What the buttons of a report do. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { toPem } from '../../core/find/pem.js';
import { pemText } from '../../core/layouts/pemText.js';
import { targetText } from '../../core/tls/target.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import { openText } from '../../ui/output.js';
import { reportMarkdown } from '../../ui/report/markdown.js';
import type { Report } from '../../ui/report/report.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import type { CommandContext } from '../command.js';
import type { ProbeActionId } from './actionList.js';
import { askForCa, askForClient } from './askMaterial.js';
import { withMaterial } from './request.js';
import { runProbe, type Probed } from './runProbe.js';
import { savePem } from './savePem.js';
import { trustForConnection } from './trustForConnection.js';

/** Answers what the report is to be replaced by. Unknown ids do nothing. Rejects with the errors of what is run. */
export async function runAction(
	id: string,
	context: CommandContext,
	probed: Probed,
	report: Report,
): Promise<Probed | undefined> {
	try {
		return await act(id, context, probed, report);
	} catch (error) {
		// A question that was closed.
		if (isPkiError(error, 'cancelled')) return undefined;
		throw error;
	}
}

async function act(
	id: string,
	context: CommandContext,
	probed: Probed,
	report: Report,
): Promise<Probed | undefined> {
	const { request } = probed;
	const [, problem] = /^problem:(\d+)$/.exec(id) ?? [];
	if (problem !== undefined) return explain(probed, Number(problem));
	switch (id as ProbeActionId) {
		case 'again':
			return runProbe(context, request, true);
		case 'clientCertificate':
			return runProbe(context, withMaterial(request, await askForClient(context)), true);
		case 'chooseCa':
			return runProbe(context, withMaterial(request, await askForCa(context)), true);
		case 'checkRevocation':
			return runProbe(context, { ...request, checkRevocation: true }, true);
		case 'showChain':
			await context.views.details.show({ title: titleOf(probed), content: chainPem(probed) });
			return undefined;
		case 'saveChain':
			await savePem(chainPem(probed), `${request.input.host}.fullchain.crt`);
			return undefined;
		case 'trust':
			return trustForConnection(context, probed);
		case 'compare':
			await compare(probed);
			return undefined;
		case 'asMarkdown':
			await openText(reportMarkdown(report), 'markdown');
			return undefined;
	}
	return undefined;
}

async function explain({ problems, report }: Probed, index: number): Promise<undefined> {
	const problem = problems[index];
	if (problem?.isFinding) {
		await vscode.commands.executeCommand('pki.showRule', problem.code);
	} else if (problem?.failure) {
		const { code, message = '', alert } = problem.failure;
		const number = alert === undefined ? '' : `SSL alert number ${alert}`;
		const text = `${targetText(report)} ${code} ${number} ${message}`;
		await vscode.commands.executeCommand('pki.explainError', forPerson({ text }));
	}
}

export function chainPem({ report }: Pick<Probed, 'report'>): string {
	return pemText(report.chain.map(({ der }) => toPem('CERTIFICATE', der)));
}

function titleOf({ report }: Probed): string {
	return path.posix.basename(targetText(report));
}

/** The server's own certificate with one that the user names. */
async function compare({ report }: Probed): Promise<void> {
	const [leaf] = report.chain;
	if (!leaf) return;
	const options = { pem: toPem('CERTIFICATE', leaf.der), name: spokenName(leaf.facts) };
	await vscode.commands.executeCommand('pki.compareCertificates', forPerson(options));
}
