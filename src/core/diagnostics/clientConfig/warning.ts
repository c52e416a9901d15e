/** What a check of a configuration finds, and what it is given. */
import { behaviorOf, type Behavior, type Fault } from '../../tls/clientBehavior.js';
import type { MaterialFile } from './material.js';

export type WarningCode =
	/** `file`, `found`: the file holds something else (`privateKey`, `request`, …) or nothing (`nothing`). */
	| 'notCertificate'
	| 'notPrivateKey'
	| 'notAuthority'
	/** `file`, `line` (zero-based), `code` of the block's error. */
	| 'unreadable'
	/** `file`, `line` (zero-based): its label, BEGIN or END line is wrong, though it can be read here. */
	| 'misframed'
	/** The same; clients that meet it ignore what stands behind it. */
	| 'ignoredBehind'
	/** `file`: DER, UTF-16, or PEM that is indented, quoted or on one line, where the client reads plain PEM. */
	| 'notPem'
	/** `file`: it begins with a byte order mark. */
	| 'byteOrderMark'
	/** `file`, `label`: an older spelling of `CERTIFICATE`. */
	| 'oldLabel'
	/** `file`: OpenSSH's own key format, which TLS libraries do not read. */
	| 'opensshKey'
	/** `file`: where the key is expected. */
	| 'keyMissing'
	/** `file`, `name`. */
	| 'keyMismatch'
	/** `file`, `name`: the key belongs to `name`, which is not the first certificate of the file. */
	| 'leafNotFirst'
	/** `file`: the program must be given the passphrase when it runs. */
	| 'keyEncrypted'
	/** `file`, `cipher`: encrypted as programs of long ago did. */
	| 'keyCipherOld'
	/** `file`, `mode` (octal). */
	| 'keyReadableByOthers'
	/** `name`. */
	| 'noClientAuth'
	| 'noServerAuth'
	/** `name`: no EKU at all; servers accept it, Vault's cert auth and some policies do not. */
	| 'noExtendedKeyUsage'
	/** `name`: its key usage has no digitalSignature. */
	| 'noDigitalSignature'
	/** `name`, `notAfter`. */
	| 'expired'
	/** `name`, `notBefore`. */
	| 'notYetValid'
	/** `name`: its dates could not be read. */
	| 'validityUnknown'
	/** `name`: a date in a form that RFC 5280 forbids, read all the same. */
	| 'dateForm'
	/** `name`, `key`: `RSA 1024`, a curve, or another kind of key. */
	| 'unusualKey'
	/** `name`, `algorithm`. */
	| 'weakSignature'
	/** `name`. */
	| 'negativeSerial'
	| 'trailingData'
	| 'duplicateExtension'
	| 'notCa'
	| 'cannotSign'
	| 'pathLengthExceeded'
	/** `name`, `host`: a CA that may not issue for this name. */
	| 'nameNotPermitted'
	| 'noCa'
	/** `file`: intermediates only, where clients want a root. */
	| 'noRoot'
	/** `file`, `issuer`: right only if the server's certificate comes from that CA and the client's from another. */
	| 'caIsNotIssuer'
	/** `file`, `issuer`: nobody above the certificate is sent, and the CA file does not hold its issuer as a root. */
	| 'chainIncomplete'
	/** `host`, `name`, `names`: this server certificate is not for that host. */
	| 'sanMismatch'
	/** `host`, `name`: only the common name covers the host. */
	| 'commonNameOnly'
	/** `host`, `name`, `names`: a wildcard in the middle of a label. */
	| 'partialWildcard'
	/** `name`: the target takes the server name from the URL alone. */
	| 'serverNameNotUsed'
	/** The target has no place for a passphrase. */
	| 'passphraseNotUsed'
	/** `file`: the program asks for the passphrase, or reads it from the `passphraseFile`. */
	| 'keyPassphraseAsked'
	| 'keyPassphraseFile'
	/** `file`: the text only carries the key; who uses it needs the passphrase. */
	| 'keyPassphraseElsewhere'
	/** `file`: the program reads no symbolic links. */
	| 'linkNotRead'
	/** `version`: the target has no place for a minimum TLS version. */
	| 'minVersionNotUsed'
	/** The target takes paths only. */
	| 'inlineNotUsed'
	/** `file`: the target has no place for a CA. */
	| 'caNotUsed'
	/** The target is about trust alone. */
	| 'clientCertificateNotUsed'
	/** The server does not demand certificates. */
	| 'clientAuthNotRequired'
	/** `host`: the program compares names, and an address is none. */
	| 'addressNotChecked'
	/** The program verifies the chain and not the name. */
	| 'nameNotChecked';

