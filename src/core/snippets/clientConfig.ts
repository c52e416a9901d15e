/** From files that were read to a configuration: which name, which parts, what to warn of, and the text. */
import { hostOf, isAddress } from '../x509/names/hosts.js';
import {
	certificatePem,
	certificatesOf,
	clientChain,
	privateKeyOf,
	privateKeyPem,
	type MaterialFile,
} from '../diagnostics/clientConfig/material.js';
import type { Material, SnippetInput, Target } from './target.js';
import { serverCertificate } from '../diagnostics/clientConfig/rules/server.js';
import type { ConfigWarning } from '../diagnostics/clientConfig/warning.js';
import { checkConfig } from '../diagnostics/clientConfig/checkConfig.js';

export interface ClientConfigRequest {
	readonly target: Target;
	/** One of the target's. */
	readonly variant: string;
	/** As `parseServerUrl` answers it. */
	readonly url: string;
	/** As `parseServerName` answers it. */
	readonly serverName?: string;
	readonly certificate: MaterialFile;
	/** The same certificate with its issuers, when there is such a file; what is inlined comes from here. */
	readonly chain?: MaterialFile;
	readonly key?: MaterialFile;
	/** Where the key is expected when there is none yet. */
	readonly missingKey?: string;
	readonly ca?: MaterialFile;
	/** PEM in the text instead of paths. */
	readonly inline: boolean;
	/** With `inline`: the private key as well. */
	readonly inlineKey: boolean;
	readonly now: Date;
}

export interface ClientConfig {
	readonly languageId: string;
	readonly text: string;
	readonly warnings: readonly ConfigWarning[];
}

export function createClientConfig(request: ClientConfigRequest): ClientConfig {
	const { target, variant, url, inline, inlineKey, key, ca, now } = request;
	const certificate = inline ? (request.chain ?? request.certificate) : request.certificate;
	const serverName = serverNameFor(request);
	const input: SnippetInput = {
		url,
		serverName,
		variant,
		keyEncrypted: key !== undefined && privateKeyOf(key)?.facts.encrypted === true,
		certificate: certificateMaterial(certificate, key, inline),
		key: keyMaterial(request, inline && inlineKey),
		ca: ca && authorityMaterial(ca, inline),
	};
	const host = hostOf(url);
	return {
		languageId: target.languageId,
		text: target.render(input),
		warnings: checkConfig({
			certificate,
			key,
			missingKey: request.missingKey,
			ca,
			host,
			serverName: serverName === host ? undefined : serverName,
			byPath: !inline,
			unsupported: target.unsupported ?? [],
			now,
		}),
	};
}

/**
 * The name given, else the URL's host. An IP address cannot be asked for by name: where the server's certificate is
 * known for sure and does not list the address, its own first DNS name is the one to verify.
 */
function serverNameFor(
	request: Pick<ClientConfigRequest, 'serverName' | 'url' | 'certificate' | 'key' | 'ca'>,
): string | undefined {
	if (request.serverName !== undefined) return request.serverName;
	const host = hostOf(request.url);
	if (!isAddress(host)) return host;
	const server = serverCertificate(request);
	if (!server?.pinned) return undefined;
	const names = server.facts.subjectAltNames;
	if (names.some(({ type }) => type === 'ip')) return undefined;
	return names.find(({ type, value }) => type === 'dns' && !value.startsWith('*'))?.value;
}

function certificateMaterial(
	file: MaterialFile,
	key: MaterialFile | undefined,
	inline: boolean,
): Material {
	const chain = clientChain(certificatesOf(file), key && privateKeyOf(key)?.facts);
	return inline && chain.length > 0 ? inlined(certificatePem(chain)) : byPath(file.path);
}

function authorityMaterial(file: MaterialFile, inline: boolean): Material {
	const authorities = certificatesOf(file);
	return inline && authorities.length > 0
		? inlined(certificatePem(authorities))
		: byPath(file.path);
}

function keyMaterial(
	{ key, missingKey }: ClientConfigRequest,
	inline: boolean,
): Material | undefined {
	if (!key) return missingKey === undefined ? undefined : byPath(missingKey);
	const block = privateKeyOf(key);
	return inline && block ? inlined(privateKeyPem(key, block)) : byPath(key.path);
}

function byPath(path: string): Material {
	return { from: 'file', path };
}

function inlined(pem: string): Material {
	return { from: 'text', pem };
}
