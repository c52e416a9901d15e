import type { PkiCommands, PreflightCheckItem } from '../../api.js';
import type { PreflightCheck } from '../../core/tls/preflight/preflight.js';
import { assertTrusted } from '../../services/trust.js';
import { explainedFailure, notTriedWords, stackWords } from '../../ui/words/preflightWords.js';
import { allows } from '../../core/diagnostics/clientConfig/faults.js';
import type { CommandContext, CommandInput } from '../command.js';
import { isInBackend } from '../input/chosenCertificate.js';
import type { Options } from '../input/options.js';
import { askPreflight } from './form.js';
import { keyBeside, ownOf, type PreflightRequest, readRequest } from './request.js';
import { optionalMaterial } from './material.js';
import { type Preflighted, runPreflight } from './runPreflight.js';
import { showPreflight } from './showPreflight.js';
import { withPassphrases } from './passphrases.js';

type Result = PkiCommands['pki.preflight']['result'];

/**
 * `pki.preflight`: a program is asked nothing and gets what could be tried; a person is asked for the rest and sees a report.
 * Refused in Restricted Mode.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<Result> {
	assertTrusted();
	if (!interactive)
		return resultOf(await runPreflight(context, await readRequest(context, options)));
	const given = await readGiven(context, options);
	const request = await withPassphrases(await askPreflight(context, given));
	const done = await runPreflight(context, request);
	showPreflight(context, done);
	return resultOf(done);
}

/** A row, a block or a file is the certificate of the end that it may be used for. */
async function readGiven(context: CommandContext, options: Options): Promise<PreflightRequest> {
	const isRow = isInBackend(options) || options.uri !== undefined;
	if (!isRow) return readRequest(context, options);
	const { connection, mount, serialNumber, uri, line } = options;
	const place = isInBackend(options) ? { connection, mount, serialNumber } : { uri, line };
	const material = await optionalMaterial(context, { certificate: place }, 'certificate');
	const facts = ownOf(material);
	if (!material || !facts) return readRequest(context, {});
	const key = await keyBeside(material);
	return allows(facts, 'clientAuth')
		? { certificate: material, key }
		: { serverCertificate: material, serverKey: key };
}

export function resultOf({ answer, findings }: Preflighted): Result {
	return {
		works: answer.works,
		checks: answer.checks.map(itemOf),
		findings: findings.map(({ code, severity, message }) => ({ code, severity, message })),
		stack: stackWords(answer.stack),
	};
}

function itemOf({ name, version, ok, failure, notTried }: PreflightCheck): PreflightCheckItem {
	return {
		name,
		...(version !== undefined && { version }),
		ok,
		...(failure && { code: failure.code, message: explainedFailure(failure).text }),
		...(notTried !== undefined && { code: notTried, message: notTriedWords(notTried) }),
	};
}
