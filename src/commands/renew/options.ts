import type { KeyKind } from '../../core/backends/contract/backend.js';
import {
	optionalBoolean,
	optionalFile,
	optionalNumber,
	optionalString,
	type Options,
} from '../input/options.js';
import { optionalKeyKind } from '../issue/forms/issueOptions.js';

/** What a rotation is told beside the certificate, narrowed. */
export interface RotateOptions {
	readonly key?: string | undefined;
	/** Of the private key or key store. */
	readonly password?: string | undefined;
	/** The key that is in use stays. */
	readonly reuseKey?: boolean | undefined;
	readonly keyType?: KeyKind | undefined;
	/** The server that uses the pair, which is asked afterwards. */
	readonly server?: { readonly host: string; readonly port: number; readonly serverName?: string };
	/** True skips the question. */
	readonly confirmed: boolean;
	/** True goes on where names or usages are not kept, or the old CA refuses the new pair. */
	readonly acceptDifferences: boolean;
}

export function readRotateOptions(options: Options): RotateOptions {
	const host = optionalString(options, 'host');
	const port = optionalNumber(options, 'port', { min: 1, max: 65_535 }) ?? 443;
	const serverName = optionalString(options, 'serverName');
	return {
		key: optionalFile(options, 'key'),
		password: optionalString(options, 'password'),
		reuseKey: optionalBoolean(options, 'reuseKey'),
		keyType: optionalKeyKind(options),
		...(host !== undefined && {
			server: { host, port, ...(serverName !== undefined && { serverName }) },
		}),
		confirmed: optionalBoolean(options, 'confirmed') ?? false,
		acceptDifferences: optionalBoolean(options, 'acceptDifferences') ?? false,
	};
}
