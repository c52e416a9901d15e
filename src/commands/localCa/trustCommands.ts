/** The commands that make a system or a program trust a root, as text: nothing here runs any of them. */
import { powerShellQuote, shellQuote } from '../../core/common/shellQuote.js';

/** A root to be trusted. */
export interface Root {
	readonly name: string;
	readonly serialNumber: string;
	readonly certificatePem: string;
}

export interface TrustCommand {
	/** The system or program; names of products. */
	readonly label: string;
	readonly platform: NodeJS.Platform;
	/** Values of `ID` and `ID_LIKE` in `/etc/os-release` that it fits. */
	readonly distributions?: readonly string[];
	/** One line for the platform's usual shell: `sh`, on Windows PowerShell. */
	readonly command: string;
	/** Takes it back. */
	readonly undo: string;
	/** Asks for the password of an administrator. */
	readonly isPrivileged?: true;
	/** Holds for the one terminal in which it is typed, so there is nothing to run elsewhere. */
	readonly isForOneTerminal?: true;
}

export interface TrustedRoot {
	/** The certificate's file, PEM; absent: the file of `downloadedName` among the downloads of another machine's user. */
	readonly path?: string;
	/** What it is called in stores that name certificates. */
	readonly name: string;
	/** Hex. */
	readonly serialNumber: string;
}

/** Below `/usr/local/share/ca-certificates` and its like, so always the same name. */
const installed = 'pki-workbench-root.crt';

/** What the certificate's file is called on the machine with the browser. */
export const downloadedName = installed;

export function trustCommands(root: TrustedRoot): readonly TrustCommand[] {
	return [...linux(root), ...desktops(root), ...programs(root)];
}

/** Those for another machine, one for each system that may have a browser. */
export function browserCommands(root: Omit<TrustedRoot, 'path'>): readonly TrustCommand[] {
	return trustCommands(root).filter(
		({ label, isForOneTerminal }) => !isForOneTerminal && label !== 'Alpine',
	);
}

function shellPath({ path }: TrustedRoot): string {
	return path === undefined ? `"$HOME/Downloads/${downloadedName}"` : shellQuote(path);
}

function powerShellPath({ path }: TrustedRoot): string {
	return path === undefined ? `"$HOME\\Downloads\\${downloadedName}"` : powerShellQuote(path);
}

function linux(root: TrustedRoot): readonly TrustCommand[] {
	const file = shellPath(root);
	const debian = `/usr/local/share/ca-certificates/${installed}`;
	const fedora = `/etc/pki/ca-trust/source/anchors/${installed}`;
	return [
		{
			label: 'Debian, Ubuntu',
			platform: 'linux',
			distributions: ['debian', 'ubuntu'],
			isPrivileged: true,
			command: `sudo cp -- ${file} ${debian} && sudo update-ca-certificates`,
			undo: `sudo rm -- ${debian} && sudo update-ca-certificates --fresh`,
		},
		{
			label: 'Fedora, Red Hat',
			platform: 'linux',
			distributions: ['fedora', 'rhel', 'centos'],
			isPrivileged: true,
			command: `sudo cp -- ${file} ${fedora} && sudo update-ca-trust`,
			undo: `sudo rm -- ${fedora} && sudo update-ca-trust`,
		},
		{
			label: 'Alpine',
			platform: 'linux',
			distributions: ['alpine'],
			isPrivileged: true,
			command: `su -c ${shellQuote(`apk add ca-certificates && cp -- ${file} ${debian} && update-ca-certificates`)}`,
			undo: `su -c ${shellQuote(`rm -- ${debian} && update-ca-certificates`)}`,
		},
		{
			label: 'Arch, openSUSE (p11-kit)',
			platform: 'linux',
			distributions: ['arch', 'suse', 'opensuse'],
			isPrivileged: true,
			command: `sudo trust anchor --store ${file}`,
			undo: `sudo trust anchor --remove ${file}`,
		},
	];
}

function desktops(root: TrustedRoot): readonly TrustCommand[] {
	const { serialNumber } = root;
	const file = shellPath(root);
	const keychain = '~/Library/Keychains/login.keychain-db';
	return [
		{
			label: 'macOS',
			platform: 'darwin',
			command: `security add-trusted-cert -r trustRoot -k ${keychain} ${file}`,
			undo: `security remove-trusted-cert ${file}`,
		},
		{
			label: 'Windows',
			platform: 'win32',
			command: `certutil -user -addstore Root ${powerShellPath(root)}`,
			undo: `certutil -user -delstore Root ${serialNumber}`,
		},
	];
}

/** Programs with a store of their own. */
function programs(root: TrustedRoot): readonly TrustCommand[] {
	const { name } = root;
	const file = shellPath(root);
	const add = `-A -t C,, -n ${shellQuote(name)} -i ${file}`;
	const remove = `-D -n ${shellQuote(name)}`;
	const firefox = (action: string) =>
		`for profile in ~/.mozilla/firefox/*.default*/; do certutil -d "sql:$profile" ${action}; done`;
	const chromium = (action: string) => `certutil -d "sql:$HOME/.pki/nssdb" ${action}`;
	return [
		{ label: 'Firefox (NSS)', platform: 'linux', command: firefox(add), undo: firefox(remove) },
		{
			label: 'Chrome, Chromium (NSS)',
			platform: 'linux',
			command: chromium(add),
			undo: chromium(remove),
		},
		...(['linux', 'darwin'] as const).map((platform) => ({
			label: 'Node.js',
			platform,
			command: `export NODE_EXTRA_CA_CERTS=${file}`,
			undo: 'unset NODE_EXTRA_CA_CERTS',
			isForOneTerminal: true as const,
		})),
		{
			label: 'Node.js',
			platform: 'win32',
			command: `$env:NODE_EXTRA_CA_CERTS = ${powerShellPath(root)}`,
			undo: 'Remove-Item Env:NODE_EXTRA_CA_CERTS',
			isForOneTerminal: true,
		},
	];
}

/**
 * Those of the platform, the ones that fit the distribution first. `osRelease` is the text of `/etc/os-release`, where
 * there is one.
 */
export function commandsOf(
	platform: NodeJS.Platform,
	commands: readonly TrustCommand[],
	osRelease = '',
): readonly TrustCommand[] {
	const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].flatMap(([, value = '']) =>
		value.replaceAll(/["']/g, '').split(' '),
	);
	const fits = ({ distributions = [] }: TrustCommand) =>
		distributions.some((id) => ids.includes(id));
	const own = commands.filter((item) => item.platform === platform);
	return [...own.filter(fits), ...own.filter((item) => !fits(item))];
}
