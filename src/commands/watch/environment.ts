/** How a client is led over a watch. */
import * as vscode from 'vscode';
import { powerShellQuote, shellQuote } from '../../core/common/shellQuote.js';
import { sniOf, targetText } from '../../core/tls/target.js';
import type { Watch } from '../../services/tls/watches.js';

/** A line to copy, and what it is for. */
export interface ClientWay {
	readonly label: string;
	readonly text: string;
}

/** The environment of a client, to be pasted before its command; in PowerShell to be run first. */
export function environmentLine(
	{ request, port }: Pick<Watch, 'request' | 'port'>,
	platform = process.platform,
): string {
	const { mode, host = '', keyLogFile } = request;
	const variables: [string, string][] =
		mode === 'proxy'
			? [['HTTPS_PROXY', `http://127.0.0.1:${port}`]]
			: [['VAULT_ADDR', `https://127.0.0.1:${port}`]];
	const name = sniOf(host);
	if (mode === 'passThrough' && name !== '') variables.push(['VAULT_TLS_SERVER_NAME', name]);
	if (keyLogFile !== undefined) variables.push(['SSLKEYLOGFILE', keyLogFile]);
	return platform === 'win32'
		? variables.map(([name, value]) => `$env:${name}=${powerShellQuote(value)}`).join('; ')
		: variables.map(([name, value]) => `${name}=${shellQuote(value)}`).join(' ');
}

/** The ways of programs, the likeliest first. */
export function clientWays(watch: Watch): readonly ClientWay[] {
	const { mode, keyLogFile } = watch.request;
	const ways = mode === 'proxy' ? proxyWays(watch) : passThroughWays(watch);
	if (keyLogFile === undefined) return ways;
	const node = `node ${shellQuote(`--tls-keylog=${keyLogFile}`)} ${vscode.l10n.t('program.js')}`;
	return [...ways, { label: vscode.l10n.t('Node.js key log'), text: node }];
}

function proxyWays(watch: Watch): readonly ClientWay[] {
	const proxy = `http://127.0.0.1:${watch.port}`;
	return [
		{ label: vscode.l10n.t('Environment'), text: environmentLine(watch) },
		{ label: 'curl', text: `curl --proxy ${proxy} --noproxy '' https://…` },
		{ label: 'openssl', text: `openssl s_client -proxy 127.0.0.1:${watch.port} -connect host:443` },
		{ label: 'Node.js 24', text: `NODE_USE_ENV_PROXY=1 HTTPS_PROXY=${proxy} node …` },
	];
}

function passThroughWays(watch: Watch): readonly ClientWay[] {
	const { host = '', port = 0 } = watch.request;
	const server = targetText({ host, port });
	const local = `127.0.0.1:${watch.port}`;
	const name = sniOf(host);
	const servername = name === '' ? '' : `, servername: '${name}'`;
	return [
		{ label: 'curl', text: `curl --connect-to ${server}:${local} https://${server}/` },
		{ label: 'Node.js', text: `{ host: '127.0.0.1', port: ${watch.port}${servername} }` },
		{
			label: 'openssl',
			text: `openssl s_client -connect ${local}${name === '' ? '' : ` -servername ${name}`}`,
		},
		{ label: 'Vault, OpenBao', text: environmentLine(watch) },
	];
}

/** For rows and titles. */
export function watchTitle({ request }: Pick<Watch, 'request'>): string {
	const { mode, host, port } = request;
	if (host === undefined) return vscode.l10n.t('TLS proxy');
	const server = port === undefined ? host : targetText({ host, port });
	return mode === 'proxy' ? vscode.l10n.t('TLS proxy to {0}', server) : server;
}
