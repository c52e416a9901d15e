/** What a preflight is about: from options, with the keys that lie beside the certificates. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { certificatesOf, privateKeyOf } from '../../core/diagnostics/clientConfig/material.js';
import { isAddress, parseServerName } from '../../core/x509/names/hosts.js';
import type { CertificateFacts } from '../../core/x509/model.js';
import type { CommandContext } from '../command.js';
import { findSiblings } from '../configure/materialFiles.js';
import { optionalString, type Options } from '../input/options.js';
import { type Material, optionalMaterial, readMaterial } from './material.js';

export interface PreflightRequest {
	readonly certificate?: Material | undefined;
	readonly key?: Material | undefined;
	readonly ca?: Material | 'system' | undefined;
	readonly serverCertificate?: Material | undefined;
	readonly serverKey?: Material | undefined;
	/** Absent: as `ca`. */
	readonly serverCa?: Material | undefined;
	readonly serverName?: string | undefined;
	/** Of encrypted keys, where they were asked for. */
	readonly passphrase?: string | undefined;
	readonly serverPassphrase?: string | undefined;
}

/** Rejects with `invalid` for what is no option, and with the errors of reading. */
export async function readRequest(
	context: CommandContext,
	options: Options,
): Promise<PreflightRequest> {
	const read = (name: string) => optionalMaterial(context, options, name);
	const certificate = await read('certificate');
	const serverCertificate = await read('serverCertificate');
	return {
		certificate,
		key: (await read('key')) ?? (await keyBeside(certificate)),
		ca: options.ca === 'system' ? 'system' : await read('ca'),
		serverCertificate,
		serverKey: (await read('serverKey')) ?? (await keyBeside(serverCertificate)),
		serverCa: await read('serverCa'),
		serverName: readServerName(optionalString(options, 'serverName')),
	};
}

/** A host name or an address. Rejects with `invalid`, reason `notServerName`. */
export function readServerName(text: string | undefined): string | undefined {
	const name = text?.trim();
	if (name === undefined || name === '') return undefined;
	return isAddress(name) ? name : parseServerName(name);
}

/** The key in the certificate's own file, else the one in the file beside it that has the usual name. */
export async function keyBeside(certificate: Material | undefined): Promise<Material | undefined> {
	if (!certificate) return undefined;
	if (privateKeyOf(certificate)) return certificate;
	if (certificate.uri?.scheme !== 'file') return undefined;
	const { key } = await findSiblings(certificate.uri.fsPath);
	if (key === undefined) return undefined;
	try {
		return await readMaterial(vscode.Uri.file(key));
	} catch (error) {
		// Nobody has named it.
		if (!isPkiError(error)) throw error;
		return undefined;
	}
}

/** The certificate that an end shows. */
export function ownOf(material: Material | undefined): CertificateFacts | undefined {
	return material && certificatesOf(material)[0]?.facts;
}

/** Of a server's certificate the first name that a client can ask for. */
export function firstName(material: Material | undefined): string | undefined {
	const names = ownOf(material)?.subjectAltNames ?? [];
	return names.find(({ type, value }) => type === 'ip' || (type === 'dns' && !value.includes('*')))
		?.value;
}
