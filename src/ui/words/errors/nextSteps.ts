/** What can be done about an error, the likeliest first; errors.ts gives each step its button. */
import type { ErrorCode, PkiError } from '../../../core/common/errors.js';

export type NextStep =
	| 'addConnection'
	| 'editConnection'
	| 'signIn'
	| 'retry'
	| 'showStatus'
	| 'openSettings'
	| 'pin'
	| 'newLocalCa'
	| 'generateRoot'
	| 'importBundle'
	| 'createRequest'
	| 'signRequest'
	| 'revokeByFile'
	| 'editRole'
	| 'manageTrust'
	| 'openFolder'
	| 'showLog';

type Steps = readonly NextStep[];

const edit: Steps = ['editConnection'];
const retryOrEdit: Steps = ['retry', 'editConnection'];
const retry: Steps = ['retry'];

const byCode: Readonly<Record<ErrorCode, Steps>> = {
	unreachable: retryOrEdit,
	untrusted: [],
	sealed: ['showStatus', 'retry'],
	uninitialized: ['showStatus', 'retry'],
	standby: edit,
	unauthorized: ['signIn'],
	forbidden: [],
	notFound: [],
	invalid: [],
	rateLimited: retry,
	unsupported: [],
	cancelled: [],
	timeout: retry,
	unexpected: [],
	tooLarge: [],
	keyLost: ['newLocalCa'],
	exists: [],
	restricted: ['manageTrust'],
};

/** Where the reason says more than the code. */
const byReason: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, Steps>>>>> = {
	unreachable: {
		proxyUnreachable: ['openSettings', 'retry'],
		proxyAuthentication: ['openSettings', 'retry'],
		proxyRefused: ['openSettings', 'retry'],
		proxyWithoutServer: ['openSettings', 'retry'],
		badProxy: ['openSettings', 'retry'],
		proxyCertificate: ['openSettings', 'retry'],
		unknownHost: ['editConnection', 'retry'],
		httpsToHttp: edit,
		httpToHttps: edit,
		unknownServerName: edit,
		handshakeFailure: ['editConnection', 'retry'],
		gateway: retry,
		unavailable: retry,
	},
	untrusted: {
		unknownIssuer: edit,
		verification: edit,
		selfSigned: edit,
		damagedCaFile: edit,
		incompleteCaFile: edit,
		nameMismatch: edit,
		clientCertificateRequired: edit,
		clientCertificateLikely: edit,
		clientCertificateNotSent: edit,
		clientCertificateDoubtful: edit,
		clientCertificateRefused: edit,
		clientCertificatePurpose: edit,
		clientCertificateRevoked: edit,
		clientCertificateExpired: edit,
		clientIssuerUnknown: edit,
		expired: retry,
		notYetValid: retry,
	},
	unexpected: {
		notVault: edit,
		notTokenServer: edit,
		redirect: edit,
		status: retry,
		notRestored: retry,
	},
	forbidden: { noVisibleMount: ['pin'] },
	invalid: {
		badAddress: edit,
		noFolder: ['openFolder'],
		requestKey: ['createRequest'],
		cursor: retry,
		bundle: ['importBundle'],
	},
	notFound: {
		noConnection: ['addConnection'],
		noIssuingConnection: ['addConnection'],
		noIssuer: ['generateRoot', 'importBundle'],
		noRoot: ['importBundle'],
		noTenant: edit,
		notStored: ['revokeByFile'],
	},
	exists: { role: ['editRole'] },
	unsupported: { issue: ['signRequest'] },
};

/** Codes that say all there is; the log has no more. */
const withoutLog: readonly ErrorCode[] = ['restricted', 'cancelled', 'exists'];

export function nextSteps({ code, reason = '', args }: PkiError): Steps {
	// A fault of a file that the connection names.
	const ofFile: Steps = args.field !== undefined && reason !== 'badOption' ? edit : [];
	const steps = [...ofFile, ...(byReason[code]?.[reason] ?? byCode[code])];
	return [...new Set([...steps, ...(withoutLog.includes(code) ? [] : (['showLog'] as const))])];
}