export interface ConfigWarning {
	readonly code: WarningCode;
	/** `error`: it cannot work. `warning`: it may not, or is unsafe. `info`: good to know. */
	readonly severity: Behavior['severity'];
	readonly args: Readonly<Record<string, string | number>>;
	/** The row of the table that the severity was read from: which programs mind, and how. */
	readonly fault?: Fault;
}

/** Which end of the connection a configuration is for. */
export type Side = 'client' | 'server';

/**
 * How a program gets a passphrase where it is not by a variable: it asks at a terminal, or reads a file; or the text does not
 * configure the program at all.
 */
export type Passphrase = 'asked' | 'file' | 'elsewhere';

/** What a format may have no place for, or a program may not take. */
export type Unsupported =
	| 'serverName'
	/** A name other than the host that is connected to; besides an address, a name may be given. */
	| 'otherHostName'
	| 'passphrase'
	| 'minVersion'
	/** PEM in the text. */
	| 'inline'
	/** Paths in the text: PEM stands there whatever is asked for. */
	| 'paths'
	| 'ca'
	| 'clientCertificate'
	/** Nothing of the files stands in the text: it asks for a certificate. */
	| 'material'
	/** Of a server: to demand certificates. */
	| 'clientAuthentication'
	/** A private key that others can read. */
	| 'sharedKey'
	| 'symlinks'
	/** To verify the server by an IP address. */
	| 'addressCheck'
	/** To verify the server's name at all. */
	| 'nameCheck';

/** Where an encrypted key's passphrase comes from when the program runs and nobody named another variable. */
export const defaultPassphraseVariable = 'TLS_KEY_PASSPHRASE';

export interface CheckedConfig {
	readonly side: Side;
	readonly certificate: MaterialFile;
	readonly key?: MaterialFile;
	/** Where the key is expected when there is no such file. */
	readonly missingKey?: string;
	readonly ca?: MaterialFile;
	/** The URL's host. */
	readonly host: string;
	/** Set when another name than the URL's is asked for and verified. */
	readonly serverName?: string;
	/** True when the client opens the files itself. */
	readonly byPath: boolean;
	/** PEM in the text was asked for, which the target may not take. */
	readonly inlineAsked: boolean;
	/** What the format of the configuration has no place for, and what the program does not take. */
	readonly unsupported: readonly Unsupported[];
	/** How the passphrase of an encrypted key gets to the program; absent: by `passphraseVariable`. */
	readonly passphrase?: Passphrase;
	readonly passphraseVariable: string;
	/** Set when another than the usual one (TLS 1.2) was asked for. */
	readonly minVersion?: string;
	readonly now: Date;
}

export type Found = Generator<ConfigWarning, void>;
type Args = ConfigWarning['args'];

/** Checks of one part of a configuration: one file in `rules/`, one line in `rules/index.ts`. */
export interface ConfigRule {
	/** Kebab-case. */
	readonly id: string;
	readonly check: (config: CheckedConfig) => Found;
}

export function defineConfigRule(rule: ConfigRule): ConfigRule {
	return rule;
}

/** A warning that is as grave as what programs do with the fault. */
export function known(code: WarningCode, fault: Fault, args: Args): ConfigWarning {
	return { code, severity: behaviorOf(fault).severity, args, fault };
}

/** One whose fault is there only if the server is as the files let suppose: a warning at most. */
export function supposed(code: WarningCode, fault: Fault, args: Args): ConfigWarning {
	const { severity } = behaviorOf(fault);
	return { code, severity: severity === 'info' ? 'info' : 'warning', args };
}

/** One that no program minds by itself, or about which none can be asked. */
export function judged(
	code: WarningCode,
	severity: ConfigWarning['severity'],
	args: Args,
): ConfigWarning {
	return { code, severity, args };
}
