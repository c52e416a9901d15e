/** From files that were read to a configuration: which name, which parts, what to warn of, and the text. */
import { PkiError } from '../common/errors.js';
import { checkConfig } from '../diagnostics/clientConfig/checkConfig.js';
import {
	certificatePem,
	certificatesOf,
	clientChain,
	privateKeyOf,
	privateKeyPem,
	sentChain,
	type MaterialFile,
} from '../diagnostics/clientConfig/material.js';
import { serverCertificate } from '../diagnostics/clientConfig/rules/server.js';
import {
	defaultPassphraseVariable,
	type ConfigWarning,
	type Side,
} from '../diagnostics/clientConfig/warning.js';
import { hostOf, isAddress } from '../x509/names/hosts.js';
import { conversionFor, type Conversion } from './converted.js';
import { unsupportedBy } from './registry.js';
import type { CertificateNames, Material, MinVersion, SnippetInput, Target } from './target.js';

export interface ClientConfigRequest {
	readonly target: Target;
	/** One of the target's; absent: its first. */
	readonly side?: Side;
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
	/** Of a client, the CA of the server's certificate; of a server, that of its clients, which it must have. */
	readonly ca?: MaterialFile;
	/** PEM in the text instead of paths. */
	readonly inline: boolean;
	/** With `inline`: the private key as well. */
	readonly inlineKey: boolean;
	/** Default `TLSv1.2`. */
	readonly minVersion?: MinVersion;
	/** A name that every shell takes (`isVariableName`); default `TLS_KEY_PASSPHRASE`. */
	readonly passphraseVariable?: string;
	/** Where the file is that the target needs (`Target.needs`); absent: beside the original. */
	readonly converted?: string;
	readonly now: Date;
}

export interface ClientConfig {
	readonly languageId: string;
	readonly text: string;
	readonly warnings: readonly ConfigWarning[];
	/** A file that the text names and that has to be made of those at hand. */
	readonly conversion?: Conversion;
}

/** Whether the text can name the variable in every language: letters, digits and underscores, a letter first. */
export function isVariableName(text: string): boolean {
	return /^[A-Z_][A-Z0-9_]*$/i.test(text);
}

/**
 * @throws PkiError `invalid`, reason `noClientCa` for a server without a CA, `unquotable` for a path that the format
 * cannot express.
 */
export function createClientConfig(request: ClientConfigRequest): ClientConfig {
	const { target, side = target.sides[0], inline, ca } = request;
	if (side === 'server' && !ca) throw new PkiError('invalid', { reason: 'noClientCa' });
	const unsupported = unsupportedBy(target, side);
	const isInline = unsupported.includes('paths') || (inline && !unsupported.includes('inline'));
	const effective = { ...request, side, inline: isInline, inlineKey: inline && request.inlineKey };
	const certificate = isInline ? (request.chain ?? request.certificate) : request.certificate;
	const conversion = conversionFor(effective, isInline);
	const serverName = serverNameFor(effective);
	return {
		languageId: target.languageId,
		text: target.render(inputFor(effective, certificate, serverName, conversion)),
		warnings: warningsOf(effective, certificate, serverName, inline),
		...(conversion && !conversion.exists && { conversion: conversion.needed }),
	};
}

type Effective = ClientConfigRequest & { readonly side: Side };

function inputFor(
	request: Effective,
	certificate: MaterialFile,
	serverName: string | undefined,
	conversion: ReturnType<typeof conversionFor>,
): SnippetInput {
	const { side, variant, url, inline, inlineKey, key, ca } = request;
	const converted = conversion?.needed.file;
	const keyFile = conversion?.needed.format === 'pkcs8' ? converted : undefined;
	return {
		...{ side, url, serverName, variant },
		keyEncrypted: key !== undefined && privateKeyOf(key)?.facts.encrypted === true,
		passphraseVariable: request.passphraseVariable ?? defaultPassphraseVariable,
		minVersion: request.minVersion ?? 'TLSv1.2',
		names: namesOf(request),
		converted,
		certificate: certificateMaterial(certificate, key, inline),
		key: keyFile === undefined ? keyMaterial(request, inline && inlineKey) : byPath(keyFile),
		ca: ca && authorityMaterial(ca, inline),
	};
}

function warningsOf(
	request: Effective,
	certificate: MaterialFile,
	serverName: string | undefined,
	inlineAsked: boolean,
): readonly ConfigWarning[] {
	const { target, side, key, missingKey, ca, inline, minVersion, now } = request;
	const host = hostOf(request.url);
	return checkConfig({
		...{ side, certificate, key, missingKey, ca, host, now, inlineAsked },
		serverName: serverName === host ? undefined : serverName,
		byPath: !inline,
		unsupported: unsupportedBy(target, side),
		passphrase: target.passphrase?.[side],
		passphraseVariable: request.passphraseVariable ?? defaultPassphraseVariable,
		minVersion: minVersion === 'TLSv1.2' ? undefined : minVersion,
	});
}

/**
 * The name given, else the URL's host. An IP address cannot be asked for by name: where the server's certificate is
 * known for sure and does not list the address, its own first DNS name is the one to verify.
 */
function serverNameFor(
	request: Pick<Effective, 'side' | 'serverName' | 'url' | 'certificate' | 'key' | 'ca'>,
): string | undefined {
	if (request.serverName !== undefined) return request.serverName;
	const host = hostOf(request.url);
	if (!isAddress(host)) return host;
	const server = request.side === 'client' ? serverCertificate(request) : undefined;
	if (!server?.pinned) return undefined;
	const names = server.facts.subjectAltNames;
	if (names.some(({ type }) => type === 'ip')) return undefined;
	return names.find(({ type, value }) => type === 'dns' && !value.startsWith('*'))?.value;
}

function namesOf(request: ClientConfigRequest): CertificateNames | undefined {
	const leaf = sentChain(request)[0]?.facts;
	if (!leaf) return undefined;
	const { commonName, subjectAltNames: names } = leaf;
	const ofType = (wanted: string) =>
		names.flatMap(({ type, value }) => (type === wanted ? [value] : []));
	return { commonName, dns: ofType('dns'), ip: ofType('ip'), uri: ofType('uri') };
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
