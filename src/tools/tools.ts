import * as vscode from 'vscode';
import type { FindingsPort } from '../services/ports/findings.js';

/** What a language model may call, by the names in `package.json`; the code that answers is loaded when one is called. */
export function registerTools(findings: FindingsPort): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.lm.registerTool('pki_decode', {
			prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Decoding certificates') }),
			async invoke({ input }, token) {
				const { decodeForModel } = await import('./decodeTool.js');
				return decodeForModel(input, token);
			},
		}),
		vscode.lm.registerTool('pki_explain_tls_error', {
			async invoke({ input }, token) {
				const { explainForModel } = await import('./explainTool.js');
				return explainForModel(input, token);
			},
		}),
		vscode.lm.registerTool('pki_check', {
			prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Checking certificates') }),
			async invoke({ input }, token) {
				const { checkForModel } = await import('./checkTool.js');
				return checkForModel(findings, input, token);
			},
		}),
		vscode.lm.registerTool('pki_probe', {
			prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Testing a TLS connection') }),
			async invoke({ input }) {
				const { probeForModel } = await import('./probeTool.js');
				return probeForModel(input);
			},
		}),
	);
}
