import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type {
	Backend,
	IssuedCertificate,
	IssueRequest,
	TestCertificates,
} from '../../core/backends/contract/backend.js';
import { altNamesOf, takeHosts } from '../../core/backends/issuing/nameWishes.js';
import { PkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { Connection } from '../../services/connectionStore.js';
import type { CommandContext, CommandInput } from '../command.js';
import { finishIssue, settleFiles } from './finishIssue.js';
import { folderFrom, requireTrust } from '../input/folders.js';
import { optionalKeyKind } from './forms/issueOptions.js';
import { hasCa, settleCaKey, withCaKey } from '../localCa/lostKey.js';
import { optionalPkcs12 } from '../save/pkcs12.js';
import type { TestCertificate } from './forms/testCertificate.js';
import { sortNames } from '../input/names.js';
import {
	badOption,
	namesWords,
	optionalChoice,
	optionalNumber,
	optionalStrings,
	type Options,
} from '../input/options.js';

/** `pki.issueTestCertificate`: asks a person where to save, and with an options object nothing at all. */
export async function run(context: CommandContext, input: CommandInput): Promise<IssuedFiles> {
	requireTrust();
	const target = await findTarget(context, input.options);
	const client = await context.clients.get(target.connection.id);
	const isFirst = input.interactive && !(await hasCa(client));
	const mayForget = isFirst && (await context.durability.mayForget());
	const wish = input.interactive ? await ask(mayForget) : readOptions(input.options);
	const { names, taken } = takeHosts(wish.names, {}, wish.usage);
	const [name = 'localhost'] = names;
	const request = requestFrom({ ...wish, names }, name, target);
	await settleCaKey(context, input, target.connection.id, mayForget);
	const files = await settleFiles(input, wish.folder, name, true, wish.pkcs12 !== undefined);
	if (wish.keysIn && !(await hasCa(client))) {
		await client.createAuthority?.({ keysIn: wish.keysIn });
	}
	const issued = await withCaKey(context, input, target.connection.id, (client) =>
		issue(client, request),
	);
	const { commonName, usage, ttlSeconds } = request;
	return finishIssue(context, input, { ...target, role: request.role }, files, {
		issued,
		privateKeyPem: issued.privateKeyPem,
		name,
		asked: { commonName, usage, ttlSeconds, altNames: altNamesOf(request) },
		taken,
		isNewRoot: isFirst,
		pkcs12: wish.pkcs12,
	});
}

interface Target extends TestCertificates {
	readonly connection: Connection;
}

/** The connection that was meant, where it issues such certificates, else the first that does. */
async function findTarget(context: CommandContext, options: Options): Promise<Target> {
	const targets = (await context.connections.list()).flatMap((connection): Target[] => {
		const { testCertificates } = context.backends.of(connection);
		return testCertificates ? [{ connection, ...testCertificates }] : [];
	});
	const target = targets.find(({ connection }) => connection.id === options.connection);
	if (target) return target;
	const [first] = targets;
	if (!first) throw new PkiError('notFound', { reason: 'noConnection' });
	return first;
}

async function ask(mayForget: boolean): Promise<TestCertificate> {
	const { askTestCertificate } = await import('./forms/testCertificateForm.js');
	return askTestCertificate(defaults(), mayForget);
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
	if (names.length === 0 || names.includes('')) throw badOption('names', namesWords);
	return {
		names,
		usage: optionalChoice(options, 'usage', ['server', 'client', 'both']) ?? standard.usage,
		// A century at most: the CA's own end caps it anyway.
		days: optionalNumber(options, 'days', { above: 0, max: 36_500 }) ?? standard.days,
		keyType: optionalKeyKind(options) ?? standard.keyType,
		folder: folderFrom(options),
		pkcs12: optionalPkcs12(options, false),
	};
}

function requestFrom(
	wish: TestCertificate,
	commonName: string,
	{ mount, roles }: TestCertificates,
): IssueRequest {
	return {
		mount,
		role: roles[wish.usage],
		usage: wish.usage,
		commonName,
		...sortNames(wish.names),
		ttlSeconds: Math.max(1, Math.round(wish.days * 86_400)),
		keyType: wish.keyType,
	};
}

async function issue(client: Backend, request: IssueRequest): Promise<IssuedCertificate> {
	if (!client.issue) throw new PkiError('unsupported', { reason: 'issue' });
	const send = client.issue.bind(client);
	return withProgress(vscode.l10n.t('Issuing a test certificate'), (signal) =>
		send(request, { signal }),
	);
}
