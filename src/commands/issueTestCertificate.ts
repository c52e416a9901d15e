import * as vscode from 'vscode';
import type { IssuedFiles } from '../api.js';
import type { CertificateUsage, KeyKind } from '../core/backends/backend.js';
import { PkiError } from '../core/common/errors.js';
import { withProgress } from '../ui/progress.js';
import type { CommandContext, CommandInput } from './command.js';
import { announce } from './shared/afterIssue.js';
import { settleTarget } from './shared/conflicts.js';
import { fileNameFor } from './shared/fileNames.js';
import { folderFrom, requireTrust } from './shared/folders.js';
import { offerToIgnoreKey } from './shared/ignoreKey.js';
import { ownFileNames, writeIssuedFiles } from './shared/issuedFiles.js';
import { parseKeyKind } from './shared/keyKinds.js';
import { sortNames } from './shared/names.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalNumber,
	optionalString,
	optionalStrings,
	type Options,
} from './shared/options.js';

/** What a test certificate is made from; everything has a default. */
export interface TestCertificate {
	/** At least one. */
	readonly names: readonly string[];
	readonly usage: CertificateUsage;
	readonly days: number;
	readonly keyType: KeyKind;
	readonly folder: string;
}

const connection = 'localCa';
const mount = 'local';

/** `pki.issueTestCertificate`: from the Local CA; asks where to save, and with an options object nothing at all. */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const wish = input.interactive ? await ask() : readOptions(input.options);
	const [name = 'localhost'] = wish.names;
	const target = await settleTarget({
		folder: wish.folder,
		baseName: fileNameFor(name),
		overwrite: optionalBoolean(input.options, 'overwrite'),
		interactive: input.interactive,
		fileNames: (baseName) => ownFileNames(baseName, true),
	});
	const issued = await issue(context, wish, name);
	const files = await writeIssuedFiles(target, { issued, privateKeyPem: issued.privateKeyPem });
	context.changes.fire({ connection, mount, part: 'certificates' });

	const { serialNumber, notAfter, warnings } = issued;
	const result: IssuedFiles = {
		serialNumber,
		notAfter,
		files,
		...(warnings.length > 0 && { warnings: [...warnings] }),
	};
	if (input.interactive) {
		announce(context, { name, source: { connection, mount, serialNumber }, issued, result });
		offerToIgnoreKey(files.key);
	}
	return result;
}

async function ask(): Promise<TestCertificate> {
	const { askTestCertificate } = await import('./shared/testCertificateForm.js');
	return askTestCertificate(defaults());
}

function defaults(): Omit<TestCertificate, 'folder'> {
	const days = vscode.workspace.getConfiguration('pki').get<unknown>('testCertificate.days');
	return {
		names: ['localhost', '127.0.0.1', '::1'],
		usage: 'both',
		days: typeof days === 'number' && days > 0 ? days : 30,
		keyType: 'P-256',
	};
}

function readOptions(options: Options): TestCertificate {
	const standard = defaults();
	const names = optionalStrings(options, 'names') ?? standard.names;
	if (names.length === 0 || names.includes('')) throw badOption('names', 'string[]');
	const keyType = optionalString(options, 'keyType');
	const kind = keyType === undefined ? standard.keyType : parseKeyKind(keyType);
	if (kind === undefined)
		throw badOption('keyType', 'P-256 | P-384 | RSA-2048 | RSA-4096 | Ed25519');
	return {
		names,
		usage: optionalChoice(options, 'usage', ['server', 'client', 'both']) ?? standard.usage,
		// A second at least, a century at most: the CA's own end caps it anyway.
		days: optionalNumber(options, 'days', { min: 1 / 86_400, max: 36_500 }) ?? standard.days,
		keyType: kind,
		folder: folderFrom(options),
	};
}

async function issue(context: CommandContext, wish: TestCertificate, commonName: string) {
	const client = await context.clients.get(connection);
	if (!client.issue) throw new PkiError('unsupported', { reason: 'issue' });
	const send = client.issue.bind(client);
	return withProgress(vscode.l10n.t('Issuing a test certificate'), (signal) =>
		send(
			{
				mount,
				role: wish.usage,
				usage: wish.usage,
				commonName,
				...sortNames(wish.names),
				ttlSeconds: Math.round(wish.days * 86_400),
				keyType: wish.keyType,
			},
			{ signal },
		),
	);
}
