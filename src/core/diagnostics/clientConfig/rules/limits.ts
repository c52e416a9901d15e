/** What the target has no place for, or its program does not take, of what was asked for. */
import { isAddress } from '../../../x509/names/hosts.js';
import type { MaterialFile } from '../material.js';
import { defineConfigRule, judged, type CheckedConfig, type Found } from '../warning.js';

export const limitsRule = defineConfigRule({ id: 'target-limits', check: checkLimits });

function* checkLimits(config: CheckedConfig): Found {
	const { side, unsupported, inlineAsked, minVersion, ca } = config;
	const lacks = (what: (typeof unsupported)[number]) => unsupported.includes(what);
	if (lacks('clientAuthentication') && side === 'server') {
		yield judged('clientAuthNotRequired', 'error', {});
	}
	if (lacks('symlinks')) yield* checkLinks(config);
	if (lacks('clientCertificate')) yield judged('clientCertificateNotUsed', 'warning', {});
	if (lacks('ca') && ca) yield judged('caNotUsed', 'warning', { file: ca.path });
	if (lacks('minVersion') && minVersion !== undefined) {
		yield judged('minVersionNotUsed', 'warning', { version: minVersion });
	}
	if (side === 'client') yield* checkVerification(config);
	if (lacks('inline') && inlineAsked) yield judged('inlineNotUsed', 'info', {});
}

function* checkVerification({ unsupported, host, serverName }: CheckedConfig): Found {
	if (unsupported.includes('nameCheck')) yield judged('nameNotChecked', 'info', {});
	const isByAddress = isAddress(host) && serverName === undefined;
	if (isByAddress && unsupported.includes('addressCheck')) {
		yield judged('addressNotChecked', 'warning', { host });
	}
}

function* checkLinks({ certificate, key, ca, byPath }: CheckedConfig): Found {
	const isLink = (file: MaterialFile | undefined) => file?.isLink === true;
	const read = byPath ? [certificate, key, ca] : [key];
	for (const file of read.filter(isLink)) {
		yield judged('linkNotRead', 'error', { file: file?.path ?? '' });
	}
}
