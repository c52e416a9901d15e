import type { PkiCommands } from '../../api.js';
import { assertTrusted } from '../../services/trust.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalBoolean } from '../input/options.js';
import { readRequest } from './request.js';
import { resultOf } from './result.js';
import { runProbe } from './runProbe.js';

type Result = PkiCommands['pki.probe']['result'];

/**
 * `pki.probe`: shakes hands with a server and tells what it is like. A person sees a report, a program gets it as data; a
 * server that cannot be reached is a result, not an error. Nothing but handshakes is sent, and one HEAD request if asked.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	assertTrusted();
	const { options, interactive } = input;
	const show = optionalBoolean(options, 'show') ?? interactive;
	const request = await readRequest(context, input);
	const probed = await runProbe(context, request, interactive);
	if (show) {
		const { showProbed } = await import('./showProbed.js');
		showProbed(context, probed);
	}
	return resultOf(probed);
}
