/** A path as it is written becomes one that can be looked for. */
import { isLocalPath } from './value.js';

export interface PathPlaces {
	/** Absent where home folder and environment must not be looked at. */
	readonly home?: string | undefined;
	readonly variable?: ((name: string) => string | undefined) | undefined;
	/** The path of a workspace folder, by name; without a name of the one that the file is in. */
	readonly folder: (name: string | undefined) => string | undefined;
	/** The folder of the file that holds the path. */
	readonly here: string;
	readonly isWindows: boolean;
}

/** Undefined where a variable is not known, and for what leads out of the files of this machine. Relative where it was. */
export function expandPath(raw: string, places: PathPlaces): string | undefined {
	const unknown: string[] = [];
	const put = (value = ''): string => {
		if (value === '') unknown.push(value);
		return value;
	};
	const unescaped = fromFileUrl(raw).replaceAll('\\\\', '\\');
	const expanded = unescaped
		.replace(/^~(?=[/\\])/, () => put(places.home))
		.replace(variablePattern, (found) => put(variableValue(found, places)));
	return unknown.length === 0 && isOrdinary(expanded, places.isWindows) ? expanded : undefined;
}

const variablePattern = /\$\{[^}]*\}|\$(?:env:)?[A-Za-z_]\w*|%[A-Za-z_]\w*%/g;

function variableValue(found: string, { folder, here, variable }: PathPlaces): string | undefined {
	const name = found.replace(/^\$\{|^\$(?:env:)?|^%|[%}]$/g, '');
	if (/^(?:workspaceFolder|workspaceRoot)$/.test(name)) return folder(undefined);
	if (name.startsWith('workspaceFolder:')) return folder(name.slice('workspaceFolder:'.length));
	// Terraform's folder of the file; VS Code's own.
	if (name === 'path.module' || name === 'fileDirname') return here;
	const plain = /^(?:env:)?([A-Za-z_]\w*)$/.exec(name)?.[1];
	return plain === undefined ? undefined : variable?.(plain);
}

/** `file:///etc/a.pem`, `file:a.pem`; of another host it stays what it is, which is no path. */
function fromFileUrl(raw: string): string {
	const match = /^file:(?:\/\/(?:localhost)?(?=\/[^/]|[A-Za-z]:|\.))?(?!\/\/)(.*)$/is.exec(raw);
	if (!match) return raw;
	const path = (match[1] ?? '').replace(/^\/(?=[A-Za-z]:)/, '');
	try {
		return decodeURIComponent(path);
	} catch {
		// A percent sign that escapes nothing stands for itself.
		return path;
	}
}

const windowsDevice = /(?:^|[/\\])(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/\\]*)?(?=[/\\]|$)/i;

function isOrdinary(path: string, isWindows: boolean): boolean {
	return isLocalPath(path) && !(isWindows && windowsDevice.test(path));
}
