/** Where other programs that make CAs for development keep them. */
import * as path from 'node:path';

/** Files of a CA that may be there. */
export interface CaPlace {
	/** Name of a product. */
	readonly program: string;
	/** Its certificate first, then those above it. */
	readonly certificates: readonly string[];
	readonly key: string;
}

export interface Machine {
	readonly platform: NodeJS.Platform;
	readonly home: string;
	readonly variable: (name: string) => string | undefined;
}

export function caPlaces(machine: Machine): readonly CaPlace[] {
	return [...mkcert(machine), ...step(machine)];
}

/** `mkcert -CAROOT` prints the folder. */
function mkcert({ platform, home, variable }: Machine): readonly CaPlace[] {
	const paths = pathOf(platform);
	const folder =
		variable('CAROOT') ?? paths.join(dataFolder({ platform, home, variable }), 'mkcert');
	const key = paths.join(folder, 'rootCA-key.pem');
	return [{ program: 'mkcert', certificates: [paths.join(folder, 'rootCA.pem')], key }];
}

function dataFolder({ platform, home, variable }: Machine): string {
	const paths = pathOf(platform);
	if (platform === 'win32') return variable('LOCALAPPDATA') ?? paths.join(home, 'AppData', 'Local');
	const shared = variable('XDG_DATA_HOME');
	if (shared !== undefined) return shared;
	return platform === 'darwin'
		? paths.join(home, 'Library', 'Application Support')
		: paths.join(home, '.local', 'share');
}

/** `step path` prints the folder. */
function step({ platform, home, variable }: Machine): readonly CaPlace[] {
	const paths = pathOf(platform);
	const folder = variable('STEPPATH') ?? paths.join(home, '.step');
	const certificate = (name: string) => paths.join(folder, 'certs', `${name}.crt`);
	const key = (name: string) => paths.join(folder, 'secrets', `${name}_key`);
	const program = 'step';
	const root = certificate('root_ca');
	return [
		{ program, certificates: [root], key: key('root_ca') },
		{
			...{ program, key: key('intermediate_ca') },
			certificates: [certificate('intermediate_ca'), root],
		},
	];
}

function pathOf(platform: NodeJS.Platform): path.PlatformPath {
	return platform === 'win32' ? path.win32 : path.posix;
}
