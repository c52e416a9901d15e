/** How the editor itself reaches the network: its proxy, and the CAs that it trusts. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TlsHost } from '../core/tls/tlsFiles.js';
import { chooseProxy, type ProxySettings, toProxy } from '../core/http/proxy.js';
import type { ProxyFinder, ProxyServer } from '../core/http/proxyServer.js';
import { environment } from './environment.js';

/** Settings are read anew at every call, so that a change takes effect at once. */
export function createNetwork(
	log: vscode.LogOutputChannel,
): Required<ProxyFinder & Pick<TlsHost, 'systemCertificates'>> {
	return {
		async proxyFor(url) {
			const settings = readSettings();
			const choice = chooseProxy(url, settings, (name) => environment.variable(name));
			if (choice === 'direct') return undefined;
			return choice ?? systemProxy(url, settings, log);
		},
		async systemCertificates() {
			if (setting('systemCertificates') === false) return [];
			return loadSystemCertificates(log);
		},
	};
}

function setting(name: string): unknown {
	return vscode.workspace.getConfiguration('http').get<unknown>(name);
}

function readSettings(): ProxySettings {
	const text = (name: string) => {
		const value = setting(name);
		return typeof value === 'string' ? value : undefined;
	};
	const noProxy = setting('noProxy');
	return {
		support: text('proxySupport'),
		proxy: text('proxy'),
		noProxy: Array.isArray(noProxy) ? noProxy.map(String) : [],
		authorization: text('proxyAuthorization'),
		strictSsl: setting('proxyStrictSSL') !== false,
	};
}

/**
 * What no API of the editor tells stands in a module of its own: which proxy the system has (a PAC file may decide), and
 * which CAs. Whatever of it a version lacks is left out.
 */
interface EditorModule {
	readonly resolveProxyURL?: (url: string) => Promise<string | undefined>;
	readonly loadSystemCertificates?: (options: {
		readonly log: vscode.LogOutputChannel;
		readonly loadSystemCertificatesFromNode: () => boolean;
	}) => Promise<readonly string[]>;
}

let loaded: EditorModule | undefined;

export function editorModule(): EditorModule {
	return (loaded ??= loadEditorModule());
}

function loadEditorModule(): EditorModule {
	const load = createRequire(import.meta.url);
	for (const folder of ['node_modules', 'node_modules.asar']) {
		try {
			return load(join(vscode.env.appRoot, folder, '@vscode/proxy-agent')) as EditorModule;
		} catch {
			// It lies in one of the two, or nowhere.
			continue;
		}
	}
	return {};
}

/** Undefined where the system has none, or its answer cannot be had. */
export async function systemProxy(
	url: URL,
	settings: ProxySettings,
	log: vscode.LogOutputChannel,
): Promise<ProxyServer | undefined> {
	try {
		const proxy = await editorModule().resolveProxyURL?.(url.href);
		return proxy === undefined ? undefined : toProxy(proxy, 'system', settings);
	} catch (error) {
		log.warn(`system proxy: ${error instanceof Error ? error.message : String(error)}`);
		return undefined;
	}
}

async function loadSystemCertificates(log: vscode.LogOutputChannel): Promise<readonly string[]> {
	try {
		const certificates = await editorModule().loadSystemCertificates?.({
			log,
			loadSystemCertificatesFromNode: () => setting('systemCertificatesNode') === true,
		});
		return certificates ?? [];
	} catch (error) {
		log.warn(`system certificates: ${error instanceof Error ? error.message : String(error)}`);
		return [];
	}
}
