/** The options of `pki.generateClientConfig` as a program gives them. */
import type { Side } from '../../core/diagnostics/clientConfig/warning.js';
import { isVariableName } from '../../core/snippets/clientConfig.js';
import { findTarget, sideOf, targets, variantOf } from '../../core/snippets/registry.js';
import { minVersions, type Target } from '../../core/snippets/target.js';
import { parseServerName, parseServerUrl } from '../../core/x509/names/hosts.js';
import { optionalUri } from '../input/fileUris.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalFile,
	optionalString,
	type Options,
} from '../input/options.js';
import { type ConfigAnswers, type Form, outputs } from './answers.js';

/** Rejects with `invalid`. */
export function readOptions(options: Options, interactive: boolean): Partial<ConfigAnswers> {
	const url = optionalString(options, 'url');
	const serverName = optionalString(options, 'serverName');
	const target = readTarget(options);
	const variant = optionalString(options, 'variant');
	if (target && variant !== undefined && variantOf(target, variant) === undefined) {
		throw badOption('variant', target.variants?.map(({ id }) => id).join(' | ') ?? '–');
	}
	return {
		target,
		side: readSide(options, target),
		variant,
		certificate: readCertificate(options, interactive),
		key: optionalFile(options, 'key'),
		ca: optionalFile(options, 'ca'),
		url: url === undefined ? undefined : parseServerUrl(url),
		serverName: serverName === undefined ? undefined : parseServerName(serverName),
		form: readForm(options),
		output: optionalChoice(options, 'output', outputs),
		into: optionalFile(options, 'into'),
		paths: optionalChoice(options, 'paths', ['relative', 'absolute']),
		minVersion: optionalChoice(options, 'minVersion', minVersions),
		passphraseVariable: readVariable(options),
	};
}

/** A tree node's `certificate` is what the server knows of it, not a file; its `uri` may be one of a remote system. */
function readCertificate(options: Options, interactive: boolean): string | undefined {
	if (!interactive) return optionalFile(options, 'certificate') ?? optionalFile(options, 'uri');
	const uri = optionalUri(options, 'uri');
	return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

function readTarget(options: Options): Target | undefined {
	const id = optionalString(options, 'target');
	const target = id === undefined ? undefined : findTarget(id);
	if (id !== undefined && !target) {
		throw badOption('target', targets.map((known) => known.id).join(' | '));
	}
	return target;
}

function readSide(options: Options, target: Target | undefined): Side | undefined {
	const side = optionalChoice(options, 'side', ['client', 'server']);
	if (target && sideOf(target, side) === undefined) {
		throw badOption('side', target.sides.join(' | '));
	}
	return side;
}

function readVariable(options: Options): string | undefined {
	const name = optionalString(options, 'passphraseVariable');
	if (name !== undefined && !isVariableName(name)) {
		throw badOption('passphraseVariable', 'TLS_KEY_PASSPHRASE');
	}
	return name;
}

function readForm(options: Options): Form | undefined {
	const inline = optionalBoolean(options, 'inline');
	const inlineKey = optionalBoolean(options, 'inlineKey');
	if (inline === undefined) return undefined;
	if (!inline) return 'paths';
	return inlineKey === false ? 'inline' : 'inlineKey';
}
