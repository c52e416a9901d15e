/** What the rows of the tree offer: `package.json` read as VS Code reads it, and what each command needs of a backend. */
import {
	allFields,
	type Ability,
	abilitiesOf,
	type Backend,
	type BackendDefinition,
} from '../../src/core/backends/contract/backend.js';

export interface MenuItem {
	readonly command?: string;
	readonly group?: string;
	readonly when?: string;
}

/** Whether a `when` clause holds for a row of the tree with these tags; throws for a clause of another form. */
export function holds(when: string, tags: string): boolean {
	return when.split(' && ').every((part) => {
		// One row is clicked.
		if (part === 'view == pki.connections' || part === '!listMultiSelection') return true;
		if (part === 'listDoubleSelection') return false;
		// The list of the workspace and that of what runs have their own rows.
		if (part === 'view == pki.workspaceCertificates' || part === 'view == pki.running')
			return false;
		// Something was selected before.
		if (part === '!pki.noSelected') return true;
		const [, not, pattern] = /^(!\()?viewItem =~ \/(.+)\/\)?$/.exec(part) ?? [];
		if (pattern === undefined) throw new Error(`Not understood: ${part}`);
		return new RegExp(pattern).test(tags) === (not === undefined);
	});
}

export interface Place {
	readonly client: Backend;
	readonly definition: BackendDefinition;
}

type Need = (place: Place) => boolean;

const always: Need = () => true;
const able =
	(...any: readonly Ability[]): Need =>
	({ client }) =>
		any.some((ability) => abilitiesOf(client).includes(ability));

/** Every command that a row may offer, and when the backend can do it. */
export const needs: Readonly<Record<string, Need>> = {
	'pki.addConnection': always,
	'pki.checkExpiry': always,
	'pki.connectEnvironment': always,
	'pki.compareCertificates': always,
	'pki.compareWithSelected': always,
	'pki.selectForCompare': always,
	'pki.convert': always,
	'pki.copyAs': always,
	'pki.copyPem': always,
	'pki.copySerialNumber': always,
	'pki.createRequest': always,
	'pki.filterCertificates': always,
	'pki.clearFilter': always,
	'pki.showRole': always,
	'pki.editConnection': ({ definition }) => allFields(definition).length > 0,
	'pki.findBySerial': always,
	'pki.generateClientConfig': always,
	'pki.preflight': always,
	'pki.loadAll': always,
	'pki.loadMore': always,
	'pki.probe': ({ definition }) => definition.fields.some(({ kind }) => kind === 'url'),
	'pki.refresh': always,
	'pki.removeConnection': always,
	'pki.saveCertificate': always,
	'pki.showDetails': always,
	'pki.showDetailsAsText': always,
	'pki.showLog': always,
	'pki.showStatus': always,
	'pki.sortCertificates': always,
	'pki.unpin': always,
	'pki.pin': ({ definition }) => definition.signIn !== undefined,
	'pki.signIn': ({ definition }) => definition.signIn !== undefined,
	'pki.issueTestCertificate': ({ definition }) => definition.testCertificates !== undefined,
	'pki.trustRoot': ({ definition }) => definition.rootIsOwn === true,
	'pki.enableMount': able('enableMount'),
	'pki.generateRoot': able('generateRoot'),
	'pki.generateIntermediate': able('generateIntermediate'),
	'pki.importBundle': able('importBundle'),
	'pki.createRole': able('writeRole'),
	'pki.editRole': able('writeRole'),
	'pki.setUrls': able('writeUrls'),
	'pki.setDefaultIssuer': able('setDefaultIssuer'),
	'pki.rotateCrl': able('rotateCrl'),
	'pki.generateRenewalFiles': able('issuingCall'),
	'pki.showAuditLog': able('listAuditEvents'),
	'pki.createPolicy': able('writePolicy'),
	'pki.bindPolicy': able('bindPolicy'),
	'pki.unbindPolicy': able('unbindPolicy'),
	'pki.createToken': able('createToken'),
	'pki.deleteRole': able('deleteRole'),
	'pki.revokeIssuer': able('revokeAuthority'),
	'pki.deleteIssuer': able('deleteIssuer'),
	'pki.deleteMount': able('disableMount'),
	'pki.setTerminalEnvironment': able('terminalVariables'),
	'pki.showCrl': able('readCrl', 'readAuthorityCrl'),
	'pki.issueCertificate': able('issue', 'sign'),
	'pki.renewCertificate': able('issue', 'sign'),
	'pki.rotate': able('issue', 'sign'),
	'pki.signRequest': able('sign'),
	'pki.revokeCertificate': able('revoke'),
	'pki.newLocalCa': able('createAuthority'),
	'pki.deleteLocalCa': able('deleteAuthority'),
};
