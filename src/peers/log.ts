import * as vscode from 'vscode';

let log: vscode.LogOutputChannel | undefined;

/** One for all that runs; made when the first thing is written. */
export function peersLog(): vscode.LogOutputChannel {
	log ??= vscode.window.createOutputChannel('PKI TLS Peers', { log: true });
	return log;
}
