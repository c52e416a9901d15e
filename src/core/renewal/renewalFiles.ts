/** Files with which a program of the user's gets its certificates anew, without the editor. No secret is in them. */
import { kubernetesManifest } from './kubernetes.js';
import { renewBeforeHours } from './moments.js';
import { type RenewalRequest, type RenewalWay, renewalWays } from './request.js';
import { fillTemplate } from './template.js';

/** The programs, as they are shipped. */
export interface RenewalTemplates {
	readonly script: string;
	readonly webhook: string;
}

export interface RenewalFile {
	readonly name: string;
	readonly text: string;
	/** Programs can be run. */
	readonly mode?: number;
}

/** The names of the files, each at most once. The webhook starts the script, so that comes along. */
export function renewalFileNames(
	ways: readonly RenewalWay[],
	baseName: string,
): readonly { readonly way: RenewalWay; readonly name: string }[] {
	const wanted = renewalWays.filter(
		(way) => ways.includes(way) || (way === 'script' && ways.includes('webhook')),
	);
	return wanted.map((way) => ({ way, name: `${baseName}${endings[way]}` }));
}

const endings: Readonly<Record<RenewalWay, string>> = {
	script: '.renew.mjs',
	kubernetes: '.kubernetes.yaml',
	webhook: '.webhook.mjs',
};

/**
 * The files of each wanted way, in the order of `renewalFileNames`. `templates` are the programs as they are shipped; there is no
 * secret in either.
 */
export function renewalFiles(
	request: RenewalRequest,
	templates: RenewalTemplates,
): readonly RenewalFile[] {
	const { ways, baseName } = request;
	return renewalFileNames(ways, baseName).map(({ way, name }) => {
		switch (way) {
			case 'script':
				return { name, text: renewScript(request, templates), mode: 0o755 };
			case 'webhook':
				return { name, text: webhookScript(request, templates), mode: 0o755 };
			case 'kubernetes':
				return { name, text: kubernetesManifest(request, templates.script) };
		}
	});
}

function renewScript({ call, ttlSeconds }: RenewalRequest, { script }: RenewalTemplates): string {
	return fillTemplate(script, { ...call, renewBeforeHours: renewBeforeHours(ttlSeconds) });
}

function webhookScript({ events, baseName }: RenewalRequest, { webhook }: RenewalTemplates) {
	return fillTemplate(webhook, {
		path: '/webhook',
		...events,
		renewScript: `${baseName}${endings.script}`,
	});
}
